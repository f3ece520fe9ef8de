"""The audit log: what was done with powers, seen by administrators alone."""

from flask import Flask

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page, new_browser


def test_sign_ins_exports_roles_settings_and_deletions_are_in_the_log(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    an = client_for("an")
    new_browser(app).sign_in(cast.email("hoa"), "sai mật khẩu rồi")
    new_browser(app).sign_in("ai-do@cathai.example", "không có người này")
    new_browser(app).sign_in(cast.email("quang"))
    with app.app_context():
        kim = cast.member("kim").id
        cast.assign()
    an.submit(f"/users/{kim}", {"name": "Phạm Thị Kim", "role": "leader", "office": ""})
    settings = {"name": "Ban Chỉ đạo", "issuer_code": "UBND", "percent_decimals": "1"}
    an.submit("/settings", {**settings, "due_soon_days": "9"})
    client_for("minh").get("/tasks/export.csv")
    client_for("minh").get("/reports.docx")
    page = an.page("/audit")
    for words in (
        "Đăng nhập bị từ chối — Lê Thị Hoa: sai mật khẩu 127.0.0.1",
        "Đăng nhập bị từ chối — không có tài khoản với địa chỉ thư đã nhập",
        "Đổi vai trò Đỗ Văn An Phạm Thị Kim: Thủ trưởng đơn vị, Phòng Kinh tế → Lãnh đạo",
        "Sửa thiết lập Đỗ Văn An tên, số chữ số thập phân, số ngày sắp đến hạn",
        "Tải tệp ra ngoài Trần Văn Minh bao-cao-2025-11-24.docx",
        "Trần Văn Minh /tasks/export.csv",
    ):
        assert words in page.text, (words, page.text)
    an.submit("/language", {"language": "en"})
    english = an.page("/audit").text
    assert "Phạm Thị Kim: Head of office, Phòng Kinh tế → Leader" in english
    assert "Lê Thị Hoa: wrong password" in english
    an.submit("/language", {"language": "vi"})
    # Neither what was typed nor another committee's people.
    assert "ai-do@" not in page.text
    assert "Quang" not in page.text
    with app.app_context():
        minh = cast.minh
    only = an.page(f"/audit?action=exported&person={minh}&first=24/11/2025&last=2025-11-24").text
    assert only.count("Tải tệp ra ngoài Trần") == 2
    assert "Đổi vai trò Đỗ" not in only
    assert "Không có dòng nào" in an.page("/audit?last=23/11/2025").text
    for wrong in ("action=x", "person=999", "first=mai", "page=0"):
        assert an.page(f"/audit?{wrong}", 422).html


def test_a_long_log_has_pages_that_keep_the_filter(app: Flask, client_for: ClientFor) -> None:
    minh, an = client_for("minh"), client_for("an")
    for _time in range(51):
        minh.get("/tasks/export.csv")
    first = an.page("/audit?action=exported")
    second = Page(an.get(first.links()["Trang sau"]))
    assert second.text.count("Tải tệp ra ngoài Trần") == 1
