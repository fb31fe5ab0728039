"""With JavaScript the filters change the results alone, and leave whoever uses them where they are."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

PageAt = Callable[..., Page]


def test_showing_a_district_changes_the_results_and_keeps_the_focus(
    page_at: PageAt, demo_address: str
) -> None:
    page = page_at(1280)
    page.goto(f"{demo_address}/places/E47000001/scorecard")
    page.evaluate("window.notLoadedAnew = true")
    page.select_option("#area", "E08000004")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Scorecard: Oldham")
    expect(page.get_by_role("status")).to_have_text("Showing 18 of 18 targets in Oldham")
    expect(page.get_by_role("button", name="Show")).to_be_focused()
    expect(page).to_have_title("Scorecard: Oldham - Greater Manchester - placepact")
    assert "area=E08000004" in page.url
    assert page.evaluate("window.notLoadedAnew") is True
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scorecard")
    expect(page.locator("#area")).to_have_value("")
