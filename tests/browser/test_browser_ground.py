"""The browser tests can fail: axe finds a barrier where there is one, and width is what was asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PageAt = Callable[..., Page]
AxeCheck = Callable[[Page], None]

GOOD = """<!doctype html><html lang="en"><head><title>Good</title></head>
<body><main><h1>A heading</h1><p>Some words.</p></main></body></html>"""
BAD = GOOD.replace("<p>", '<img src="data:," width="90"><p style="color:#ddd">')


def test_a_sound_page_passes(page_at: PageAt, axe_check: AxeCheck) -> None:
    page = page_at(360)
    page.set_content(GOOD)
    axe_check(page)


def test_a_page_with_barriers_is_refused_with_their_places(page_at: PageAt, axe_check: AxeCheck) -> None:
    page = page_at(1280)
    page.set_content(BAD)
    with pytest.raises(pytest.fail.Exception, match=r"(?s)contrast.*img"):
        axe_check(page)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_window_is_as_wide_as_asked(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    page.set_content(GOOD)
    assert page.evaluate("window.innerWidth") == width


@pytest.mark.parametrize(("scripts", "title"), [(True, "A script ran"), (False, "Good")])
def test_a_page_opens_with_and_without_javascript(page_at: PageAt, scripts: bool, title: str) -> None:
    page = page_at(360, java_script_enabled=scripts)
    page.goto(
        "data:text/html," + GOOD.replace("<body>", "<body><script>document.title='A script ran'</script>")
    )
    assert page.title() == title
