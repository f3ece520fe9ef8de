"""A line that drops while a report is sent: it is said, and the words stay."""

from playwright.sync_api import expect

from tests.browser.conftest import PageFor


def test_a_report_that_did_not_get_out_says_so_and_is_sent_again(page_for: PageFor) -> None:
    page = page_for("vhxh", width=360)
    page.goto("/tasks?status=in_progress")
    page.locator("#list a[href^='/tasks/']").first.click()
    page.get_by_role("link", name="Báo cáo tiến độ").click()
    page.fill("[name=text]", "Đã làm được một nửa")
    page.context.set_offline(True)
    send = page.get_by_role("button", name="Gửi báo cáo").last
    send.click()
    expect(page.locator("#messages")).to_contain_text("Mất kết nối nên chưa gửi được")
    expect(page.locator("#messages")).to_be_in_viewport()
    expect(page.locator("[name=text]")).to_have_value("Đã làm được một nửa")
    page.context.set_offline(False)
    send.click()
    expect(page.locator("#messages")).to_contain_text("Đã gửi báo cáo")
