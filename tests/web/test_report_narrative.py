"""What offices reported is in the draft before anybody writes, and can be struck out."""

from datetime import date
from io import BytesIO

from docx import Document
from flask import Flask

from tests.cast import Cast, office_time
from tests.web.conftest import ClientFor
from tracker.domain.status import Status
from tracker.services.progress_reports import accept_report, report_progress


def test_a_draft_comes_with_what_offices_reported_and_keeps_what_was_struck_out(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    lan = client_for("lan")
    with app.app_context():
        task = cast.assign("Số hóa hồ sơ", deadline="15/10/2025")
        said = report_progress(
            task, office=cast.office("culture"),
            status=Status.IN_PROGRESS, percent=40, text="Đã số hóa 58 thôn.",
            difficulties="Thiếu máy quét.", proposals="Cấp máy quét.",
            on=date(2025, 10, 20), at=office_time(date(2025, 10, 20)), by=cast.user("hoa"),
        )  # fmt: skip
        accept_report(said, at=office_time(date(2025, 10, 21)), by=cast.user("lan"))
    address = str(lan.submit("/reports/new", {"period": "ad_hoc", "as_of": "31/10/2025"}).location)
    page = lan.page(address)
    assert page.value("fields").strip() == "- Số hóa hồ sơ: Đã số hóa 58 thôn."
    assert page.value("difficulties").strip() == "- Thiếu máy quét (Phòng Văn hóa - Xã hội)."
    names = ("results", "fields", "difficulties", "shown", "version")
    typed = {name: page.value(name) for name in names}
    struck = {**typed, "as_of": "31/10/2025", "proposals": "", "addressee": "Thành ủy"}
    assert lan.submit(address, struck).status_code == 303
    page = lan.page(address)
    assert page.value("proposals").strip() == ""
    assert page.value("difficulties").strip() == "- Thiếu máy quét (Phòng Văn hóa - Xã hội)."
    check = lan.page(f"{address}/check").text
    assert "Kết quả cụ thể - Số hóa hồ sơ: Đã số hóa 58 thôn." in check
    assert "Chưa ghi đề xuất" in check
    paper = Document(BytesIO(lan.get(f"{address}.docx").data))
    assert not any("Cấp máy quét" in one.text for one in paper.paragraphs)
