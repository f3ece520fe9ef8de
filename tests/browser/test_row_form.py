"""The secretary's row form: htmx shortens the trip, a plain browser gets to the same place."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageFor

pytestmark = pytest.mark.xdist_group("browser")


def completed(page: Page) -> int:
    found = re.search(r"hoàn thành (\d+)", page.inner_text("#totals"))
    assert found
    return int(found[1])


def set_status(page: Page, task: int, status: str, percent: str) -> None:
    row = page.locator(f"#task-{task}")
    row.locator("[name=status]").select_option(status)
    row.locator("[name=percent]").fill(percent)
    row.locator("button").click()


def test_with_javascript_the_row_and_the_totals_change_in_place(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/tasks")
    before = completed(page)
    page.evaluate("window.stayed = true")
    set_status(page, 27, "completed", "100")
    page.locator("#task-27 .tag.late").wait_for()
    assert completed(page) == before + 1
    assert page.evaluate("window.stayed") is True
    set_status(page, 27, "in_progress", "50")
    page.locator("#task-27 .tag.over").wait_for()
    assert completed(page) == before


def test_without_javascript_the_list_comes_back_changed(page_for: PageFor) -> None:
    page = page_for("thuky", javascript=False)
    page.goto("/tasks?q=bai+tam")
    before = completed(page)
    set_status(page, 25, "completed", "100")
    page.locator("#task-25 .tag.late").wait_for()
    assert completed(page) == before + 1
    assert "q=bai" in page.url
    set_status(page, 25, "in_progress", "50")
    page.locator("#task-25 .tag.over").wait_for()


def test_a_refused_change_is_explained_in_the_row_and_stays_chosen(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/tasks")
    set_status(page, 27, "paused", "45")
    page.locator("#task-27 [role=alert]").wait_for()
    assert page.locator("#task-27 [name=status]").input_value() == "paused"
