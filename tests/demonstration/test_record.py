"""Pages are functions of the record: quick when it has not moved, and never stale when it has."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from placepact.demonstration.build import Built
from placepact.indicators import actions
from placepact.indicators.definitions import load_definitions
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.roles.rules import Role
from placepact.scorecards.led import led
from placepact.scorecards.queries import card
from placepact.site.agreement_pages import in_force
from placepact.site.organisation_pages import versions_naming
from placepact.site.record import Kept
from tests import makers

pytestmark = pytest.mark.django_db

SCORECARD = "/places/E47000001/scorecard"
BOARD = "/partnerships/rochdale-local-strategic-partnership"
PAGES = [
    "/",
    SCORECARD,
    f"{SCORECARD}?area=E08000004&sort=worst",
    f"{SCORECARD}?status=off_track",
    "/places",
    "/places/E08000004",
    "/places/E08000005",
    "/places/E92000001",
    "/places/E08000004/indicators",
    "/places/E47000001/indicators/healthy-life-expectancy-women",
    "/places/E47000001/indicators/persistent-absence",
    "/places/E47000001/indicators/gigabit-broadband",
    "/places/E08000004/indicators/employment-rate",
    "/places/E92000001/indicators/employment-rate",
    "/partnerships",
    "/places/E08000005/partnerships",
    BOARD,
    f"{BOARD}/interests",
    f"{BOARD}/meetings/1",
    f"{BOARD}/meetings/2",
    f"{BOARD}/actions",
    f"{BOARD}/disputes",
    "/partnerships/rochdale-community-safety-partnership/meetings/1",
    "/partnerships/greater-manchester-multi-area-board",
    "/places/E47000001/organisations",
    "/places/E47000001/money",
    "/places/E47000001/money?scope=all-identified-spending",
    "/places/E47000001/money?year=2018-19",
    "/places/E47000001/money/bodies/gmca",
    "/places/E47000001/money/themes/education",
    "/places/E47000001/money/lines",
    "/places/E08000005/money",
    "/places/E47000001/money/payments",
    "/places/E47000001/money/payments/lines",
    "/agreements/greater-manchester-settlement",
    "/agreements/rochdale-laa-2008",
    "/agreements/greater-manchester-maa-2008",
    "/agreements/greater-manchester-maa-2008/rules",
    "/agreements/greater-manchester-place-offer-2010",
    "/agreements/greater-manchester-place-offer-2010/offer",
    "/agreements/greater-manchester-place-offer-2010/timeline",
    *(
        f"/agreements/{slug}/{page}"
        for slug in ("rochdale-laa-2008", "greater-manchester-settlement")
        for page in ("timeline", "memoranda", "rules")
    ),
    "/agreements/rochdale-laa-2008/compare",
    "/agreements/rochdale-laa-2008/memoranda/1",
    "/agreements/rochdale-laa-2008/duties",
    "/agreements/rochdale-laa-2008/scrutiny",
    "/agreements/rochdale-laa-2008/freedoms",
    "/agreements/rochdale-laa-2008/serves",
    "/agreements/rochdale-laa-2008/reward",
    *(
        f"/agreements/{slug}/{page}"
        for slug in ("rochdale-laa-2008", "greater-manchester-settlement")
        for page in ("delivery", "board-pack", "questions")
    ),
    "/agreements/greater-manchester-settlement/lines/WS1/plan",
    "/organisations/rochdale-borough-council/duties?on=2009-05-01",
    "/organisations/gmca/duties",
    "/agreements/rochdale-laa-2008/scrutiny/2",
    "/agreements/tameside-lpsa-2002",
    "/agreements/tameside-lpsa-2002/reward",
    "/agreements/tameside-lpsa-2002/freedoms",
    "/places/E08000005/scorecard",
    "/strategies/rochdale-local-strategic-partnership-community-strategy-for-rochdale-borough-2008-to-2016",
    "/strategies/to-take-account-of",
    *(
        f"/partnerships/{board}/{page}"
        for board in ("rochdale-local-strategic-partnership", "greater-manchester-strategy-board")
        for page in ("strategies", "plans", "decision-rights", "powers", "footprint")
    ),
    "/powers",
    "/collections",
    "/collections/greater-manchester-2025-26",
    "/places/E47000001/reporting",
    "/places/E08000005/reporting?year=2009",
    "/places/E47000001/burden",
    "/places/E08000005/burden?year=2023",
    "/frameworks",
    "/frameworks?year=2010",
    "/frameworks/conflicts",
    "/frameworks/national-indicator-set?release=2008-09&year=2008",
    "/frameworks/public-health-outcomes-framework",
    "/frameworks/nhs-greater-manchester-plan",
    "/frameworks/oldham-corporate-plan",
    "/burden",
    "/organisations",
    "/organisations/gmca",
    "/organisations/rochdale-borough-council",
    "/organisations/greater-manchester-police",
    "/returns",
    "/returns/R-000001",
    "/search?q=oldham",
    "/glossary",
    "/sources",
    "/how-we-judge",
    "/accessibility",
    "/privacy",
    "/sign-in",
]
MOST_QUERIES = 15
LAA, SETTLEMENT = "rochdale-laa-2008", "greater-manchester-settlement"
MOST_BYTES = 150_000

CORRECTION = (
    "areacd,indicator,period,observation,lci_95,uci_95\n"
    "E47000001,Employment rate,2023-01-01/P1Y,{value},70.2,73.6\n"
)


def correct(folder: Path, value: str) -> None:
    path = folder / "correction.csv"
    path.write_text(CORRECTION.format(value=value))
    actions.receive(path=path, organisation=Organisation.objects.get(slug="gmca"), by=operator())


def text(client: Client, path: str, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_few_questions_and_is_small(built: Built, client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    questions = [q for q in asked.captured_queries if not re.match(r"(SAVEPOINT|RELEASE|BEGIN)", q["sql"])]
    assert len(questions) <= MOST_QUERIES, "\n".join(q["sql"][:200] for q in questions)
    assert len(answer.content) <= MOST_BYTES


def test_the_organisation_in_most_agreements_is_among_the_pages_that_are_counted(built: Built) -> None:
    most = (
        Organisation.objects.annotate(
            agreements=Count("partyships__version__agreement", distinct=True),
            leading=Count("leads__wording__version__agreement", distinct=True),
        )
        .order_by("-leading", "-agreements")
        .first()
    )
    assert most is not None
    assert f"/organisations/{most.slug}" in PAGES


def test_what_an_organisation_leads_is_judged_as_on_the_scorecard(built: Built) -> None:
    body = Organisation.objects.get(slug="rochdale-borough-council")
    versions = versions_naming(body)
    found = led(body, versions, set(in_force(versions).values()))
    judged = [each for pairs in found.values() for _, each in pairs if each]
    assert judged
    for version in (each for each in versions if each.pk in found and each.agreement.place.area):
        rows = card(version.agreement.place.area, agreement=version.agreement).rows
        beside = {each.target.pk: each for each in rows if each.target.lead_id == body.pk}
        assert [target.pk for target, _ in found[version.pk]] == list(beside)
        for target, here in found[version.pk]:
            there = beside[target.pk]
            assert here is not None
            assert (here.status, here.reason, here.at) == (there.status, there.reason, there.at)
            assert here.due == pytest.approx(there.due, nan_ok=True)


ROOMS = ("", "board", "steps", "propose", "compare", "timeline", "memoranda", "rules", "sitting")


@pytest.mark.parametrize(
    ("slug", "body", "more"),
    [
        (LAA, "rochdale-borough-council", ("lines/CYP2", "lines/SSC2", "memoranda/1")),
        (LAA, "greater-manchester-police", ("lines/CYP2", "lines/SSC2", "memoranda/1")),
        (SETTLEMENT, "gmca", ()),
    ],
)
def test_a_page_for_those_who_make_an_agreement_asks_few_questions(
    built: Built, client: Client, slug: str, body: str, more: tuple[str, ...]
) -> None:
    user = makers.make_user(is_demonstration=True)
    makers.make_holding(user, Organisation.objects.get(slug=body), Role.COORDINATOR)
    client.force_login(user)
    for path in [f"/agreements/{slug}/{room}".rstrip("/") for room in (*ROOMS, *more)]:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200, path
        assert len(asked) <= MOST_QUERIES, path


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_an_inline_style_or_script(built: Built, client: Client, path: str) -> None:
    page = text(client, path)
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert "undefined" not in page.lower()


def test_a_second_visit_asks_one_question(built: Built, client: Client) -> None:
    client.get(SCORECARD)
    with CaptureQueriesContext(connection) as asked:
        client.get(SCORECARD)
    assert len(asked) == 1


def test_a_browser_that_has_the_page_is_told_that_it_has_not_changed(built: Built, client: Client) -> None:
    etag = client.get(SCORECARD)["ETag"]
    again = client.get(SCORECARD, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_correction_is_shown_at_once_and_the_old_tag_counts_no_more(
    built: Built, client: Client, tmp_path: Path
) -> None:
    before = client.get(SCORECARD)
    assert "71.9%" in before.content.decode()
    correct(tmp_path, "72.4")
    after = client.get(SCORECARD, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "72.4%" in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_a_correction_taken_back_shows_the_first_figure_again(
    built: Built, client: Client, tmp_path: Path
) -> None:
    first = text(client, SCORECARD)
    correct(tmp_path, "72.4")
    changed = text(client, SCORECARD)
    correct(tmp_path, "71.9")
    assert "71.9%" in text(client, SCORECARD)
    assert changed != first


def test_pages_with_other_questions_in_their_address_are_other_pages(built: Built, client: Client) -> None:
    whole, part = client.get(SCORECARD), client.get(f"{SCORECARD}?area=E08000004")
    assert whole["ETag"] != part["ETag"]
    assert "Scorecard: Oldham" in part.content.decode()


def test_what_is_kept_for_visitors_is_never_shown_to_somebody_signed_in(built: Built, client: Client) -> None:
    text(client, SCORECARD)
    account = built.accounts[0]
    assert client.login(username=account.email, password=account.password)
    answer = client.get(SCORECARD)
    assert "Sign out" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "Sign out" not in text(Client(), SCORECARD)


def test_files_are_exactly_what_the_page_shows(built: Built, client: Client) -> None:
    for query in ("", "?status=off_track", "?area=E08000004&block=work-and-skills&sort=furthest"):
        page = text(client, SCORECARD + query)
        rows = json.loads(text(client, f"{SCORECARD}.json{query}"))
        named = re.findall(r'<th role="rowheader" scope="row"><a [^>]+>([^<]+)</a>', page)
        assert [row["target_title"] for row in rows] == named
        lines = text(client, f"{SCORECARD}.csv{query}").splitlines()
        assert len(lines) == len(rows) + 1


def test_files_have_words_beside_the_codes_and_csv_says_what_json_says(built: Built, client: Client) -> None:
    rows = json.loads(text(client, f"{SCORECARD}.json"))
    table = list(csv.DictReader(text(client, f"{SCORECARD}.csv").splitlines()))
    for row, line in zip(rows, table, strict=True):
        assert list(row) == list(line)
        assert list(row)[-5:] == ["scheme", "block_name", "status_word", "lead_name", "target_period"]
        assert line["illustrative_target"] == "true" == json.dumps(row["illustrative_target"])
        assert row["status_word"] == row["status"].replace("_", " ").capitalize()
        assert row["block"] == re.sub(r"\W+", "-", row["block_name"].lower())
        assert row["target_period"] == (row["period"] or row["target_period"])
        assert (row["target_period"] is None) == (row["target"] is None)
    leads = dict(Organisation.objects.values_list("slug", "name"))
    assert [row["lead_name"] for row in rows] == [leads[row["lead"]] for row in rows]


def test_a_change_in_a_year_is_written_without_the_dust_of_arithmetic(built: Built, client: Client) -> None:
    rows = json.loads(text(client, f"{SCORECARD}.json"))
    changes = [row["change_in_a_year"] for row in rows if row["change_in_a_year"] is not None]
    assert len(changes) > 10
    assert all(change == round(change, 10) for change in changes)


def test_the_workbook_names_source_and_licence_of_the_rows_it_shows(built: Built, client: Client) -> None:
    def about(query: str) -> dict[str, str]:
        content = client.get(f"{SCORECARD}.xlsx{query}").content
        return dict(load_workbook(io.BytesIO(content))["About"].iter_rows(values_only=True))

    whole, part = about(""), about("?block=work-and-skills")
    for label, said in whole.items():
        if label.startswith("Figures: "):
            (each,) = (d for d in load_definitions().values() if d.title == label.removeprefix("Figures: "))
            assert each.source in said
            assert each.publisher in said
            assert each.licence in said
    named = {label for label in whole if label.startswith("Figures: ")}
    assert "Figures: Employment rate" in named
    assert {label for label in part if label.startswith("Figures: ")} < named


def test_the_workbook_holds_the_same_rows_as_the_json(built: Built, client: Client) -> None:
    rows = json.loads(text(client, f"{SCORECARD}.json"))
    sheet = load_workbook(io.BytesIO(client.get(f"{SCORECARD}.xlsx").content))["Scorecard"]
    head, *body = list(sheet.iter_rows(values_only=True))
    for line, row in zip(body, rows, strict=True):
        for name, cell in zip(head, line, strict=True):
            # A workbook keeps 15 digits of a number; everything else is equal to the letter.
            assert cell == (
                pytest.approx(row[name], rel=1e-14) if isinstance(row[name], float) else row[name]
            )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/places/E99999999", "No area has the code E99999999"),
        (f"{SCORECARD}?area=E08000035", "is not a part of Greater Manchester"),
        (f"{SCORECARD}?status=purple", "Choose one of: no_figure, off_track"),
        (f"{SCORECARD}?scheme=astrology", "Choose one of: share_of_the_way, havering, significance"),
        ("/places/E08000004/indicators/luck", "No indicator is called luck"),
        ("/returns/R-999999", "No return is called R-999999"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_there_is(
    built: Built, client: Client, path: str, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_the_oldest_kept_answers_make_room() -> None:
    from django.http import HttpResponse

    kept = Kept(most=2, bytes_at_most=1000)
    for name in ("a", "b", "c"):
        kept.put(name, HttpResponse(name))
    assert kept.get("a") is None
    assert kept.get("c") is not None
    kept.put("long", HttpResponse("x" * 999))
    assert kept.get("b") is None


def test_a_body_that_is_no_more_serves_nobody_today(built: Built, client: Client) -> None:
    for address in ("/places/E08000005", "/places/E47000001/organisations"):
        page = client.get(address).content.decode()
        assert "Primary Care Trust" not in page
        assert "Government Office for the North West" not in page
    assert (
        "until 31 March 2011"
        in client.get("/organisations/government-office-for-the-north-west").content.decode()
    )


def test_an_area_that_two_codes_have_is_named_once(built: Built, client: Client) -> None:
    assert (
        "acts for Greater Manchester, Greater Manchester" not in client.get("/organisations").content.decode()
    )


def test_an_organisation_s_page_names_the_boards_on_which_it_sits_those_of_today_first(
    built: Built, client: Client
) -> None:
    page = text(client, "/organisations/rochdale-borough-council")
    sits_on = page[page.index("Sits on") : page.index("Party to")]
    today, ended = (
        sits_on.index(f'"/partnerships/{slug}"')
        for slug in ("rochdale-local-strategic-partnership", "greater-manchester-multi-area-board")
    )
    assert today < ended
    assert "14 July 2008 to 31 March 2011" in sits_on
