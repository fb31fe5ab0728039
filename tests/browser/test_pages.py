"""Every kind of page of the demonstration in a real Chromium, on a phone, a tablet and a desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.conftest import PATIENCE_MS

PageAt = Callable[..., Page]
AxeCheck = Callable[[Page], None]

WIDTHS = (1280, 768, 360)
GM = "/places/E47000001"

PAGES = {
    "home": "/",
    "scorecard": f"{GM}/scorecard",
    "scorecard of a district": f"{GM}/scorecard?area=E08000005",
    "scorecard, filtered": f"{GM}/scorecard?block=healthier-lives&status=off_track&sort=newest",
    "scorecard by another scheme": f"{GM}/scorecard?scheme=havering",
    "scorecard without a result": f"{GM}/scorecard?block=climate-and-connection&status=off_track",
    "scorecard of an agreement that ended": "/places/E08000005/scorecard",
    "scorecard where nothing is agreed": "/places/E06000001/scorecard",
    "money": f"{GM}/money",
    "money of a district": "/places/E08000005/money",
    "money, an estimate": f"{GM}/money?scope=all-identified-spending",
    "money of a year that cannot be counted": f"{GM}/money?year=2018-19",
    "money where no accounts are on record": "/places/E06000001/money",
    "payments where none are on record": f"{GM}/money/payments",
    "money of a body": f"{GM}/money/bodies/bolton-council",
    "money of a theme": f"{GM}/money/themes/education",
    "lines under a figure": f"{GM}/money/lines?body=gmca",
    "lines of a whole count": f"{GM}/money/lines",
    "area": "/places/E08000004",
    "area outside the place": "/places/E06000001",
    "area that is no more": "/places/E10000002",
    "region": "/places/E12000002",
    "all places": "/places",
    "reporting": f"{GM}/reporting",
    "what reporting costs": f"{GM}/burden",
    "a framework": "/frameworks/public-health-outcomes-framework",
    "indicators": f"{GM}/indicators",
    "agreement": f"{GM}/agreement",
    "agreement that ended": "/agreements/rochdale-laa-2008",
    "versions compared": "/agreements/rochdale-laa-2008/compare",
    "timeline": "/agreements/rochdale-laa-2008/timeline",
    "memoranda": "/agreements/rochdale-laa-2008/memoranda",
    "memorandum": "/agreements/rochdale-laa-2008/memoranda/1",
    "rules": "/agreements/rochdale-laa-2008/rules",
    "duties of a place": "/agreements/rochdale-laa-2008/duties",
    "scrutiny": "/agreements/rochdale-laa-2008/scrutiny",
    "freedoms and pledges": "/agreements/tameside-lpsa-2002/freedoms",
    "reward": "/agreements/tameside-lpsa-2002/reward",
    "duties of a body": "/organisations/rochdale-borough-council/duties?on=2009-05-01",
    "no agreement": "/places/E06000001/agreement",
    "organisations of a place": f"{GM}/organisations",
    "indicator with intervals": f"{GM}/indicators/healthy-life-expectancy-women",
    "indicator without limits": f"{GM}/indicators/gcses-in-english-and-maths-age-19",
    "indicator with one point": f"{GM}/indicators/gigabit-broadband",
    "indicator without a figure for the whole": f"{GM}/indicators/persistent-absence",
    "indicator in a district": "/places/E08000004/indicators/cigarette-smokers",
    "indicator in England": "/places/E92000001/indicators/employment-rate",
    "indicator in a unitary": "/places/E06000001/indicators/employment-rate",
    "indicator in an area that is no more": "/places/E10000002/indicators/employment-rate",
    "indicator in a police force area": "/places/E23000001/indicators/homicides",
    "organisations": "/organisations",
    "organisation": "/organisations/gmca",
    "returns": "/returns",
    "return": "/returns/R-000012",
    "search": "/search",
    "search with results": "/search?q=rochdale",
    "search without": "/search?q=nothing-is-called-this",
    "strategy with what traces to it": "/strategies/rochdale-local-strategic-partnership-community-strategy-for-rochdale-borough-2008-to-2016",
    "register of other plans": "/partnerships/rochdale-local-strategic-partnership/plans",
    "who decides what": "/partnerships/rochdale-local-strategic-partnership/decision-rights",
    "powers of members": "/partnerships/rochdale-local-strategic-partnership/powers?on=2009-06-01",
    "powers": "/powers?on=2009-01-01&body=Rochdale+Borough+Council",
    "areas of partners": "/partnerships/greater-manchester-strategy-board/footprint",
    "glossary": "/glossary",
    "sources": "/sources",
    "how we judge": "/how-we-judge",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "sign in": "/sign-in",
}


@pytest.fixture(scope="module")
def with_scripts(browser: Browser) -> Iterator[BrowserContext]:
    """One context for pages that are only looked at, so that type and sheets are fetched once."""
    viewport: ViewportSize = {"width": WIDTHS[0], "height": 900}
    context = browser.new_context(viewport=viewport, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    viewport: ViewportSize = {"width": WIDTHS[0], "height": 900}
    context = browser.new_context(viewport=viewport, locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


class Watched:
    """A page with everything its console and its requests complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        page.on(
            "response",
            lambda answer: (
                self.complaints.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
            ),
        )


def too_wide(page: Page) -> int:
    """How many px the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_quiet_and_open_to_all_at_three_widths(
    name: str, demo_address: str, with_scripts: BrowserContext, axe_check: AxeCheck
) -> None:
    page = with_scripts.new_page()
    watched = Watched(page)
    answer = page.goto(demo_address + PAGES[name])
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("h1")).to_have_count(1)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) <= 0, f"{name} is wider than {width} px"
    assert watched.complaints == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        axe_check(page)
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_javascript(
    name: str, demo_address: str, with_scripts: BrowserContext, without_scripts: BrowserContext
) -> None:
    said = []
    for context in (with_scripts, without_scripts):
        page = context.new_page()
        page.goto(demo_address + PAGES[name])
        # Passkeys are the one thing that needs JavaScript, and are offered only where it runs.
        page.locator("[data-passkey-section]").evaluate_all("all => all.forEach(each => each.remove())")
        said.append(page.locator("body").inner_text())
        page.close()
    assert said[0] == said[1]


def test_a_page_that_is_not_there_says_so_and_is_open_to_all(
    demo_address: str, page_at: PageAt, axe_check: AxeCheck
) -> None:
    page = page_at(360)
    answer = page.goto(f"{demo_address}/places/E99999999")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Not found")
    assert too_wide(page) <= 0
    axe_check(page)


def test_the_first_tab_reaches_a_visible_link_that_skips_to_the_page(
    demo_address: str, page_at: PageAt
) -> None:
    page = page_at(1280)
    page.goto(f"{demo_address}{GM}/scorecard")
    page.keyboard.press("Tab")
    skip = page.locator(".govuk-skip-link")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


FOCUS = """() => { const on = document.activeElement, style = getComputedStyle(on);
  return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join("|"); }"""
REST = """() => { const on = document.activeElement; on.blur(); const style = getComputedStyle(on);
  const said = [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join("|");
  on.focus({focusVisible: true}); return said; }"""


@pytest.mark.parametrize("name", ["home", "scorecard", "indicator with intervals", "agreement", "sign in"])
def test_whatever_the_keyboard_reaches_shows_that_it_is_reached(
    name: str, demo_address: str, page_at: PageAt
) -> None:
    page = page_at(1280)
    page.goto(demo_address + PAGES[name])
    for _ in range(25):
        page.keyboard.press("Tab")
        on = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        if "<body" in on or page.evaluate("!!document.activeElement.closest('svg')"):
            continue  # the map's links are drawn, and show it by their own edge
        assert page.evaluate(FOCUS) != page.evaluate(REST), on


def test_the_filters_work_by_keyboard_alone(demo_address: str, page_at: PageAt) -> None:
    page = page_at(1280)
    page.goto(f"{demo_address}{GM}/scorecard")
    page.locator("#status").focus()
    page.keyboard.type("Off")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**status=off_track**")
    words = page.locator("td.status .pp-status").all_inner_texts()
    assert words
    assert set(words) == {"Off track"}
    expect(page.locator("#status")).to_have_value("off_track")


def test_the_district_switch_changes_the_figures(demo_address: str, page_at: PageAt) -> None:
    page = page_at(1280)
    page.goto(f"{demo_address}{GM}/scorecard")
    whole = page.locator("td.latest").all_inner_texts()
    page.select_option("#area", label="Rochdale")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("Scorecard: Rochdale")
    district = page.locator("td.latest").all_inner_texts()
    assert len(district) == len(whole)
    assert district != whole


def test_the_area_switch_of_an_indicator_leads_to_the_district(demo_address: str, page_at: PageAt) -> None:
    page = page_at(360)
    page.goto(demo_address + PAGES["indicator with intervals"])
    page.select_option("#area", label="Oldham")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/places/E08000004/indicators/healthy-life-expectancy-women")
    expect(page.locator(".pp-answer")).to_contain_text("born in Oldham")


def test_every_picture_opens_its_table_by_keyboard(demo_address: str, page_at: PageAt) -> None:
    page = page_at(360, java_script_enabled=False)
    page.goto(demo_address + PAGES["indicator with intervals"])
    summaries = page.get_by_text("See the table", exact=True)
    assert summaries.count() == 4
    for number in range(4):
        table = page.locator("figure").nth(number).locator("table")
        expect(table).to_be_hidden()
        summaries.nth(number).focus()
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
    assert too_wide(page) <= 0


def test_an_address_of_a_target_leads_to_it_and_its_terms_open(demo_address: str, page_at: PageAt) -> None:
    page = page_at(360)
    page.goto(f"{demo_address}/agreements/greater-manchester-settlement#HL1")
    target = page.locator("#HL1")
    expect(target).to_be_in_viewport()
    terms = target.locator("details")
    expect(terms.get_by_text("Everyone")).to_be_hidden()
    terms.locator("summary").click()
    expect(terms.get_by_text("Everyone")).to_be_visible()


def test_a_wrong_password_is_said_and_a_right_one_opens_the_account(
    demo_address: str, demo_accounts: dict[str, str], page_at: PageAt, axe_check: AxeCheck
) -> None:
    email = next(each for each in demo_accounts if each.startswith("contributor@"))
    page = page_at(360)
    page.goto(f"{demo_address}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    axe_check(page)
    page.get_by_label("Password").fill(demo_accounts[email])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{demo_address}/account")
    expect(page.locator("h1")).to_have_text("Your account")
    expect(page.locator("main")).to_contain_text("Contributor")
    assert too_wide(page) <= 0
    axe_check(page)


def test_forced_colours_keep_the_words_and_shapes_of_a_status(demo_address: str, page_at: PageAt) -> None:
    page = page_at(1280, forced_colors="active")
    page.goto(f"{demo_address}{GM}/scorecard")
    status = page.locator("td.status .pp-status").first
    expect(status.locator("svg")).to_be_visible()
    assert status.inner_text().strip()
