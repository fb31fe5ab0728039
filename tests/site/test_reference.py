"""The glossary, the sources and the page on judging say what the code and the data say."""

from __future__ import annotations

import pytest
from django.test import Client

from placepact.agreements.rules.schemes import SCHEMES
from placepact.agreements.rules.status import Reason
from placepact.indicators.definitions import load_definitions
from placepact.site import glossary, reference
from tools.reference import glossary as printed

pytestmark = pytest.mark.django_db


def test_every_term_has_a_meaning_in_whole_sentences() -> None:
    terms = glossary.terms().values()
    assert len(terms) >= 40
    assert [term.word for term in terms if not term.meaning.endswith(".") or len(term.meaning) < 30] == []


def test_terms_of_law_name_their_section() -> None:
    terms = glossary.terms()
    for slug in ("designated-target", "duty-to-cooperate", "laa", "pooled-budget", "combined-authority"):
        assert "section" in terms[slug].source


def test_a_term_that_points_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "glossary.toml"
    file.write_text('[[term]]\nslug = "a"\nword = "A"\nmeaning = "B."\nsee = ["c"]\n')
    monkeypatch.setattr(glossary, "FILE", file)
    with pytest.raises(ValueError, match=r"points to words that are not in it: c\."):
        glossary.terms.__wrapped__()


def test_the_printed_glossary_holds_every_term() -> None:
    text = printed.page()
    assert [term.word for term in glossary.terms().values() if f"## {term.word}\n" not in text] == []


def test_the_page_of_the_glossary_has_an_anchor_for_every_term(client: Client) -> None:
    text = client.get("/glossary").content.decode()
    assert [slug for slug in glossary.terms() if f'id="{slug}"' not in text] == []


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.slug)
def test_a_scheme_is_told_with_its_words_numbers_and_source(scheme: object, client: Client) -> None:
    text = client.get("/how-we-judge").content.decode()
    slug = scheme.slug  # type: ignore[attr-defined]
    part = text[text.index(f'id="{slug}"') :]
    for words in (*SCHEMES[slug].words.values(), SCHEMES[slug].source):
        assert words.replace("&", "&amp;") in part


def test_assumed_numbers_say_so(client: Client) -> None:
    assert "on track from 90% of the movement due (assumed)" in client.get("/how-we-judge").content.decode()


def test_every_reason_for_a_status_is_told(client: Client) -> None:
    text = client.get("/how-we-judge").content.decode()
    assert [reason.name for reason in Reason if reason.sentence not in text] == []


def test_every_indicator_names_source_licence_and_attribution(client: Client) -> None:
    text = client.get("/sources").content.decode()
    for each in load_definitions().values():
        assert f'id="{each.slug}"' in text
    assert text.count("Attribution") == len(load_definitions()) + str(reference.tables()).count(
        "'Attribution'"
    )


def test_a_carried_table_is_described_by_what_its_list_says() -> None:
    entry = {
        "file": "areas.csv",
        "licence": "OGL",
        "url": "https://example.org/a",
        "rows": 3,
        "codes": ["a", "b"],
    }
    assert reference.described(entry) == {
        "title": "areas.csv",
        "facts": [
            {"term": "Url", "value": "https://example.org/a", "href": "https://example.org/a"},
            {"term": "Licence", "value": "OGL"},
            {"term": "Rows", "value": "3"},
            {"term": "Codes", "value": "a, b"},
        ],
    }


def test_every_number_of_a_scheme_has_its_words() -> None:
    assert {name for scheme in SCHEMES.values() for name in scheme.parameters} == set(reference.PARAMETERS)
