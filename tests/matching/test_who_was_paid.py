"""What the method finds is kept, waits, or is decided by a person; nothing is merged silently, nothing edited."""

import pytest

from placepact.audit.models import Entry
from placepact.roles.permissions import NotAllowed
from placepact.spending.actions.matching import (
    CannotDecide,
    Choice,
    Paid,
    decide_supplier,
    match_suppliers,
    undo_decision,
)
from placepact.spending.models.matching import SupplierDecision, SupplierKind, SupplierMatch
from placepact.spending.names import HIDDEN
from placepact.spending.queries.matching import (
    coverage,
    find_in_register,
    organisations_table,
    public_names,
    review_queue,
    suppliers_table,
    who_is,
)
from tests import makers
from tests.matching.makers import make_candidate, make_register_entry, make_supplier_match

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> makers.People:
    return makers.given_people()


@pytest.fixture
def entry():  # type: ignore[no-untyped-def]
    return make_register_entry(name="Quillham Marsh Training Ltd", scheme="GB-COH", value="01234567")


PAID = [
    Paid("Quillham Marsh Training Limited", 500_00, 2),
    Paid("QUILLHAM MARSH TRAINING LTD", 700_00, 1),
    Paid("Quillham Marsh Trainers", 9_000_00, 3),
    Paid("Xinq Zephyrine", 100_00, 1),
]


def matched(people, paid=PAID):  # type: ignore[no-untyped-def]
    return match_suppliers(paid=paid, decided_for=people.council, by=people.ann)


def choose(
    people, entry, supplier="Quillham Marsh Trainers", why="Their invoice has the same company number."
):  # type: ignore[no-untyped-def]
    choice = Choice(SupplierKind.ORGANISATION, entry=entry)
    return decide_supplier(
        supplier=supplier, choice=choice, decided_for=people.council, why=why, by=people.ann
    )


def test_ways_of_writing_one_name_are_one_supplier_with_their_sum(people, entry) -> None:  # type: ignore[no-untyped-def]
    found = matched(people)
    assert found.suppliers == {"same_name": 1, "waiting": 1, "nothing_like_it": 1}
    assert found.pence == {"same_name": 1_200_00, "waiting": 9_000_00, "nothing_like_it": 100_00}
    match = SupplierMatch.objects.get(how="same_name")
    assert (match.entry, match.amount_pence, match.payments, match.method) == (entry, 1_200_00, 3, "names-1")
    assert match.written == "QUILLHAM MARSH TRAINING LTD"


def test_our_own_organisations_are_matched_too(people) -> None:  # type: ignore[no-untyped-def]
    body = makers.make_organisation(name="Bexwater City Council", slug="bexwater")
    matched(people, [Paid("BEXWATER CITY COUNCIL", 1)])
    assert who_is("Bexwater City Council") == body
    written = ["BEXWATER CITY COUNCIL", "Nobody At All"]
    assert suppliers_table(written).to_pylist() == [
        {"supplier": "BEXWATER CITY COUNCIL", "organisation": "bexwater"}
    ]
    assert public_names(written) == {written[0]: "Bexwater City Council", written[1]: HIDDEN}


def test_a_number_that_the_payer_gave_decides_unless_it_gave_two(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people, [Paid("Somebody Else", 1, company_number="1234567")])
    assert who_is("Somebody Else") == entry
    two = [Paid("Anybody", 1, company_number="1234567"), Paid("ANYBODY", 1, company_number="7654321")]
    matched(people, two)
    assert who_is("Anybody") is None


def test_the_queue_puts_the_largest_sum_first_with_the_bodies_it_may_be(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    first, second = review_queue()
    assert (first.match.amount_pence, second.match.amount_pence) == (9_000_00, 100_00)
    assert [(each.body, each.reference) for each in first.offered] == [(entry, "GB-COH-01234567")]
    assert first.offered[0].words in {"very alike", "alike", "almost the same name"}
    assert first.doubts
    assert [each.match.key for each in review_queue(first=1, count=1)] == [second.match.key]


def test_the_queue_takes_few_queries(people, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(5):
        make_candidate(make_supplier_match())
    with django_assert_max_num_queries(2):
        assert len(review_queue()) == 5


def test_a_decision_stands_above_the_method_and_leaves_the_queue(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    decision = choose(people, entry)
    assert who_is("QUILLHAM MARSH TRAINERS") == entry
    assert [waiting.match.amount_pence for waiting in review_queue()] == [100_00]
    assert decision.match == SupplierMatch.objects.get(key="QUILLHAM MARSH TRAINERS")
    assert Entry.objects.latest("number").what == "supplier_decided"


def test_a_decision_outlives_the_next_matching(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    choose(people, entry)
    matched(people, [*PAID, Paid("Quillham Marsh Trainers", 1)])
    assert who_is("Quillham Marsh Trainers") == entry
    assert SupplierMatch.objects.filter(key="QUILLHAM MARSH TRAINERS").count() == 2


def test_a_later_decision_supersedes_and_an_undone_one_makes_the_supplier_wait_again(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    choose(people, entry)
    other = make_register_entry(name="Quite Another")
    second = choose(people, other, why="The first was a slip.")
    assert who_is("Quillham Marsh Trainers") == other
    undo_decision(decision=second, why="Nobody knows.", by=people.ann)
    assert who_is("Quillham Marsh Trainers") is None
    assert len(review_queue()) == 2
    assert SupplierDecision.objects.count() == 2
    with pytest.raises(CannotDecide, match="superseded already"):
        undo_decision(decision=second, why="Again.", by=people.ann)


def test_matching_the_same_again_writes_nothing(people, entry) -> None:  # type: ignore[no-untyped-def]
    assert matched(people).changed == 3
    assert matched(people).changed == 0
    assert matched(people, [*PAID[:3], Paid("Xinq Zephyrine", 101_00, 1)]).changed == 1


def test_a_person_is_hidden_although_the_name_holds_an_organisations_word(people) -> None:  # type: ignore[no-untyped-def]
    written = "Quillham Centre"
    assert public_names([written]) == {written: written}
    decide_supplier(
        supplier=written,
        choice=Choice(SupplierKind.PRIVATE_PERSON),
        decided_for=people.council,
        why="A childminder.",
        by=people.ann,
    )
    assert set(public_names([written, "Xinq Zephyrine"]).values()) == {HIDDEN}


def test_a_body_that_is_on_no_register_is_named_once_a_person_says_so(people) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    choice = Choice(SupplierKind.NOT_ON_THE_REGISTER)
    decide_supplier(
        supplier="Xinq Zephyrine", choice=choice, decided_for=people.council, why="A band.", by=people.ann
    )
    assert public_names(["XINQ ZEPHYRINE"]) == {"XINQ ZEPHYRINE": "Xinq Zephyrine"}
    assert suppliers_table(["XINQ ZEPHYRINE"]).num_rows == 0


def test_coverage_counts_every_pound_once(people, entry) -> None:  # type: ignore[no-untyped-def]
    matched(people)
    choose(people, entry)
    shares = {share.how.value: (share.suppliers, share.payments, share.amount_pence) for share in coverage()}
    assert shares == {
        "same_name": (1, 3, 1_200_00),
        "nothing_like_it": (1, 1, 100_00),
        "organisation": (1, 3, 9_000_00),
    }
    assert sum(share.amount_pence for share in coverage()) == sum(paid.amount_pence for paid in PAID)


@pytest.mark.parametrize("name", ["cat", "dan"])
def test_who_may_not_decide_is_told_so(people, entry, name: str) -> None:  # type: ignore[no-untyped-def]
    somebody = getattr(people, name)
    with pytest.raises(NotAllowed, match="decide who was paid"):
        match_suppliers(paid=PAID, decided_for=people.council, by=somebody)
    with pytest.raises(NotAllowed):
        decide_supplier(
            supplier="X", choice=Choice(SupplierKind.ORGANISATION, entry=entry), decided_for=people.council,
            why="I think so.", by=somebody,
        )  # fmt: skip


def test_a_partner_decides_for_itself_and_not_for_the_council(people, entry) -> None:  # type: ignore[no-untyped-def]
    choice = Choice(SupplierKind.ORGANISATION, entry=entry)
    given = {"supplier": "Quill", "choice": choice, "why": "We pay them.", "by": people.bob}
    assert decide_supplier(decided_for=people.partner, **given).decided_for == people.partner
    with pytest.raises(NotAllowed):
        decide_supplier(decided_for=people.council, **given)


@pytest.mark.parametrize(
    ("choice", "why", "said"),
    [
        (Choice(SupplierKind.ORGANISATION), "So.", "Choose one organisation"),
        (Choice(SupplierKind.NOT_ON_THE_REGISTER), " ", "and why"),
    ],
)
def test_a_decision_needs_its_body_and_its_reason(people, choice: Choice, why: str, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotDecide, match=said):
        decide_supplier(supplier="Quill", choice=choice, decided_for=people.council, why=why, by=people.ann)


def test_a_private_person_has_no_organisation(people, entry) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotDecide, match="has no organisation"):
        decide_supplier(
            supplier="Quill", choice=Choice(SupplierKind.PRIVATE_PERSON, entry=entry), decided_for=people.council,
            why="So.", by=people.ann,
        )  # fmt: skip


def test_the_count_is_told_where_a_body_sits_and_how_large_it_is(people, entry) -> None:  # type: ignore[no-untyped-def]
    ours = makers.make_organisation(name="Bexwater City Council", slug="bexwater", sector="Local government")
    area = makers.make_service(ours, makers.make_area()).area
    make_register_entry(
        name="Thornwick Supplies Ltd", sector="Private", size_band="small", area_code="E08000003"
    )
    matched(people, [Paid("Bexwater City Council", 1), Paid("Thornwick Supplies Ltd", 1), Paid("Nobody", 1)])
    ours_row, other_row = sorted(organisations_table().to_pylist(), key=lambda row: row["sector"])
    assert list(ours_row.values()) == ["bexwater", area.code, "Local government", None]
    assert list(other_row.values())[1:] == ["E08000003", "Private", "small"]


def test_a_body_is_looked_for_by_how_its_name_begins(entry) -> None:  # type: ignore[no-untyped-def]
    assert find_in_register("quillham marsh") == [entry]
    assert find_in_register("  ") == []
