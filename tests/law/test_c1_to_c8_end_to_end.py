"""C1 to C8 of the law of Local Area Agreements, through the actions: each refusal leaves the record as it was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from placepact.agreements import actions
from placepact.agreements.models import Approval, LineVersion, Memorandum, Version
from placepact.agreements.queries.cases import designated_lines
from placepact.agreements.queries.documents import document
from placepact.agreements.rulebooks.engine import Refused
from placepact.agreements.rules.canonical import sha256, sha256_of_text
from placepact.audit import queries as audit
from placepact.audit.models import Entry
from tests.law.world import APPROVED, AUGUST, PARTIES, T1, T2, T3, World, given_world

pytestmark = pytest.mark.django_db
REVISED = replace(T1, years=((dt.date(2010, 4, 1), "P1Y", 18.6),))
LAST = dt.date(2008, 7, 29)


@pytest.fixture
def world() -> World:
    return given_world()


def refused(act: Callable[[], object], says: str, section: str = "") -> None:
    """The act is refused with these words and this section, and nothing is written."""
    before = audit.version(), Version.objects.count(), Memorandum.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert says in str(caught.value)
    assert section in caught.value.source.cited
    assert (audit.version(), Version.objects.count(), Memorandum.objects.count()) == before


def amend(
    world: World, version: Version, on: dt.date = AUGUST, consents: tuple[str, ...] = ("pat", "hal")
) -> Version:
    move = world.offered(version, REVISED, on=on)
    for name in consents:
        world.consent(version, name, "T1", on)
    return actions.amend_target(move=move, who=world.who("ann", on))


def test_c1_designated_on_the_last_day_of_the_month_and_not_on_the_next(world: World) -> None:
    version = world.in_force()
    actions.designate(version=version, reference="T3", notice="Notice 1", who=world.who("gus", LAST))
    late = world.who("gus", LAST + dt.timedelta(days=1))
    refused(
        lambda: actions.designate(version=version, reference="T1", notice="N", who=late),
        "to 29 July 2008",
        "109",
    )
    assert [each.on for each in designated_lines(version.agreement_id).values()] == [LAST]


@pytest.mark.parametrize("change", ["amend", "remove"])
def test_c2_locked_for_a_month_then_open_with_every_consent(world: World, change: str) -> None:
    version = world.in_force()
    move = world.offered(version, REVISED, change, on=LAST)
    act = actions.amend_target if change == "amend" else actions.remove_target
    for name in ("pat", "hal"):
        world.consent(version, name, "T1", LAST)
    refused(lambda: act(move=move, who=world.who("ann", LAST)), "T1 is locked", "110")
    made = act(move=move, who=world.who("ann", AUGUST))
    assert made.number == 2
    assert made.lines.filter(line__reference="T1").exists() is (change == "amend")


def test_c2_one_consent_missing_is_refused(world: World) -> None:
    version = world.in_force()
    move = world.offered(version, REVISED)
    world.consent(version, "pat", "T1")
    refused(
        lambda: actions.amend_target(move=move, who=world.who("ann", AUGUST)),
        "not consented to this change: The Health Trust",
        "110",
    )


def test_c2_a_consent_is_to_the_words_that_were_read(world: World) -> None:
    version = world.in_force()
    first = world.offered(version, REVISED)
    for name in ("pat", "hal"):
        world.consent(version, name, "T1")
    actions.withdraw(version=version, reference="T1", reason="Too soft.", who=world.who("ann", AUGUST))
    other = world.offered(version, replace(T1, years=((dt.date(2010, 4, 1), "P1Y", 30.0),)))
    refused(
        lambda: actions.amend_target(move=other, who=world.who("ann", AUGUST)),
        "not consented to this change",
        "110",
    )
    with pytest.raises(actions.IncompleteAgreement, match="not the offer on the table"):
        actions.amend_target(move=first, who=world.who("ann", AUGUST))


def test_c2_others_than_authorities_are_consulted(world: World) -> None:
    version = world.in_force()
    move = world.offered(version, replace(T2, title="Many more people volunteer"))
    who = world.who("ann", AUGUST)
    refused(
        lambda: actions.amend_target(move=move, who=who),
        "not been consulted on this change: The Charity",
        "110",
    )
    actions.record_consultation(
        version=version, organisation=world.bodies["charity"], evidence="Letter", who=who, move=move
    )
    assert actions.amend_target(move=move, who=who).lines.get(line__reference="T2").title.startswith("Many")


def designated(world: World) -> Version:
    version = world.in_force()
    actions.designate(version=version, reference="T3", notice="Notice 1", who=world.who("gus", APPROVED))
    return version


@pytest.mark.parametrize("change", ["amend", "remove"])
def test_c3_a_designated_target_is_changed_by_an_approved_revision_alone(world: World, change: str) -> None:
    version = designated(world)
    move = world.offered(version, replace(T3, title="Far fewer early deaths"), change)
    for name in ("pat", "hal"):
        world.consent(version, name, "T3")
    who = world.who("ann", AUGUST)
    act = actions.amend_target if change == "amend" else actions.remove_target
    refused(lambda: act(move=move, who=who), "T3 is a designated target", "110")
    proposal = actions.propose_revision(moves=[move], reason="The baseline was wrong.", who=who)
    assert proposal.named == {"T3": ["health", "police"]}
    assert version.agreement.versions.count() == 1
    made = actions.approve_revision(proposal=proposal, reference="Letter 10", who=world.who("gus", AUGUST))
    titles = list(made.lines.filter(line__reference="T3").values_list("title", flat=True))
    assert titles == (["Far fewer early deaths"] if change == "amend" else [])


def test_c3_a_revision_needs_no_consent_and_names_who_has(world: World) -> None:
    version = designated(world)
    move = world.offered(version, replace(T3, title="Far fewer early deaths"))
    proposal = actions.propose_revision(moves=[move], reason="Late data.", who=world.who("ann", AUGUST))
    assert proposal.named == {"T3": []}
    world.consent(version, "hal", "T3")
    refused(
        lambda: actions.approve_revision(proposal=proposal, reference="L", who=world.who("gus", AUGUST)),
        "names as having consented: nobody; on record are: The Health Trust", "111",
    )  # fmt: skip


def test_c3_a_decided_proposal_is_not_decided_again(world: World) -> None:
    version = designated(world)
    move = world.offered(version, replace(T3, title="Far fewer early deaths"))
    proposal = actions.propose_revision(moves=[move], reason="Late data.", who=world.who("ann", AUGUST))
    gus = world.who("gus", AUGUST)
    actions.reject_revision(proposal=proposal, reason="No.", who=gus)
    with pytest.raises(actions.IncompleteAgreement, match="was rejected on 2008-08-30"):
        actions.approve_revision(proposal=proposal, reference="Letter 10", who=gus)


def test_c4_a_target_is_added_with_every_related_persons_consent(world: World) -> None:
    version = world.in_force()
    new = replace(
        T2,
        reference="T9",
        title="More volunteers",
        partners=(("charity", "delivers"), ("police", "supports")),
    )
    move = world.offered(version, new, "add", APPROVED)
    who = world.who("ann", APPROVED)
    world.consent(version, "pat", "T9", APPROVED)
    refused(lambda: actions.add_target(move=move, who=who), "not consented to adding it: The Charity", "110")
    world.consent(version, "vic", "T9", APPROVED)
    made = actions.add_target(move=move, who=who)
    assert made.lines.get(line__reference="T9").title == "More volunteers"
    refused(
        lambda: actions.designate(version=made, reference="T9", notice="N", who=world.who("gus", AUGUST)),
        "by an approved revision proposal", "109",
    )  # fmt: skip


def test_c5_a_memorandum_follows_each_change_and_proves_itself(world: World) -> None:
    version = designated(world)
    gus = world.who("gus", AUGUST)
    actions.revoke_designation(version=version, reference="T3", notice="Notice 2", who=gus)
    amend(world, version)
    removal = world.offered(version, T2, "remove")
    who = world.who("ann", AUGUST)
    actions.record_consultation(
        version=version, organisation=world.bodies["charity"], evidence="Letter", who=who, move=removal
    )
    actions.remove_target(move=removal, who=who)
    addition = world.offered(version, replace(T2, reference="T9", partners=()), "add")
    actions.add_target(move=addition, who=who)
    found = list(Memorandum.objects.values_list("number", "because", "about"))
    assert found == [
        (1, "designate", ["T3"]),
        (2, "revoke_designation", ["T3"]),
        (3, "amend_target", ["T1"]),
        (4, "remove_target", ["T2"]),
        (5, "add_target", ["T9"]),
    ]
    assert all(each.sha256 == sha256_of_text(each.text) for each in Memorandum.objects.all())


def test_c5_the_memorandum_says_what_section_113_asks(world: World) -> None:
    designated(world)
    said = json.loads(Memorandum.objects.get().text)
    assert said["period"] == ["2008-04-01", "2011-03-31"]
    by = {each["reference"]: each for each in said["targets"]}
    assert (by["T3"]["is_designated"], by["T1"]["is_designated"]) == (True, False)
    assert by["T2"]["have_regard"] == ["The Council"]
    assert by["T2"]["also_relates_to"] == ["The Charity"]
    assert said["account_of_changes"]["head"] == Entry.objects.order_by("-number")[1].hash


def test_c6_a_thirty_sixth_target_is_not_put_forward_and_education_is_besides(world: World) -> None:
    many = tuple(
        replace(T1, reference=f"D{n}", lead="council", partners=(), flags=frozenset({"designated"}))
        for n in range(36)
    )
    version = world.negotiating(targets=(*many[:35],))
    for each in many[:35]:
        world.answer(version, "gus", each.reference)
    taught = replace(many[35], flags=frozenset({"designated", "statutory_education"}))
    who = world.who("ann")
    actions.propose(version=version, change="add", terms=taught, reason="Set for us.", who=who)
    actions.accept(version=version, reference="D35", who=world.who("gus"))
    actions.propose(version=version, change="amend", terms=many[35], reason="Ours.", who=who)
    actions.accept(version=version, reference="D35", who=world.who("gus"))
    refused(
        lambda: actions.put_to_parties(version=version, who=who), "36 targets are put forward", "guidance"
    )
    actions.propose(version=version, change="amend", terms=taught, reason="Set for us.", who=who)
    actions.accept(version=version, reference="D35", who=world.who("gus"))
    assert actions.put_to_parties(version=version, who=who).state == "with_parties"


def test_c7_a_charity_is_related_and_owes_nothing(world: World) -> None:
    version = world.agreed()
    assert version.lines.get(line__reference="T2").involvements.get().organisation.slug == "charity"
    with pytest.raises(Refused, match="To consult takes the accountable body"):
        actions.record_consultation(
            version=version, organisation=world.bodies["police"], evidence="x", who=world.who("vic")
        )


def test_a_charitys_target_waits_for_its_consent_at_the_outset(world: World) -> None:
    version = world.negotiating()
    for name, reference in (
        ("bob", "T1"),
        ("hal", "T1"),
        ("vic", "T2"),
        ("hal", "T3"),
        ("bob", "T3"),
        ("gus", "T3"),
    ):
        world.answer(version, name, reference)
    actions.put_to_parties(version=version, who=world.who("ann"))
    for name in ("sam", "pat", "hal"):
        actions.sign(version=version, authority="Delegation", who=world.who(name))
    actions.record_approval(version=version, minute="Minute 12", who=world.who("ann"))
    refused(
        lambda: actions.submit(version=version, who=world.who("ann")),
        "T2 relates to The Charity",
        "clause 85",
    )
    actions.give_consent(version=version, reference="T2", evidence="Letter", who=world.who("vic"))
    assert actions.submit(version=version, who=world.who("ann")).state == "submitted"


def test_c8_nothing_is_submitted_without_full_council_or_a_delegate_on_record(world: World) -> None:
    version = world.signed_by_all()
    refused(
        lambda: actions.submit(version=version, who=world.who("ann")),
        "no approval of the full council",
        "Hampshire",
    )
    actions.record_approval(
        version=version, minute="Decision 4", delegation="Constitution, 3.2", who=world.who("ann")
    )
    assert Approval.objects.get().level == "delegate"
    assert actions.submit(version=version, who=world.who("ann")).state == "submitted"


def test_c8_an_approval_is_of_the_words_that_were_approved(world: World) -> None:
    version = world.signed_by_all()
    actions.record_approval(version=version, minute="Minute 12", who=world.who("ann"))
    actions.reopen(version=version, reason="A slip.", who=world.who("ann"))
    actions.propose(version=version, change="amend", terms=REVISED, reason="A slip.", who=world.who("ann"))
    for name in ("bob", "hal"):
        actions.accept(version=version, reference="T1", who=world.who(name))
    actions.put_to_parties(version=version, who=world.who("ann"))
    refused(lambda: actions.submit(version=version, who=world.who("ann")), "no approval of the full council")
    actions.record_approval(version=version, minute="Minute 13", who=world.who("ann"))
    refused(
        lambda: actions.submit(version=version, who=world.who("ann")),
        "3 parties have not signed this wording",
    )


def test_c8_no_local_change_without_it_either(world: World) -> None:
    version = world.in_force()
    who = world.who("ann", AUGUST)
    move = actions.propose(version=version, change="amend", terms=REVISED, reason="Revised.", who=who)
    for name in ("pat", "hal"):
        world.consent(version, name, "T1")
    refused(
        lambda: actions.amend_target(move=move, who=who),
        "T1 has no approval of the full council",
        "Hampshire",
    )


def test_a_combined_authority_never_starts_one(world: World) -> None:
    parties = (("office", "accountable"), *PARTIES[1:3])
    world.bodies["office"].legal_form = "Combined authority"
    world.bodies["office"].save()
    refused(
        lambda: actions.draft(
            terms=world.terms(parties=parties), place=world.place, by=world.people["gus"], on=APPROVED
        ),
        "can never be the responsible authority", "103",
    )  # fmt: skip


def test_it_is_not_started_today(world: World) -> None:
    refused(
        lambda: actions.draft(terms=world.terms(), place=world.place, by=world.people["ann"]),
        "from 30 December 2007 to 25 May 2015", "Deregulation Act 2015",
    )  # fmt: skip


def test_it_is_not_put_into_force_past_the_law(world: World) -> None:
    version = world.draft()
    refused(
        lambda: actions.put_into_force(
            version=version, on=APPROVED, in_force_from=APPROVED, by=world.people["sam"]
        ),
        "has no step to put into force",
    )


def test_a_signed_version_carries_the_hash_of_what_it_says(world: World) -> None:
    version = world.in_force()
    fresh = Version.objects.get(pk=version.pk)
    assert fresh.sha256 == sha256(document(fresh))
    assert fresh.signed_on == APPROVED
    made = amend(world, fresh)
    assert made.sha256 == sha256(document(made)) != fresh.sha256
    assert LineVersion.objects.get(version=made, line__reference="T1").move is not None


def test_after_the_yearly_review_a_refresh_is_proposed(world: World) -> None:
    version = designated(world)
    march = dt.date(2009, 3, 4)
    move = world.offered(version, replace(T3, title="Far fewer early deaths"), on=march)
    who = world.who("ann", march)
    refused(
        lambda: actions.refresh(moves=[move], reason="Refresh of 2009.", who=who),
        "there has been none",
        "Durham",
    )
    actions.review(
        version=version, words="Four targets were looked at.", findings={"T3": ["economy", "Prices fell."]},
        who=world.who("gus", dt.date(2009, 1, 20)),
    )  # fmt: skip
    proposal = actions.refresh(moves=[move], reason="Refresh of 2009.", who=who)
    assert proposal.review is not None
    made = actions.approve_revision(proposal=proposal, reference="Letter 11", who=world.who("gus", march))
    assert (made.number, made.origin) == (2, "revision")
    assert Memorandum.objects.order_by("-number")[0].because == "approve_revision"


def test_an_agreement_is_closed_after_its_period(world: World) -> None:
    version = world.in_force()
    refused(
        lambda: actions.close(version=version, reason="Over.", who=world.who("ann", AUGUST)),
        "runs to 31 March 2011",
    )
    closing = world.who("ann", dt.date(2011, 4, 1))
    actions.close(version=version, reason="Its period is over.", who=closing)
    refused(
        lambda: actions.designate(
            version=version, reference="T1", notice="N", who=world.who("gus", APPROVED)
        ),
        "The agreement is closed",
    )
