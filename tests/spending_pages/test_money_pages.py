"""The pages of money of the demonstration say the figures of the published workbook, and open to their lines."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest
from django.test import Client
from openpyxl import load_workbook

from placepact.demonstration.build import Built
from placepact.places.queries import area, members
from placepact.spending.money.bar import Sums, by_counting, newest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]
MONEY = "/places/E47000001/money"


def text(client: Client, address: str, status: int = 200) -> str:
    """The words of a page without its markup."""
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:300]
    page = re.sub(r"<(svg|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(
    "figure",
    [
        "£5,331.820m",
        "£351.366m",
        "£4,980.454m",
        "£0.201m",
        "Thirteen bodies spent £4,980.5m on services here.",
        "the councils also pay £351.4m to two joint bodies",
        "paid £103.891m, received £103.870m, difference £0.021m",
        "paid £247.475m, received £247.295m, difference £0.180m",
        "Ten councils: services 3,986.167",
        "GMCA: services 254.783",
        "Waste authority: services 164.154",
        "Greater Manchester Police: services 575.350",
        "Published £5,871.199m; ours £5,871.199m; difference none",
        "Published £4,980.454m; ours £4,980.454m; difference none",
        "All actual , none apportioned or estimated",
        "134 lines",
        "known (estimate)",
        "never added to it",
        "The NHS.",
        "Revenue Outturn 2017-18",
        "Open Government Licence v3.0",
    ],
)
def test_the_page_says_what_the_published_accounts_say(client: Client, figure: str) -> None:
    assert figure in text(client, MONEY)


def test_the_bridge_to_the_published_total_names_every_step(client: Client) -> None:
    page = text(client, MONEY)
    for step in (
        "Housing benefit £916.522m",
        "Trading accounts −£30.535m",
        "Adjustments −£0.037m",
        "Other levies £9.477m",
    ):
        assert step in page


def test_the_file_has_the_figures_of_the_page_to_the_penny(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{MONEY}.csv").content.decode())))
    assert sum(int(row["as_reported_pence"]) for row in rows) == 533182039012
    assert sum(int(row["counted_twice_pence"]) for row in rows) == 35136600000
    assert sum(int(row["counted_once_pence"]) for row in rows) == 498045439012
    page = client.get(MONEY).content.decode()
    for row in rows:
        if int(row["counted_once_pence"]) and row["theme"]:
            shown = re.search(rf'body={row["body"]}&amp;theme={row["theme"]}">([^<]+)<', page)
            assert shown and float(shown[1].replace("−", "-").replace(",", "")) == pytest.approx(
                int(row["counted_once_pence"]) / 1e8, abs=0.0501
            )


def test_the_json_is_what_the_command_line_gives(client: Client) -> None:
    held = json.loads(client.get(f"{MONEY}.json").content)
    assert held["difference_pence"] == 20100000
    assert held["counted_once_pence"] == 498045439012


def test_the_workbook_holds_numbers_as_numbers(client: Client) -> None:
    book = load_workbook(io.BytesIO(client.get(f"{MONEY}.xlsx").content))
    heads = [cell.value for cell in book["Money"][1]]
    at = heads.index("counted_once_pence")
    assert sum(row[at].value for row in book["Money"].iter_rows(min_row=2)) == 498045439012


def test_every_figure_of_the_table_opens_to_lines_that_add_up_to_it(client: Client) -> None:
    page = client.get(MONEY).content.decode()
    cells = re.findall(r'href="(/places/E47000001/money/lines\?[^"]*body=[^"]*theme=[^"]*)">([^<]+)<', page)
    assert len(cells) > 100
    for address, shown in cells[::17]:
        lines = client.get(unescape(address).replace("/lines?", "/lines.csv?")).content.decode()
        pence = sum(int(row["amount_pence"]) for row in csv.DictReader(io.StringIO(lines)))
        assert pence / 1e8 == pytest.approx(float(shown.replace("−", "-").replace(",", "")), abs=0.0501)


def test_a_line_leads_to_its_return_its_row_and_its_cell(client: Client) -> None:
    page = text(client, f"{MONEY}/lines?body=gmca&theme=roads_and_transport")
    assert "290 Highways and transport services Roads and transport £172,159,000.00 Once" in page
    assert re.search(r"R-\d{6} line [\d,]+, RS LA Data 2017-18!G138: 172159 \(£ thousand\)", page)
    reference = re.search(r"R-\d{6}", page)
    assert reference and client.get(f"/returns/{reference[0]}").status_code == 200


def test_lines_of_a_body_show_what_is_passed_on_and_taken_out(client: Client) -> None:
    page = text(client, f"{MONEY}/lines?body=wigan-council")
    assert "Taken out: passed on to GMCA" in page
    assert "Counted twice −£12,136,000.00" in page


def test_a_body_has_a_page_with_what_it_spends_passes_on_and_receives(client: Client) -> None:
    bolton, gmca = text(client, f"{MONEY}/bodies/bolton-council"), text(client, f"{MONEY}/bodies/gmca")
    assert "It spent £395.6m on services in Greater Manchester, and passed £39.9m on" in bolton
    assert "Transport levy GMCA 10.613" in bolton and "Council tax" in bolton
    assert "£103.9m of that came as levies" in gmca and "Transport levy Manchester 19.985" in gmca


def test_a_theme_has_a_page_with_who_spends_it(client: Client) -> None:
    page = text(client, f"{MONEY}/themes/education")
    assert "£2,066.7m, 41% of all that is counted once. Ten bodies spend on it." in page
    assert "All bodies 2,066.654 100%" in page


def test_a_theme_shows_what_is_counted_twice_and_its_lines_add_up_to_all_three(client: Client) -> None:
    page = text(client, f"{MONEY}/themes/environment_and_waste")
    assert "As reported £545.685m Counted twice − £247.475m Counted once = £298.210m" in page
    lines = text(client, f"{MONEY}/lines?theme=environment_and_waste")
    assert (
        "20 lines: £545.685m as reported, less £247.475m that is passed on, £298.210m counted once." in lines
    )


@pytest.mark.parametrize("part", ["/bodies/gmca", "/themes/police", "/lines"])
def test_every_part_says_what_the_count_covers_and_where_it_ends(client: Client, part: str) -> None:
    page = client.get(MONEY + part).content.decode()
    assert "<strong>In this count:</strong> service expenditure and the transport and waste levies." in page
    assert "#left-out" in page


def test_nothing_counted_twice_is_a_plain_nought(client: Client) -> None:
    assert "Counted twice £0 Counted once = £254.783m" in text(client, f"{MONEY}/bodies/gmca")


@pytest.mark.parametrize("name", ["flow", "steps", "per-head"])
def test_each_picture_is_a_file_with_its_table_beside_it(client: Client, name: str) -> None:
    drawing = client.get(f"{MONEY}/pictures/{name}.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg ") and b"xmlns=" in drawing.content
    rows = list(csv.reader(io.StringIO(client.get(f"{MONEY}/pictures/{name}.csv").content.decode())))
    assert len(rows) > 5 and "£ million" in rows[0]


def test_a_district_says_what_is_apportioned_and_stands_beside_its_neighbours(client: Client) -> None:
    page = text(client, "/places/E08000005/money")
    assert "apportioned by population" in page
    assert "Joint bodies (police, fire, transport, waste) are left out" in page
    assert "cannot be held against" in page


def test_a_year_without_accounts_says_so_and_names_those_there_are(client: Client) -> None:
    page = text(client, f"{MONEY}?year=2018-19")
    assert "There is no count for 2018-19: no account lines have been received for it." in page
    assert "Years that can be counted: 2017-18." in page
    assert "placepact receive" not in page


def test_a_place_without_accounts_says_so_and_names_areas_that_have_them(client: Client) -> None:
    page = text(client, "/places/E06000001/money")
    assert "There is no count of Hartlepool for 2017-18" in page
    assert "Areas whose accounts are on record" in page and "Trafford" in page


def test_national_accounts_are_a_count_of_their_own_and_an_estimate(client: Client) -> None:
    page = text(client, f"{MONEY}?scope=all-identified-spending")
    assert "All public bodies together spent about" in page and "estimate" in page
    assert "never added" in page


@pytest.mark.parametrize(
    "address",
    [
        "/places/E99999999/money",
        f"{MONEY}?year=last",
        f"{MONEY}?scope=everything",
        f"{MONEY}/bodies/nobody",
        f"{MONEY}/themes/nothing",
        f"{MONEY}/bodies/gmca?year=2018-19",
        f"{MONEY}/lines?body=nobody",
        f"{MONEY}/lines?theme=nothing",
        f"{MONEY}.csv?year=2018-19",
        f"{MONEY}/pictures/nothing.svg",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("while_agreements_run")
def test_the_front_page_has_the_money_in_one_bar_and_leads_to_it(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Of £5,331.8m as reported, £351.4m is the same money passed between bodies" in page
    assert f'href="{MONEY}"' in page


def test_an_organisation_leads_to_its_money(client: Client) -> None:
    page = client.get("/organisations/bolton-council").content.decode()
    assert "/places/E08000001/money/bodies/bolton-council?year=2017-18" in page
    assert client.get("/places/E08000001/money/bodies/bolton-council?year=2017-18").status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("money", MONEY),
        ("council tax", MONEY),
        ("education money", f"{MONEY}/themes/education"),
        ("public health", f"{MONEY}/themes/public_health"),
    ],
)
def test_the_search_finds_money(client: Client, asked: str, found: str) -> None:
    assert f'href="{found}"' in client.get("/search", {"q": asked}).content.decode()


def test_the_bar_has_the_sums_of_the_count_whichever_way_they_are_found(built: Built) -> None:
    place = area("E47000001")
    quick = newest(place, list(members(place)))
    assert quick == by_counting(place, "2017-18") == Sums("2017-18", 498045439012, 35136600000)
    district = area("E08000005")
    assert newest(district, []) == by_counting(district, "2017-18")
    assert newest(area("E06000001"), []) is None
