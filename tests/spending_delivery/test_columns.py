"""Headers drift, double and hide: the columns are found by reviewed words, and asked for where they are not."""

from pathlib import Path

import pytest

from placepact.returns.reading import UnreadableFile
from placepact.spending.delivery import ReadingProfile, WrongProfile
from placepact.spending.delivery.words import NAMED, TEXTS, fold, words
from tests.spending_delivery.makers import make_file, receive, understood

PAYEES = (
    "* SUPPLIER FINAL",
    "Supplier(Beneficiary) Name",
    "supplier_name",
    "SupplierName",
    "Vendor Name",
    " Payee ",
)
AMOUNTS = {"Net Amount": "net", "NetAmount": "net", " Amount ": "unknown", "Costcuk": "unknown", "Gross": "gross",
           "Total (excludes VAT)": "net", "Amount £": "unknown"}  # fmt: skip


@pytest.mark.parametrize("payee", PAYEES)
def test_a_payee_is_found_under_its_names(payee: str, tmp_path: Path) -> None:
    (row,) = receive(make_file(tmp_path, "2019-04-01,Acme,1.00", header=f"Date,{payee},Amount")).rows
    assert row["supplier"] == "Acme"


@pytest.mark.parametrize(("amount", "basis"), AMOUNTS.items())
def test_an_amount_is_found_under_its_names_with_its_basis(amount: str, basis: str, tmp_path: Path) -> None:
    (row,) = receive(make_file(tmp_path, "2019-04-01,Acme,1.00", header=f"Date,Supplier,{amount}")).rows
    assert (row["amount_pence"], row["amount_basis"]) == (100, basis)


def test_net_is_taken_before_gross_and_vat_is_kept(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.20,0.20,1.00", header="Date,Supplier,Gross,VAT,Net")
    (row,) = receive(path).rows
    assert (row["amount_pence"], row["vat_pence"], row["amount_basis"]) == (100, 20, "net")


def test_a_person_can_choose_gross(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.20,0.20,1.00", header="Date,Supplier,Gross,VAT,Net")
    (row,) = receive(path, ReadingProfile().with_answers({"amount": "Gross"})).rows
    assert (row["amount_pence"], row["amount_basis"]) == (120, "gross")


def test_two_amounts_of_one_name_are_asked_about(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.00,2.00", header="Date,Supplier,Amount,Amount")
    (question,) = understood(path).questions
    assert (question.code, question.setting) == ("amount_in_several_columns", "amount")
    assert [option.value for option in question.options] == ["Amount", "Amount (2)"]
    assert [row.value for row in question.rows] == ["Amount = 1.00", "Amount (2) = 2.00"]
    answered = ReadingProfile().with_answers({"amount": "Amount (2)"})
    assert receive(path, answered).rows[0]["amount_pence"] == 200


def test_of_two_columns_of_one_name_the_one_that_is_filled_is_read(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,,2.00", header="Date,Supplier,Amount,Amount")
    assert receive(path).rows[0]["amount_pence"] == 200


def test_seventy_nine_columns_most_of_them_empty_are_read(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.00" + "," * 76, header="Date,Supplier,Amount" + "," * 76)
    outcome = receive(path)
    assert (outcome.checked.accepted, outcome.rows[0]["amount_pence"]) == (1, 100)


def test_a_missing_day_column_is_asked_for_with_the_first_cells(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.00", header="Settled,Supplier,Amount")
    (question,) = [each for each in understood(path).questions if each.setting == "paid_on"]
    assert question.code == "paid_on_column_unknown"
    assert [option.value for option in question.options] == ["Settled"]
    assert question.how_to_answer == "Answer with the setting paid_on=Settled."
    assert receive(path, ReadingProfile().with_answers({"paid_on": "Settled"})).checked.accepted == 1


def test_a_payee_that_the_file_does_not_name_can_be_left_out(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Roads,1.00", header="Date,Service,Amount")
    (question,) = understood(path).questions
    assert question.setting == "supplier"
    assert receive(path, ReadingProfile().with_answers({"supplier": ""})).rows[0]["supplier"] is None


def test_a_header_known_to_the_profile_alone_is_found(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,1.00", header="Settled,To Whom,How Much")
    with pytest.raises(UnreadableFile, match="Payment Date, Supplier Name, Net Amount"):
        understood(path)
    answers = {"paid_on": "Settled", "supplier": "To Whom", "amount": "How Much"}
    assert receive(path, ReadingProfile().with_answers(answers)).rows[0]["supplier"] == "Acme"


def test_a_column_that_a_person_named_and_the_file_lacks_is_refused(tmp_path: Path) -> None:
    path = make_file(tmp_path, "2019-04-01,Acme,Roads,1.00")
    with pytest.raises(WrongProfile, match="no column “Cost” for amount"):
        understood(path, ReadingProfile().with_answers({"amount": "Cost"}))


def test_a_remembered_column_that_is_gone_this_month_is_found_anew(tmp_path: Path) -> None:
    remembered = understood(make_file(tmp_path, "2019-04-01,Acme,Roads,1.00")).profile
    path = make_file(
        tmp_path, "2019-05-01,Acme,1.00", header="Payment Date,Vendor Name,Amount", name="may.csv"
    )
    assert receive(path, remembered).rows[0]["supplier"] == "Acme"


def test_payments_written_below_zero_are_asked_about_and_can_be_reversed(tmp_path: Path) -> None:
    path = make_file(
        tmp_path, "2019-04-01,A,Roads,-1.00", "2019-04-01,B,Roads,(2.00)", "2019-04-01,C,Roads,0.50"
    )
    (question,) = understood(path).questions
    assert (question.code, question.setting) == ("amounts_mostly_negative", "sign")
    assert "2 of 3" in question.sentence
    outcome = receive(path, ReadingProfile().with_answers({"sign": "reversed"}))
    assert [row["amount_pence"] for row in outcome.rows] == [100, 200, -50]


def test_the_nature_is_read_in_any_of_its_words(tmp_path: Path) -> None:
    rows = [f"2019-04-01,A,1.00,{word}" for word in ("Capital", "REVENUE", "c", "R", "Other", "")]
    outcome = receive(make_file(tmp_path, *rows, header="Date,Supplier,Amount,Cap/Rev"))
    assert [row["nature"] for row in outcome.rows] == ["capital", "revenue", "capital", "revenue", None, None]


def test_words_for_none_are_no_company_number(tmp_path: Path) -> None:
    rows = [f"2019-04-01,A,1.00,{word}" for word in (" 01234567 ", "N/A", "Not yet available", "")]
    outcome = receive(make_file(tmp_path, *rows, header="Date,Supplier,Amount,Company Number"))
    assert [row["company_number"] for row in outcome.rows] == ["01234567", None, None, None]


def test_a_profile_comes_back_from_plain_values() -> None:
    profile = ReadingProfile(date="day_first", footprint="E47000001").with_answers(
        {"amount": "Net", "sign": "reversed"}
    )
    assert ReadingProfile.from_dict(profile.to_dict()) == profile
    assert profile.answered == ("amount", "sign")


WRONG = {
    "colour": ({"colour": "red"}, "no setting “colour”"),
    "date": ({"date": "sideways"}, "date cannot be “sideways”"),
    "basis": ({"basis": "nett"}, "one of: net, gross, unknown"),
    "amount": ({"amount": 5}, "is text, and 5 is not"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_setting_is_refused_with_a_sentence(case: str) -> None:
    answers, sentence = WRONG[case]
    with pytest.raises(WrongProfile, match=sentence):
        ReadingProfile().with_answers(answers)


def test_the_reviewed_words_give_each_role_a_reason_and_no_name_to_two_amounts() -> None:
    roles = words().roles
    assert {"paid_on", "supplier", "amount", "vat", *TEXTS} == set(NAMED) <= roles.keys()
    amounts = [name for role in ("amount", "amount_net", "amount_gross") for name in roles[role].names]
    assert len(amounts) == len(set(amounts))
    assert all(role.title and role.names == tuple(map(fold, role.examples)) for role in roles.values())


def test_a_file_of_column_names_alone_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    path = make_file(tmp_path, header="Date,Supplier,Amount")
    with pytest.raises(UnreadableFile, match="has column names and no rows"):
        understood(path)
