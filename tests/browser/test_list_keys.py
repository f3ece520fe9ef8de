"""The list is used from the keyboard, and the keys can be switched off."""

from playwright.sync_api import Page

from tests.browser.conftest import PageFor


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.href || ''"))


def test_the_list_is_walked_marked_and_searched_by_keys(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/tasks")
    for key in "jjxjxk":
        page.keyboard.press(key)
    assert page.locator("[name=task]:checked").count() == 2
    second = page.locator("#list td:nth-child(2) > a").nth(1)
    assert focused(page).endswith(str(second.get_attribute("href")))
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type("xj")
    assert page.input_value("[name=q]") == "xj"
    assert page.locator("[name=task]:checked").count() == 2
    page.click("#keep > summary")
    page.uncheck("#keys")
    page.reload()
    page.keyboard.press("j")
    assert focused(page) == ""
