"""A published annex goes from its file to saved tasks in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, PageFor
from tracker.services.sample import ANNEX

PASTE = """(html) => {
  const box = document.querySelector("[name=pasted]");
  const data = new DataTransfer();
  data.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data}));
  box.value = "chữ không có bảng";
  box.dispatchEvent(new Event("input"));
}"""


def elsewhere(page: Page) -> Page:
    """Signed in for the second committee of the sample, which has no annex yet."""
    page.goto("/login")
    page.fill("[name=email]", "thuky@khac.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def test_the_sample_is_uploaded_rehearsed_confirmed_and_undone_without_javascript(
    page_for: PageFor,
) -> None:
    page = elsewhere(page_for(None, width=360, javascript=False))
    page.goto("/tasks")
    page.get_by_role("link", name="Nhập phụ lục").click()
    page.set_input_files("[name=file]", ANNEX)
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.locator("main .lede")).to_contain_text("60 dòng: 52 nhiệm vụ, 7 mục, 1 tiêu đề")
    page.fill("[name=directive_number]", "01-KH/BCĐ")
    page.get_by_role("button", name=re.compile("^Thêm cả .* làm đơn vị mới")).click()
    expect(page.locator("[name^='deadline@']")).to_have_count(2)
    page.locator("[name^='deadline@']").first.fill("31/12/2025")
    page.get_by_role("button", name="Xem lại").first.click()
    expect(page.locator("[name^='deadline@']")).to_have_count(1)
    page.get_by_role("button", name="Lưu 52 nhiệm vụ").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu phụ lục")
    expect(page.locator("main .lede")).to_contain_text("52 nhiệm vụ mới")
    page.get_by_role("link", name="Xem danh sách nhiệm vụ của văn bản").click()
    expect(page.get_by_role("heading", name=re.compile("52 nhiệm vụ"))).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.locator("#messages")).to_contain_text("Đã hoàn tác")


def test_a_table_pasted_from_word_keeps_its_merged_cells(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/annexes")
    header = "".join(f"<th>{name}</th>" for name in ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"))
    rows = "".join(
        f"<tr><td>{n}</td><td class=Mso>Nhiệm vụ thử nghiệm số {n}</td>{lead}<td>31/12/2025</td></tr>"
        for n, lead in ((1, "<td rowspan=2>Phòng Kinh tế</td>"), (2, ""))
    )
    page.evaluate(
        PASTE, f"<html><style>p {{}}</style><table><tr>{header}</tr>{rows}</table></html>"
    )
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.locator("main .lede")).to_contain_text("3 dòng: 2 nhiệm vụ")
    expect(page.get_by_role("cell", name="Phòng Kinh tế")).to_have_count(2)
    page.get_by_role("button", name="Bỏ bản xem trước này").click()


def test_a_deadline_is_read_while_it_is_typed(page_for: PageFor) -> None:
    page = page_for("thuky")
    page.goto("/annexes")
    page.fill(
        "[name=pasted]",
        "STT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n"
        "1\tXây dựng quy chế phối hợp\tPhòng Kinh tế\tkhi có hướng dẫn\n",
    )
    page.get_by_role("button", name="Xem trước", exact=True).click()
    page.locator("[name^='deadline@']").press_sequentially("quý IV/2025")
    expect(page.locator("[name^='deadline@'] + small")).to_contain_text("hiểu là: 31/12/2025")
    page.get_by_role("button", name="Bỏ bản xem trước này").click()
