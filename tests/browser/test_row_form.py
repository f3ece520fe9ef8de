"""The secretary's row form: htmx shortens the trip, a plain browser gets to the same place."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import PageFor


def completed(page: Page) -> int:
    found = re.search(r"hoàn thành (\d+)", page.inner_text("#totals"))
    assert found
    return int(found[1])


def set_status(page: Page, task: int, status: str, percent: str) -> None:
    row = page.locator(f"#task-{task}")
    row.locator("[name=status]").select_option(status)
    row.locator("[name=percent]").fill(percent)
    row.locator("button").click()


def complete(page: Page, task: int) -> None:
    """The task asks for a product: the row then asks for the document that shows it."""
    set_status(page, task, "completed", "100")
    document = page.locator("main form:has([name=document_number])")
    document.locator("[name=document_number]").fill("12/BC-UBND")
    document.get_by_role("button", name="Lưu").click()


def test_with_javascript_the_row_and_the_totals_change_in_place(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/tasks")
    before = completed(page)
    page.evaluate("window.stayed = true")
    complete(page, 27)
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
    set_status(page, 25, "in_progress", "65")
    page.get_by_text("Đã lưu nhiệm vụ").wait_for()
    assert page.locator("#task-25 [name=percent]").input_value() == "65"
    assert "q=bai" in page.url
    complete(page, 25)
    page.goto("/tasks?q=bai+tam")
    page.locator("#task-25 .tag.late").wait_for()
    assert completed(page) == before + 1
    set_status(page, 25, "in_progress", "50")
    page.locator("#task-25 .tag.over").wait_for()


def test_a_refused_change_is_explained_in_the_row_and_stays_chosen(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/tasks")
    set_status(page, 27, "paused", "45")
    page.locator("#task-27 [role=alert]").wait_for()
    assert page.locator("#task-27 [name=status]").input_value() == "paused"
