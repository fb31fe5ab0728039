"""Who may draft and sign; what a draft must hold; what a signature shuts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from placepact.agreements import actions
from placepact.agreements.models import (
    Agreement,
    ApprovalLevel,
    Capacity,
    Closeness,
    Level,
    Line,
    LineVersion,
    State,
    Version,
)
from placepact.agreements.queries import compare_headings, document, said_in
from placepact.agreements.rules import complete
from placepact.agreements.rules.canonical import sha256
from placepact.agreements.rules.terms import Terms
from placepact.audit.models import Entry
from placepact.people.actions import operator
from placepact.places.models import Place
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.agreements.terms import FIRST, SECOND, terms, with_target
from tests.makers_of_agreements import make_eligible

pytestmark = pytest.mark.django_db

SIGNED_ON, IN_FORCE = dt.date(2024, 3, 14), dt.date(2024, 4, 1)


@pytest.fixture
def people() -> makers.People:
    """The council is a combined authority: no other body holds a settlement."""
    given = makers.given_people()
    given.council.legal_form = "Combined authority"
    given.council.save()
    return given


@pytest.fixture
def place(people: makers.People) -> Place:
    return makers.make_place(makers.make_area(code="E08000004", name="Oldham"))


def draft(place: Place, written: Terms | None = None, by: Any = None) -> Version:
    return actions.draft(terms=written or terms(), place=place, by=by or operator())


def sign(version: Version, by: Any = None, **days: dt.date) -> Version:
    given = {"on": SIGNED_ON, "in_force_from": IN_FORCE, **days}
    if not version.conditions.exists():
        make_eligible(version)
    return actions.put_into_force(version=version, by=by or operator(), **given)


def test_nobody_takes_an_agreement_over_by_naming_their_own_body(people: makers.People, place: Place) -> None:
    draft(place)
    makers.make_holding(people.bob, people.partner, Role.COORDINATOR)
    mine = terms(parties=(("the-partner", "accountable"), ("the-council", "partner")), title="Ours now")
    with pytest.raises(NotAllowed):
        draft(place, mine, by=people.bob)
    assert Agreement.objects.get().title == "The settlement"


# Ann leads the accountable council, Bob works for a partner, Cat audits, Dan may see nothing;
# Sue may sign for the council, Tom for the partner.
WHO_MAY = [
    ("ann", True, False),
    ("bob", False, False),
    ("cat", False, False),
    ("dan", False, False),
    ("sue", False, True),
    ("tom", False, False),
]


@pytest.mark.parametrize(("name", "drafts", "signs"), WHO_MAY)
def test_only_the_accountable_bodys_own_people_draft_and_sign(
    people: makers.People, place: Place, name: str, drafts: bool, signs: bool
) -> None:
    sue, tom = makers.make_user(name="Sue"), makers.make_user(name="Tom")
    makers.make_holding(sue, people.council, Role.APPROVER)
    makers.make_holding(tom, people.partner, Role.APPROVER)
    user = {**people._asdict(), "sue": sue, "tom": tom}[name]
    assert allowed(lambda: draft(place, by=user)) is drafts
    version = draft(place)
    assert allowed(lambda: sign(version, by=user)) is signs
    version.refresh_from_db()
    assert (version.state == State.SIGNED) is signs


def allowed(act: Any) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def test_a_refused_draft_leaves_nothing(people: makers.People, place: Place) -> None:
    with pytest.raises(NotAllowed):
        draft(place, by=people.bob)
    with pytest.raises(actions.IncompleteAgreement):
        draft(place, with_target(lead="nobody"))
    assert not Agreement.objects.exists()
    assert not Line.objects.exists()


def test_a_draft_holds_all_that_was_written(place: Place) -> None:
    version = draft(place)
    assert (version.number, version.state, version.lines.count()) == (1, State.DRAFT, 3)
    target = version.lines.get(line__reference="T1").target
    assert target.priority.reference == "P1"
    assert (target.baseline, target.baseline_start, target.margin_percent) == (68.0, dt.date(2021, 1, 1), 2.0)
    assert list(target.year_targets.values_list("period_start__year", "value")) == [
        (2024, 71.0),
        (2025, 72.0),
    ]
    assert [each.organisation.slug for each in target.wording.involvements.all()] == ["the-partner"]
    assert Entry.objects.filter(what="agreement_start_draft").count() == 1


INCOMPLETE: list[tuple[Terms, str]] = [
    (
        terms(parties=(("the-partner", "partner"),)),
        "The settlement names 0 accountable bodies. Name exactly one.",
    ),
    (
        terms(parties=(("the-council", "accountable"), ("the-partner", "accountable"))),
        "names 2 accountable bodies (the-council, the-partner)",
    ),
    (terms(parties=(("the-council", "accountable"), ("the-partner", "friend"))), "the capacity 'friend'"),
    (
        terms(parties=(("the-council", "accountable"), ("the-council", "partner"))),
        "the-council is named as a party",
    ),
    (
        terms(parties=(("the-council", "accountable"), ("nobody", "partner"))),
        "the organisation 'nobody', which",
    ),
    (terms(ends_on=dt.date(2024, 4, 1)), "ends on 2024-04-01, which is not after it starts on 2024-04-01"),
    (terms(scheme="by_feel"), "the scheme 'by_feel', which is none of: share_of_the_way"),
    (terms(title=" "), "The agreement has no title. Write one."),
    (terms(targets=()), "has no targets. Write at least one."),
    (terms(blocks=(("work", "Work"), ("work", "Work again"))), "The block work is named more than once"),
    (terms(priorities=(("P1", "health", "Live long"),)), "Priority P1 names the block 'health'"),
    (terms(targets=(FIRST, FIRST)), "The reference T1 stands on more than one line"),
    (with_target(reference="P1"), "The reference P1 stands on more than one line"),
    (with_target(block="health"), "Target T1 names the block 'health', which is none of: work, homes."),
    (with_target(priority="P9"), "Target T1 names the priority 'P9', which is none of: P1."),
    (with_target(level="street"), "Target T1 names the level 'street'"),
    (with_target(approval_level="king"), "Target T1 names the approval level 'king'"),
    (with_target(title=""), "Target T1 has no title"),
    (with_target(indicator="happiness"), "Target T1 names the indicator 'happiness', which is not known"),
    (
        with_target(area="E08000099"),
        "Target T1 names the area 'E08000099', which is not known. Add it first.",
    ),
    (with_target(relative_to="E99"), "Target T1 names the area 'E99'"),
    (with_target(lead="nobody"), "Target T1 names the organisation 'nobody'"),
    (with_target(partners=(("nobody", "supports"),)), "Target T1 names the organisation 'nobody'"),
    (with_target(partners=(("the-partner", "watches"),)), "Target T1 names the closeness 'watches'"),
    (
        with_target(partners=(("the-partner", "supports"),) * 2),
        "names the-partner as a partner more than once",
    ),
    (with_target(baseline_period=(None, "")), "has a baseline of 68 and no period for it"),
    (with_target(margin_percent=-1.0), "has a margin of -1%"),
    (
        with_target(years=((dt.date(2025, 1, 1), "P1Y", 1.0),) * 2),
        "two values for the period from 2025-01-01",
    ),
]


@pytest.mark.parametrize(("written", "says"), INCOMPLETE, ids=[says[:40] for _, says in INCOMPLETE])
def test_an_incomplete_agreement_is_refused_with_what_is_missing(
    place: Place, written: Terms, says: str
) -> None:
    with pytest.raises(actions.IncompleteAgreement) as refused:
        draft(place, written)
    assert says in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert not Agreement.objects.exists()


def test_every_fault_of_an_agreement_is_said_at_once(place: Place) -> None:
    with pytest.raises(actions.IncompleteAgreement) as refused:
        draft(place, with_target(level="street", priority="P9", margin_percent=-1.0))
    assert len(str(refused.value).splitlines()) == 3


def test_the_words_that_terms_may_use_are_those_that_the_record_knows() -> None:
    assert set(complete.CAPACITIES) == set(Capacity.values)
    assert set(complete.LEVELS) == set(Level.values)
    assert set(complete.CLOSENESS) == set(Closeness.values)
    assert set(complete.APPROVALS) == {"", *ApprovalLevel.values}


def test_signing_puts_a_version_into_force_and_is_in_the_account_of_changes(place: Place) -> None:
    signed = sign(draft(place))
    assert (signed.state, signed.signed_on, signed.in_force_from) == (State.SIGNED, SIGNED_ON, IN_FORCE)
    assert Entry.objects.order_by("-number")[0].what == "agreement_put_into_force"


def test_a_signed_version_is_not_signed_again(place: Place) -> None:
    version = sign(draft(place))
    with pytest.raises(
        actions.AlreadySigned,
        match=r"version 1 was signed on 2024-03-14\. Draft the next version instead: it would be version 2\.",
    ):
        sign(version, on=dt.date(2025, 1, 1))
    version.refresh_from_db()
    assert version.signed_on == SIGNED_ON


def test_nothing_of_a_signed_version_is_changed_past_the_actions_either(place: Place) -> None:
    version = sign(draft(place))
    target = version.lines.get(line__reference="T1").target
    target.baseline = 60.0
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        target.save()


def test_the_next_version_keeps_the_identity_of_every_line(place: Place) -> None:
    first = sign(draft(place))
    second = draft(place, with_target(title="Many more people in work", change_reason="It went well."))
    assert second.number == 2
    assert second.agreement_id == first.agreement_id
    assert lines_of(first) == lines_of(second)
    assert titles(first)["T1"] == "More people in work"
    assert titles(second)["T1"] == "Many more people in work"
    assert Line.objects.count() == 3


HEADING: list[tuple[str, Any, str]] = [
    (
        "kind",
        "local_area_agreement",
        'kind: signed is "integrated_settlement", drafted is "local_area_agreement".',
    ),
    ("scheme", "havering", 'scheme: signed is "share_of_the_way", drafted is "havering".'),
    ("scheme_from", dt.date(2026, 2, 1), 'scheme_from: signed is "2026-01-01", drafted is "2026-02-01".'),
    ("is_illustrative", True, 'is_illustrative: signed is "False", drafted is "True".'),
    (
        "blocks",
        (("work", "Work"), ("homes", "Homes")),
        'block work, name: signed is "Work and skills", drafted is "Work".',
    ),
    (
        "blocks",
        (("health", "Health"), ("work", "Work and skills")),
        'block work, order: signed is "1", drafted is "2".',
    ),
]


@pytest.mark.parametrize(("field", "value", "says"), HEADING, ids=[says[:24] for _, _, says in HEADING])
def test_a_draft_does_not_change_what_an_agreement_keeps_for_life_or_a_block_of_what_is_signed(
    place: Place, field: str, value: Any, says: str
) -> None:
    signed = sign(draft(place)).agreement
    before = Agreement.objects.values().get()
    with pytest.raises(actions.IncompleteAgreement) as refused:
        draft(place, terms(**{field: value}))
    assert str(refused.value).splitlines() == [
        "The settlement, version 1 is signed. Write these as they are signed:",
        says,
    ]
    assert Agreement.objects.values().get() == before
    assert list(signed.blocks.values_list("slug", "name")) == list(terms().blocks)
    assert signed.versions.count() == 1


def test_every_difference_from_what_is_signed_is_said_at_once(place: Place) -> None:
    sign(draft(place))
    other = makers.make_place(makers.make_area(name="Bury"))
    with pytest.raises(actions.IncompleteAgreement) as refused:
        draft(other, terms(scheme="havering", is_illustrative=True))
    assert len(str(refused.value).splitlines()) == 4
    assert 'place: signed is "Oldham", drafted is "Bury".' in str(refused.value)


def test_a_draft_has_a_heading_of_its_own_and_what_is_signed_keeps_its_own(place: Place) -> None:
    first = sign(draft(place))
    before = first.sha256
    second = draft(
        place,
        terms(
            title="The longer settlement",
            sentence="Further.",
            narrative="A tale.",
            ends_on=dt.date(2028, 3, 31),
        ),
    )
    held = Agreement.objects.get()
    assert (held.title, held.sentence, held.ends_on) == (
        "The settlement",
        "We will do better together.",
        dt.date(2027, 3, 31),
    )
    assert said_in(second).title == "The longer settlement"
    assert document(first)["heading"]["title"] == "The settlement"
    assert sha256(document(first)) == before
    assert compare_headings(first, second) == [
        "The title was “The settlement” and is “The longer settlement”.",
        "The sentence was “We will do better together.” and is “Further.”.",
        "The account was “” and is “A tale.”.",
        "The last day was “2027-03-31” and is “2028-03-31”.",
    ]


def test_the_page_shows_the_heading_of_what_is_in_force_and_each_version_its_own(
    place: Place, client: Client
) -> None:
    first = sign(draft(place))
    draft(place, terms(title="The longer settlement", ends_on=dt.date(2028, 3, 31)))
    address = first.agreement.get_absolute_url()
    assert "<h1>The settlement</h1>" in client.get(address).content.decode()
    sign(Version.objects.order_by("-number")[0])
    held = Agreement.objects.get()
    assert (held.title, held.ends_on) == ("The longer settlement", dt.date(2028, 3, 31))
    assert "<h1>The longer settlement</h1>" in client.get(address).content.decode()
    old = client.get(f"{address}?version=1").content.decode()
    assert "<h1>The settlement</h1>" in old
    assert "31 March 2027" in old
    first.refresh_from_db()
    assert sha256(document(first)) == first.sha256


def test_a_draft_adds_blocks_to_what_is_signed(place: Place) -> None:
    sign(draft(place))
    more = (*terms().blocks, ("health", "Health"))
    assert draft(place, terms(blocks=more)).agreement.blocks.get(slug="health").order == 3


def test_before_anything_is_signed_a_draft_rewrites_all(place: Place) -> None:
    draft(place)
    blocks = (("homes", "Homes"), ("work", "Work"))
    again = draft(place, terms(title="Another title", blocks=blocks)).agreement
    assert again.title == "Another title"
    assert tuple(again.blocks.values_list("slug", "name")) == blocks


def test_a_line_that_is_left_out_stays_in_the_version_that_had_it(place: Place) -> None:
    first = sign(draft(place))
    second = draft(place, terms(targets=(SECOND,)))
    assert set(titles(second)) == {"P1", "T2"}
    assert set(titles(first)) == {"P1", "T1", "T2"}


def test_a_reference_does_not_change_from_a_priority_to_a_target(place: Place) -> None:
    sign(draft(place))
    written = terms(priorities=(), targets=(with_target(reference="P1", priority="").targets[0],))
    with pytest.raises(actions.IncompleteAgreement, match="P1 is a priority in earlier versions"):
        draft(place, written)


def lines_of(version: Version) -> dict[str, int]:
    return dict(version.lines.values_list("line__reference", "line"))


def titles(version: Version) -> dict[str, str]:
    return dict(LineVersion.objects.filter(version=version).values_list("line__reference", "title"))
