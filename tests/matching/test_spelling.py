"""Names are brought to one spelling."""

import pytest

from placepact.organisations.names import normalise, stem, words
from placepact.organisations.reviewed import BadReviewedFile, read_reviewed


@pytest.mark.parametrize(
    ("written", "whole", "core"),
    [
        ("Acme Tools Ltd", "ACME TOOLS LIMITED", "ACME TOOLS"),
        ("ACME TOOLS L.T.D.", "ACME TOOLS LIMITED", "ACME TOOLS"),
        ("Acme & Sons", "ACME AND SONS", "ACME SONS"),
        ("ACME + SONS", "ACME AND SONS", "ACME SONS"),
        ("The Children's Shed C.I.C.", "THE CHILDREN SHED CIC", "CHILDREN SHED"),
        ("Acme Community Interest Company", "ACME CIC", "ACME"),
        ("A.B.C. Hire", "ABC HIRE", "ABC HIRE"),
        ("Café Zoë", "CAFE ZOE", "CAFE ZOE"),
        ("St. Nowhere's Hospice", "ST NOWHERES HOSPICE", "ST NOWHERES HOSPICE"),
        ("Saint Nowhere's Hospice", "ST NOWHERES HOSPICE", "ST NOWHERES HOSPICE"),
        ("Acme Ltd DO NOT USE 1012345", "ACME LIMITED 1012345", "ACME"),
        ("Acme 1898 Ltd", "ACME 1898 LIMITED", "ACME 1898"),
        ("The And Of", "THE AND OF", "THE AND OF"),
        ("  ", "", ""),
        ("***", "", ""),
    ],
)
def test_a_name_has_one_spelling(written: str, whole: str, core: str) -> None:
    found = normalise(written)
    assert (found.whole, found.core) == (whole, core)


def test_what_stands_after_trading_as_is_another_name() -> None:
    found = normalise("Acme Holdings Ltd T/A The Corner Shop")
    assert (found.whole, found.other) == ("ACME HOLDINGS LIMITED", "CORNER SHOP")
    assert found.key == "ACME HOLDINGS LIMITED T/A CORNER SHOP"


def test_a_name_that_begins_with_trading_as_is_that_name() -> None:
    assert normalise("T/A The Corner Shop").whole == "THE CORNER SHOP"


def test_the_form_is_the_last_one_that_the_name_says() -> None:
    assert [normalise(name).form for name in ("Acme Ltd", "Acme LLP", "Acme")] == ["LIMITED", "LLP", ""]


def test_a_plural_and_its_singular_have_one_stem() -> None:
    assert stem("HOSPICES") == stem("HOSPICE")
    assert stem("GAS") == "GAS"


def test_every_word_that_a_spelling_gives_is_spelt_so_itself() -> None:
    lists = words()
    again = {word for given in lists.spellings.values() for word in given.split() if word in lists.spellings}
    assert not again


def test_a_reviewed_file_without_its_author_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "words.toml"
    path.write_text('title = "Words"\n', encoding="utf-8")
    with pytest.raises(BadReviewedFile, match=r"words\.toml: what_it_shows is missing or empty\. Add it\."):
        read_reviewed(path)
