"""A report is drafted, checked and issued in a browser, and then stays as it is."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.adapters.papers.pdf import converter
from tracker.clock import now
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Task
from tracker.services.tasks import change_status


@pytest.fixture(autouse=True)
def late(app: Flask, cast: Cast) -> int:
    with app.app_context():
        cast.assign("Chưa xong", deadline="31/12/2025")
        cast.assign("Nơi khác", elsewhere=True)
        return cast.assign("Số hóa hồ sơ", deadline="15/10/2025").id


def draft(lan: Browser, **typed: str) -> str:
    answer = lan.submit("/reports/new", {"period": "ad_hoc", "as_of": "31/10/2025", **typed})
    assert answer.status_code == 303, Page(answer).text
    return str(answer.location)


def issue(lan: Browser, address: str, number: str = "217", **typed: str) -> Page:
    check = lan.page(f"{address}/check")
    seen = {name: check.value(name) for name in ("checked_at", "version", "issued_on")}
    answer = lan.submit(f"{address}/issue", {**seen, "number": number, **typed})
    if answer.status_code == 303:
        return lan.page(answer.location)
    assert answer.status_code == 422
    return Page(answer)


def correct(app: Flask, task_id: int) -> None:
    """A completion of October that is recorded after the report was issued."""
    with app.app_context():
        task = db.session.get_one(Task, task_id)
        change_status(task, Status.COMPLETED, on=date(2025, 10, 14), at=now(), by=None)


def words(content: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)


def test_an_issued_report_stays_and_a_later_correction_is_said_beside_it(
    app: Flask, lan: Browser, late: int, tmp_path: Path
) -> None:
    address = draft(lan)
    page = issue(lan, address)
    assert page.heading == "Báo cáo số 217/BC-UBND"
    assert "Đã ban hành Báo cáo số 217/BC-UBND" in page.messages
    assert "Số liệu hiện nay khác" not in page.text
    files = {kind: lan.get(f"{address}.{kind}").data for kind in ("docx", "xlsx")}
    assert "không có nhiệm vụ hoàn thành (0%)" in words(files["docx"])
    correct(app, late)
    page = lan.page(address)
    since = lan.page(page.links()["Thay đổi từ báo cáo này đến nay"])
    assert "So với 31/10/2025 (Báo cáo số 217/BC-UBND)" in since.text
    assert "Số liệu hiện nay khác" in page.text
    assert "Hoàn thành 0 01" in page.text
    now_stands = "Hoàn thành đúng hạn (14/10/2025); thời hạn 15/10/2025; Phòng Văn hóa - Xã hội"
    assert now_stands in page.text
    assert "Số hóa hồ sơ" in page.text
    assert "Hoàn thành 0 (0%) Đang thực hiện 02 (100%)" in page.text
    for kind, content in files.items():
        assert lan.get(f"{address}.{kind}").data == content
        path = tmp_path / f"bao-cao.{kind}"
        words_ = ["report", "--number", "217/BC-UBND", "--output", str(path)]
        result = app.test_cli_runner().invoke(args=words_)
        assert result.exit_code == 0, result.output
        assert path.read_bytes() == content
    typed = {"as_of": "2025-10-31", "number": "217", "kind": "docx"}
    answer = lan.submit("/reports", typed)
    assert lan.get(answer.location).data == files["docx"]


def test_a_draft_comes_with_the_sentences_of_its_figures_and_keeps_what_is_written(
    lan: Browser,
) -> None:
    address = draft(lan)
    page = lan.page(address)
    results = page.value("results").strip()
    assert results.startswith("Đến ngày 31/10/2025, được giao 02 nhiệm vụ;")
    typed = {
        "as_of": "31/10/2025",
        "addressee": "Sở Khoa học và Công nghệ",
        "results": f"{results}\nĐã tập huấn 58 thôn.",
        "difficulties": "Mạng giữa hai đảo hay gián đoạn.",
        "proposals": "Bổ sung kinh phí.",
        "version": page.value("version"),
    }
    assert lan.submit(address, typed).status_code == 303
    said = words(lan.get(f"{address}.docx").data)
    for text in ("Đã tập huấn 58 thôn.", "Mạng giữa hai đảo hay gián đoạn.", "Bổ sung kinh phí."):
        assert text in said
    stale = lan.submit(address, {**typed, "proposals": "Ý của tôi."})
    assert stale.status_code == 409
    assert Page(stale).value("proposals").strip() == "Ý của tôi."
    assert "Bổ sung kinh phí." in Page(stale).text
    again = {**typed, "proposals": "Ý của tôi.", "version": Page(stale).value("version")}
    assert lan.submit(address, again).status_code == 303


def test_results_that_nobody_edited_follow_the_day_and_later_corrections(
    app: Flask, lan: Browser, late: int
) -> None:
    address = draft(lan)
    page = lan.page(address)
    typed = {name: page.value(name) for name in ("results", "shown", "version", "addressee")}
    correct(app, late)
    answer = lan.submit(address, {**typed, "as_of": "15/10/2025", "check": "1"})
    assert answer.location == f"{address}/check"
    assert "Đến ngày 15/10/2025" in lan.page(answer.location).text
    assert "không còn câu theo số liệu" not in lan.page(answer.location).text
    assert "đã hoàn thành 01 nhiệm vụ (chiếm 50%)" in words(lan.get(f"{address}.docx").data)


def test_the_next_periods_are_offered_with_their_days(lan: Browser) -> None:
    page = lan.page("/reports")
    assert (
        "Báo cáo tháng 12/2025: chốt số liệu ngày 14/12/2025, gửi chậm nhất thứ Ba, 16/12/2025"
        in page.text
    )
    assert "Báo cáo quý IV/2025" in page.text
    assert "Báo cáo tháng 11/2025: chốt số liệu ngày 14/11/2025" in page.text
    form = lan.page("/reports/new?period=month-2025-11-14")
    chosen = [node.get("value") for node in form.main.iter("input") if "checked" in node.attrib]
    assert chosen == ["month-2025-11-14"]
    address = draft(lan, period="month-2025-11-14", as_of="")
    assert "tháng 11/2025" in lan.page(address).heading
    issue(lan, address)
    assert "Báo cáo tháng 11/2025: chốt" not in lan.page("/reports").text


def test_a_report_is_replaced_by_another_and_both_say_so(lan: Browser) -> None:
    first = draft(lan)
    page = issue(lan, first, "212")
    answer = lan.submit(f"{first}/replace")
    second = answer.location
    assert "thay thế số 212/BC-UBND" in lan.page(second).text
    page = issue(lan, second, "217")
    assert page.links()["Báo cáo số 212/BC-UBND"] == first
    replaced = lan.page(first)
    assert replaced.links()["Báo cáo số 217/BC-UBND"] == second
    assert "Đã thay thế" in replaced.text
    refused = lan.submit(f"{first}/replace", follow_redirects=True)
    assert "đã được thay thế" in Page(refused).messages
    listed = lan.page("/reports").text
    assert "được thay bằng số 217/BC-UBND" in listed


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("number", "", "văn thư cấp"),
        ("number", "217/BC", "chỉ ghi phần số"),
        ("issued_on", "30/10/2025", "từ ngày lấy số liệu (31/10/2025)"),
        ("issued_on", "mai", "Không đọc được ngày"),
    ],
)
def test_what_cannot_be_issued_is_explained_beside_its_field(
    lan: Browser, field: str, value: str, said: str
) -> None:
    address = draft(lan)
    page = issue(lan, address, **{"number": "217", field: value})
    assert said in page.problem(field)
    assert lan.page(address).heading == "Dự thảo báo cáo"


def test_the_check_shows_what_should_be_looked_at_and_opens_it(app: Flask, lan: Browser) -> None:
    page = lan.page(f"{draft(lan)}/check")
    assert "Chưa ghi khó khăn, vướng mắc" in page.text
    assert "được giao 02 nhiệm vụ" in page.text


def test_a_day_to_come_and_an_unknown_period_are_refused(lan: Browser) -> None:
    answer = lan.submit("/reports/new", {"period": "ad_hoc", "as_of": "1/1/2026"})
    assert answer.status_code == 422
    assert "Chưa có số liệu" in Page(answer).problem("as_of")
    answer = lan.submit("/reports/new", {"period": "month-2020-01-14", "as_of": ""})
    assert answer.status_code == 422
    assert "Hãy chọn một mục" in Page(answer).text
    address = draft(lan)
    answer = lan.submit(address, {"as_of": "1/1/2026", "version": "1"})
    assert answer.status_code == 422
    assert "Chưa có số liệu" in Page(answer).problem("as_of")


def test_a_discarded_draft_is_gone_and_an_issued_report_is_not_discarded(lan: Browser) -> None:
    address = draft(lan)
    lan.submit(f"{address}/discard")
    lan.page(address, status=404)
    kept = draft(lan)
    issue(lan, kept)
    for what in ("discard", "issue", ""):
        assert lan.submit(f"{kept}/{what}".rstrip("/")).location == kept
    assert lan.page(kept).heading == "Báo cáo số 217/BC-UBND"


def test_leaders_read_and_take_reports_and_others_find_nothing(
    lan: Browser, client_for: ClientFor
) -> None:
    address = draft(lan)
    issue(lan, address)
    waiting = draft(lan)
    minh = client_for("minh")
    assert "Lập báo cáo thay thế" not in minh.page(address).text
    assert "được giao 02 nhiệm vụ" in minh.page(waiting).text
    assert minh.page(waiting).field("results") is None
    assert minh.get(f"{address}.docx").data == lan.get(f"{address}.docx").data
    for name in ("hoa", "quang"):
        other = client_for(name)
        for path in (address, f"{address}.docx", waiting, f"{waiting}/check"):
            assert other.get(path).status_code == 404, (name, path)


def test_a_second_click_on_issue_leads_to_the_issued_report(lan: Browser) -> None:
    address = draft(lan)
    check = lan.page(f"{address}/check")
    typed = {name: check.value(name) for name in ("checked_at", "version", "issued_on")}
    for _ in range(2):
        answer = lan.submit(f"{address}/issue", {**typed, "number": "217"})
        assert (answer.status_code, answer.location) == (303, address)
    assert lan.get(f"{address}/check").location == address
    page = lan.page(address)
    assert page.heading == "Báo cáo số 217/BC-UBND"
    assert "Báo cáo này đã ban hành" in page.messages


def test_the_number_of_an_issued_report_gets_its_file_and_no_other(lan: Browser) -> None:
    address = draft(lan)
    issue(lan, address, number="7")
    for day in ("", "31/10/2025"):
        answer = lan.submit("/reports", {"number": "7", "as_of": day, "kind": "docx"})
        assert (answer.status_code, answer.location) == (303, f"{address}.docx")
    page = Page(lan.submit("/reports", {"number": "7", "as_of": "24/11/2025", "kind": "docx"}))
    assert page.response.status_code == 422
    assert "đã ban hành với số liệu đến ngày 31/10/2025" in page.problem("number")


def test_a_pdf_is_made_of_the_issued_file_where_libreoffice_is_installed(lan: Browser) -> None:
    address = draft(lan)
    issue(lan, address)
    waiting = draft(lan)
    assert lan.get(f"{waiting}.pdf").status_code == 404
    answer = lan.get(f"{address}.pdf")
    if converter() is None:
        assert "LibreOffice" in Page(lan.get(answer.location)).messages
        assert "Tải PDF" not in lan.page(address).text
    else:
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")
