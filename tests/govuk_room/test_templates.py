"""The frame of every page and its pieces, rendered."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from placepact.govuk.environment import environment

ROW: dict[str, Any] = {
    "name": "Employment <rate>",
    "href": "/i?a=1&b=2",
    "measure": "People aged 16 to 64",
    "lead": "GMCA",
    "latest_text": "71.9%",
    "unit_text": "",
    "period_text": "2023",
    "missing_reason": "",
    "target_text": "73.0%",
    "margin_text": "margin 2%",
    "status": "on_track",
    "status_word": "On track",
    "how_far": "1.5% short",
    "travel_arrow": "down",
    "travel_word": "Worse",
    "travel_detail": "down 0.5 points",
    "spark_svg": "<svg></svg>",
    "spark_left": "2014",
    "spark_right": "2025",
    "spark_middle": "",
    "england_text": "76.0%",
    "england_note": "we are worse",
    "similar_text": "72.0%",
    "similar_note": "",
}


class Outline(HTMLParser):
    """Start tags with their attributes, ids, and whether every tag is closed in order."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing that is open"

    def ids(self) -> list[str]:
        return [str(about["id"]) for _, about in self.tags if "id" in about]


def render(text: str, **context: Any) -> str:
    return environment().from_string(text).render(**context)


def page(main: str = "", **context: Any) -> str:
    return render('{% extends "govuk/base.html" %}{% block main %}' + main + "{% endblock %}", **context)


def call(library: str, name: str, *args: Any, **kwargs: Any) -> str:
    return str(getattr(environment().get_template(f"govuk/{library}.html").module, name)(*args, **kwargs))


FULL: dict[str, Any] = {
    "title": "Scorecard <b>",
    "place": "Greater Manchester",
    "place_url": "/places/E47000001",
    "downloads_url": "/d",
    "tabs": [
        {"text": "Overview", "href": "/a", "current": False},
        {"text": "Scorecard", "href": "/b", "current": True},
    ],
    "flag": {"kind": "Illustrative", "sentence": "Targets are made up."},
}


@pytest.mark.parametrize(
    "context",
    [{}, FULL, {**FULL, "user": type("U", (), {"is_authenticated": True})()}],
)
def test_every_page_is_whole_with_nothing_inline(context: dict[str, Any]) -> None:
    outline = Outline(page("<h1>x</h1>", **context))
    assert outline.open == []
    assert len(outline.ids()) == len(set(outline.ids()))
    for tag, about in outline.tags:
        assert "style" not in about and not [a for a in about if a.startswith("on")], tag
        assert tag != "style" and (tag != "script" or about.get("src"))


def test_the_frame_says_place_tab_and_what_is_real() -> None:
    text = page(**FULL)
    assert "<title>Scorecard &lt;b&gt; - Greater Manchester - placepact</title>" in text
    assert '<a href="/b" aria-current="page">Scorecard</a>' in text and text.count("aria-current") == 1
    assert '<span class="pp-flag">Illustrative</span> Targets are made up.' in text
    assert "Download everything" in text and "Download everything" not in page()


def test_sign_in_and_sign_out() -> None:
    user = type("Ann", (), {"is_authenticated": True, "__str__": lambda self: "Ann <b>"})()
    inside = page(user=user, csrf_input="TOKEN")
    assert "Ann &lt;b&gt;" in inside and 'method="post"' in inside and "TOKEN" in inside
    assert 'href="/sign-in"' in page() and "Sign out" not in page()


def test_htmx_neither_writes_styles_nor_evaluates() -> None:
    assert '"includeIndicatorStyles":false,"allowEval":false' in page()


def test_a_status_is_shape_then_word() -> None:
    drawn = call("macros", "status", "no_real_change")
    assert re.search(r"#s-no_real_change.*No real change", drawn) and "pp-status--no_real_change" in drawn
    assert "Mixed" in call("macros", "status", "behind", 18, "Mixed")


def test_a_scorecard_row_escapes_what_it_is_given_and_shows_all_of_it() -> None:
    block = {"slug": "work", "name": "Work <b>", "summary": "4 of 6 on track", "rows": [ROW]}
    drawn = call("score", "score_table", block)
    assert Outline(drawn).open == []
    assert "Employment &lt;rate&gt;" in drawn and "<rate>" not in drawn and "Work &lt;b&gt;" in drawn
    for shown in (
        "71.9%",
        "2023",
        "73.0%",
        "margin 2%",
        "On track",
        "1.5% short",
        "Worse",
        "down 0.5 points",
        "we are worse",
    ):
        assert shown in drawn
    assert drawn.count('role="cell"') == 7 and drawn.count('role="columnheader"') == 8


def test_a_row_without_a_figure_gives_the_reason_and_no_travel() -> None:
    row = {
        **ROW,
        "missing_reason": "none for the whole place",
        "latest_text": "",
        "travel_word": "",
        "travel_detail": "",
    }
    drawn = call("score", "score_row", {**row, "status": "no_figure", "status_word": "No figure"})
    assert '<span class="t">–</span><span class="k">none for the whole place</span>' in drawn
    assert 'class="travel empty"' in drawn and "71.9%" not in drawn


def test_a_figure_has_its_table_and_links_named_for_readers() -> None:
    table = {
        "caption": "By year",
        "columns": [{"text": "Year"}, {"text": "Figure", "number": True}],
        "rows": [["2023", "<1"]],
    }
    drawn = call(
        "macros",
        "figure",
        "Falling",
        "How",
        "<svg>w</svg>",
        "<svg>n</svg>",
        table,
        [{"text": "CSV", "href": "/c"}],
    )
    assert Outline(drawn).open == []
    assert "<svg>w</svg><svg>n</svg>" in drawn and "&lt;1" in drawn
    assert 'CSV<span class="pp-vh">: Falling</span>' in drawn and 'tabindex="0"' in drawn


def test_a_field_ties_its_label_hint_and_error_and_escapes_its_value() -> None:
    drawn = call(
        "forms", "field", "email", "E-mail", '"><b>', "A hint", "Enter an e-mail address", "email", "email"
    )
    about = next(about for tag, about in Outline(drawn).tags if tag == "input")
    assert about["value"] == '"><b>' and about["id"] == "id_email" and about["autocomplete"] == "email"
    assert about["aria-describedby"] == "id_email-hint id_email-error"
    assert 'for="id_email"' in drawn and "Enter an e-mail address" in drawn


def test_an_error_summary_links_to_its_fields_and_is_absent_without_errors() -> None:
    assert 'href="#id_email"' in call("forms", "error_summary", [{"text": "Enter it", "href": "#id_email"}])
    assert call("forms", "error_summary", []).strip() == ""


@pytest.mark.parametrize("name", ["choice", "radios", "tick", "long_text"])
def test_other_fields_render_whole(name: str) -> None:
    items = [{"value": "a", "text": "A <b>"}, {"value": "b", "text": "B"}]
    args = {"choice": (items, "b"), "radios": (items, "b"), "tick": (True,), "long_text": ("x <y>",)}[name]
    drawn = call("forms", name, "field", "Label", *args)
    assert Outline(drawn).open == [] and "Label" in drawn and "<y>" not in drawn and "A <b>" not in drawn
    assert name == "long_text" or "selected" in drawn or "checked" in drawn


def test_small_pieces_render_whole() -> None:
    drawn = "".join(
        [
            call("macros", "breadcrumbs", [{"text": "A <b>", "href": "/a"}]),
            call("macros", "empty_state", "No earlier figure <b>.", "Ask."),
            call(
                "macros",
                "definition_list",
                [{"term": "T", "value": "<v>"}, {"term": "R", "value": "r", "code": True}],
            ),
            call(
                "macros",
                "facts",
                [{"term": "T", "value": "1"}, {"term": "S", "status": "behind", "detail": "d"}],
            ),
            call("macros", "key", {"on_track": "On it."}),
            call("macros", "moved", "on_track", "off_track"),
            "<ul>" + call("macros", "tally", 4, "off_track", "Short.", "/o") + "</ul>",
            call("macros", "strip", [{"name": "N", "href": "/n", "status": "behind"}]),
            call(
                "macros", "multiples", [{"name": "N", "href": "/n", "latest_text": "1", "svg": "<svg></svg>"}]
            ),
            call(
                "macros",
                "map_with_key",
                "<svg></svg>",
                "<svg></svg>",
                [{"swatch_svg": "<svg></svg>", "label": "1", "who": "W"}],
            ),
            call("forms", "button", "Accept 4.1%"),
            call("forms", "closed_button", "Withdraw", "It is designated."),
            call("forms", "filter_choice", "area", "Area", [{"value": "1", "text": "One"}], "1"),
        ]
    )
    assert Outline(drawn).open == []
    assert "<b>" not in drawn.replace("<b><span", "").replace("<b>1</b>", "") and "<v>" not in drawn
    assert 'aria-label="N: Behind"' in drawn and "was </span>" in drawn


def test_a_tally_of_nothing_has_no_link() -> None:
    assert "See them" not in call("macros", "tally", 0, "behind", "Short.", "/b")
