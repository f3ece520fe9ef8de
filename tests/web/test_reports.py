"""The official papers, taken from the page with what only people know written into them."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from tests.cast import Cast, office_time
from tests.web.conftest import Browser, ClientFor, Page
from tracker.domain.status import Status
from tracker.services.tasks import change_status


@pytest.fixture(autouse=True)
def tasks(app: Flask, cast: Cast) -> None:
    with app.app_context():
        done = cast.assign("Đã xong", deadline="31/10/2025")
        at = office_time(date(2025, 11, 5))
        change_status(done, Status.COMPLETED, on=date(2025, 10, 30), at=at, by=None)
        cast.assign("Chưa xong", deadline="31/12/2025")
        cast.assign("Nơi khác", elsewhere=True)


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *tables])


def test_the_page_shows_what_the_paper_will_say_of_the_day(lan: Browser) -> None:
    page = lan.page("/reports?as_of=31/10/2025")
    assert "được giao 02 nhiệm vụ; đã hoàn thành 01 nhiệm vụ (chiếm 50%)" in page.text
    assert page.value("as_of") == "31/10/2025"


def test_an_address_alone_gives_both_files(lan: Browser) -> None:
    word = lan.get("/reports.docx?as_of=2025-10-31")
    assert word.headers["Content-Disposition"] == "attachment; filename=bao-cao-2025-10-31.docx"
    assert "đã hoàn thành 01 nhiệm vụ (chiếm 50%)" in words(word.data)
    assert "Nơi khác" not in words(word.data)
    excel = lan.get("/reports.xlsx?as_of=2025-10-31")
    assert excel.mimetype.endswith("spreadsheetml.sheet")
    assert load_workbook(BytesIO(excel.data))["Số liệu"]["B5"].value == 2


def test_what_is_typed_stands_in_the_paper(lan: Browser) -> None:
    typed = {
        "as_of": "2025-10-31",
        "number": "7",
        "signed_on": "2025-11-06",
        "addressee": "Sở Khoa học và Công nghệ",
        "difficulties": "Mạng giữa hai đảo hay gián đoạn.",
        "proposals": "Bổ sung kinh phí.",
        "kind": "docx",
    }
    text = words(lan.submit("/reports", typed).data)
    for said in (
        "Số: 07/BC-UBND",
        "ngày 06 tháng 11 năm 2025",
        "Kính gửi: Sở Khoa học và Công nghệ",
        "Mạng giữa hai đảo hay gián đoạn.",
        "Bổ sung kinh phí.",
    ):
        assert said in text


def test_what_was_known_comes_along_from_the_summary(lan: Browser) -> None:
    summary = lan.page("/summary?as_of=2025-10-31&known_at=2025-10-31T17:00")
    assert "không có nhiệm vụ hoàn thành (0%)" in words(lan.get(summary.links()["Tải Word"]).data)
    page = lan.page(summary.links()["Ghi số, khó khăn, kiến nghị trước khi tải"])
    assert "Theo dữ liệu đã ghi nhận đến 17:00 ngày 31/10/2025." in page.text
    typed = {name: page.value(name) for name in ("as_of", "known_at")}
    answer = lan.submit("/reports", {**typed, "kind": "docx"})
    assert "không có nhiệm vụ hoàn thành (0%)" in words(answer.data)


def test_the_second_button_gives_the_workbook(lan: Browser) -> None:
    answer = lan.submit("/reports", {"as_of": "2025-10-31", "kind": "xlsx"})
    assert load_workbook(BytesIO(answer.data)).sheetnames == ["Số liệu", "Phụ lục"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("as_of", "1/1/2026", "Chưa có số liệu"),
        ("as_of", "31/02/2025", "Không có ngày"),
        ("number", "217/BC-UBND", "chỉ ghi phần số"),
        ("signed_on", "mai", "Không đọc được ngày"),
        ("addressee", "x" * 301, "nhiều nhất 300 ký tự"),
    ],
)
def test_what_cannot_be_used_is_explained_and_nothing_typed_is_lost(
    lan: Browser, field: str, value: str, said: str
) -> None:
    typed = {"as_of": "2025-10-31", "difficulties": "Thiếu kinh phí.", "kind": "docx", field: value}
    answer = lan.submit("/reports", typed)
    assert answer.status_code == 422
    page = Page(answer)
    assert said in page.problem(field)
    assert page.value(field) == value
    assert page.value("difficulties").strip() == "Thiếu kinh phí."


@pytest.mark.parametrize("path", ["/reports", "/reports.docx", "/reports.xlsx"])
def test_a_wrong_day_in_an_address_is_explained(lan: Browser, path: str) -> None:
    page = lan.page(f"{path}?as_of=2026-01-01", status=422)
    assert "Chưa có số liệu của ngày 1/1/2026" in page.problem("as_of")


def test_texts_need_the_token_of_the_form(lan: Browser) -> None:
    assert lan.post("/reports", data={"as_of": "2025-10-31"}).status_code == 400


def test_leaders_take_papers_and_heads_of_offices_do_not(client_for: ClientFor) -> None:
    assert client_for("minh").get("/reports.docx").status_code == 200
    for path in ("/reports", "/reports.docx", "/reports.xlsx"):
        client_for("hoa").page(path, status=404)
