"""axe finds nothing, nothing overflows at 360 px, and no request leaves the server's origin."""

from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import PageFor

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = {
    None: ["/login"],
    "thuky": [
        "/",
        "/tasks",
        "/tasks/1",
        "/tasks/7",
        "/tasks/7/occurrences",
        "/tasks/3/edit",
        "/tasks/new",
        "/tasks?q=khong-co-gi",
        "/directives",
        "/directives/1",
        "/summary?as_of=2025-10-31",
        "/reports",
        "/reports/new",
        "/tasks?moved=completed&since=2025-10-31",
        "/reminders",
        "/progress-reports",
        "/annexes",
        "/offices",
        "/calendar",
        "/settings",
    ],
    "quantri": ["/users"],
    "vhxh": ["/", "/tasks"],
    "lanhdao": ["/summary", "/tasks"],
}
# Every page is looked at on a phone in the dark; those with the widest lay-out wide and light too.
WIDE = ("/", "/tasks", "/summary?as_of=2025-10-31")


def test_axe_finds_nothing_on_an_old_monitor_and_nothing_overflows(page_for: PageFor) -> None:
    page = page_for("thuky", width=1024)
    for path in WIDE:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok
        assert _overflow(page) <= 0, path
        assert violations(page) == [], path


# A browser for each person, not for each page: opening one costs as much as looking.
@pytest.mark.parametrize("who", PAGES)
def test_a_dark_phone_shows_the_whole_page_and_asks_nobody_else(
    page_for: PageFor, site: str, who: str | None
) -> None:
    page = page_for(who, width=360, color_scheme="dark")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_url(request)))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in PAGES[who]:
        page.goto(path, wait_until="load")
        assert _overflow(page) <= 0, path
        assert [url for url in asked if not url.startswith((site, "data:"))] == [], path
        assert complaints == [], path
        assert violations(page) == [], path


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds: the rule, and the pieces of the page that break it."""
    # Through the debugger's door: the page's own policy lets no foreign script in.
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def _url(request: Request) -> str:
    return request.url


def _overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return int(wide)
