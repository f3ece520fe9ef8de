"""A line that drops while a form is sent: it is said, and the words stay."""

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


def test_a_decision_that_did_not_get_out_is_sent_again_and_the_warning_goes(
    page_for: PageFor,
) -> None:
    page = page_for("thuky")
    page.goto("/tasks?status=in_progress")
    row = page.locator("#list tr", has=page.locator("form.row")).first
    page.context.set_offline(True)
    row.get_by_role("button").click()
    expect(page.locator("#messages")).to_contain_text("Mất kết nối nên chưa gửi được")
    page.context.set_offline(False)
    row.get_by_role("button").click()
    expect(row).to_contain_text("Đã lưu")
    expect(page.locator("#messages")).to_be_empty()
    row.locator("a[href^='/tasks/']").first.click()
    page.get_by_role("link", name="Gia hạn, điều chỉnh thời hạn").click()
    page.get_by_label("Thường xuyên").check()
    page.fill("[name=reason]", "Việc làm quanh năm")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu").last.click()
    expect(page.locator("#messages")).to_contain_text("Mất kết nối nên chưa gửi được")
    expect(page.locator("[name=reason]")).to_have_value("Việc làm quanh năm")
