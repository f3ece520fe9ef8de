"""The list that one office is handed says what the page says of it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor
from tracker.clock import now
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Directive
from tracker.services.tasks import NewTask, assign, change_status

SENTENCE = (
    "Đến ngày 31/10/2025, Phòng Kinh tế được giao 02 nhiệm vụ; đã hoàn thành 01 nhiệm vụ "
    "(chiếm 50%), đang thực hiện 01 nhiệm vụ (chiếm 50%), trong đó quá hạn 01 nhiệm vụ."
)


@pytest.fixture(autouse=True)
def tasks(app: Flask, cast: Cast) -> None:
    with app.app_context():
        done = cast.assign("Nâng cấp đường truyền", office="economy", deadline="15/10/2025")
        change_status(done, Status.COMPLETED, on=date(2025, 10, 14), at=now(), by=None)
        cast.assign("Cấp chứng thư số", office="economy", deadline="20/10/2025")
        cast.assign("Của phòng khác", deadline="20/10/2025")
        helped = NewTask(
            "Số hóa hồ sơ", lead_office=cast.office("culture"), supporting=[cast.office("economy")]
        )
        directive = db.session.get_one(Directive, cast.directive)
        assign(directive, helped, on=date(2025, 9, 1), at=now(), by=None)


def test_word_and_excel_have_the_page_s_figures_and_exactly_the_office_s_tasks(
    cast: Cast, minh: Browser
) -> None:
    asked = f"/reports/office?office={cast.economy}&as_of=31/10/2025&kind="
    document = Document(BytesIO(minh.get(f"{asked}docx").data))
    said = [one.text for one in document.paragraphs if one.text]
    assert said[:2] == ["DANH SÁCH NHIỆM VỤ", "PHÒNG KINH TẾ"]
    assert said[2].startswith("(Số liệu tính đến ngày 31/10/2025, lập lúc ")
    assert said[3] == SENTENCE
    [table] = document.tables
    names = [row.cells[1].text for row in table.rows[1:]]
    assert names == [
        "I. NHIỆM VỤ CHỦ TRÌ",
        "Nâng cấp đường truyền",
        "Cấp chứng thư số",
        "II. NHIỆM VỤ CÙNG CHỦ TRÌ, PHỐI HỢP",
        "Số hóa hồ sơ",
    ]
    sheet = load_workbook(BytesIO(minh.get(f"{asked}xlsx").data)).worksheets[0]
    assert sheet["A2"].value == SENTENCE
    assert [row[1].value for row in sheet.iter_rows(min_row=6) if row[1].value] == [
        "Nâng cấp đường truyền",
        "Cấp chứng thư số",
        "Số hóa hồ sơ",
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C6", "$5:$5")
    summary = minh.page("/summary?as_of=2025-10-31").text
    assert "Phòng Kinh tế 02 01 50%" in summary


def test_the_command_line_takes_the_same_list_by_any_of_the_office_s_names(
    app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "kinh-te.docx"
    asked = ["report", "--as-of", "31/10/2025", "--office", "phong kinh te", "--output", str(path)]
    result = app.test_cli_runner().invoke(args=asked)
    assert result.exit_code == 0, result.output
    assert SENTENCE in [one.text for one in Document(str(path)).paragraphs]
    for office, words in (
        ("Sở Y tế", "Không có cơ quan “Sở Y tế”"),
        ("Phòng Kinh tế", "không có số"),
    ):
        wrong = [*asked, "--office", office, "--number", "7"]
        result = app.test_cli_runner().invoke(args=wrong)
        assert result.exit_code == 1
        assert words in result.output


def test_a_folder_that_is_missing_is_said_in_vietnamese(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "chua-co" / "bao-cao.csv"
    result = app.test_cli_runner().invoke(args=["report", "--output", str(path)])
    assert result.exit_code == 1
    assert f"Không có thư mục “{path.parent}”: hãy tạo thư mục trước." in result.output
    path.parent.mkdir()
    assert app.test_cli_runner().invoke(args=["report", "--output", str(path)]).exit_code == 0
    assert "Nâng cấp đường truyền" in path.read_text(encoding="utf-8-sig")


def test_an_office_of_elsewhere_and_a_day_to_come_are_refused_beside_their_fields(
    cast: Cast, minh: Browser, client_for: ClientFor
) -> None:
    elsewhere = f"/reports/office?kind=docx&office={cast.other_office}"
    assert minh.page(elsewhere, 422).problem("office")
    none = minh.page("/reports/office?kind=docx&office=x", 422).problem("office")
    assert none == "Hãy chọn một mục trong danh sách."
    to_come = f"/reports/office?kind=docx&office={cast.economy}&as_of=1/1/2026"
    assert "Chưa có số liệu" in minh.page(to_come, 422).problem("as_of")
    assert client_for("hoa").get("/reports/office").status_code == 404
