"""What a person keeps about the list, and takes from it."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.cast import ASSIGNED_ON, Cast, office_time
from tests.web.conftest import ClientFor, Page
from tracker.db import db
from tracker.domain.audit import AuditAction
from tracker.domain.status import Status
from tracker.models import AuditEntry, Task
from tracker.services.tasks import change_status


@pytest.fixture
def tasks(app: Flask, cast: Cast) -> None:
    with app.app_context():
        cast.assign(
            "=HYPERLINK(1)", deadline="31/10/2025", section="I", deliverable="+1", ordinal="1"
        )
        started = cast.assign("Cảng cá", deadline="Quý IV/2025", section="II", office="economy")
        cast.assign("@cang", deadline="Thường xuyên", section="II", deliverable="-2")
        change_status(
            db.session.get_one(Task, started.id),
            Status.IN_PROGRESS,
            percent=40,
            on=ASSIGNED_ON,
            at=office_time(ASSIGNED_ON),
            by=None,
        )


def heads(page: Page) -> list[str]:
    table = next(page.main.iter("thead"))
    return [" ".join("".join(head.itertext()).split()) for head in table.iter("th")]


def test_a_filter_is_kept_under_a_name_replaced_and_deleted_by_its_owner_alone(
    client_for: ClientFor, tasks: None
) -> None:
    lan, minh = client_for("lan"), client_for("minh")
    lan.submit("/tasks/filters?q=cang&box=open", {"name": " Cảng  biển "})
    page = lan.page("/tasks")
    assert "Đã lưu bộ lọc “Cảng biển”." in page.messages
    assert page.links()["Cảng biển"] == "/tasks?q=cang&box=open"
    lan.submit("/tasks/filters?q=ca", {"name": "Cảng biển"})
    assert lan.page("/tasks").links()["Cảng biển"] == "/tasks?q=ca"
    assert "Cảng biển" not in minh.page("/tasks").links()
    assert minh.submit("/tasks/filters/1/delete").status_code == 404
    for name, query, words in (("", "?q=a", "đặt tên"), ("Tên", "", "chưa lọc gì")):
        lan.submit(f"/tasks/filters{query}", {"name": name})
        assert words in lan.page("/tasks").messages
    lan.submit("/tasks/filters/1/delete")
    assert "Cảng biển" not in lan.page("/tasks").links()


def test_a_person_chooses_the_columns_of_the_own_list(client_for: ClientFor, tasks: None) -> None:
    lan = client_for("lan")
    usual = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tình trạng", "Cập nhật"]
    assert heads(lan.page("/tasks")) == usual
    lan.submit("/tasks/columns", {"column": ["deliverable", "deadline", "supporting", "x"]})
    page = lan.page("/tasks")
    assert heads(page) == ["STT", "Nhiệm vụ", "Phối hợp", "Sản phẩm, kết quả", "Thời hạn"]
    assert "+1" in page.text
    assert heads(client_for("an").page("/tasks")) == usual
    lan.submit("/tasks/columns", {"usual": "1", "column": "box"})
    assert heads(lan.page("/tasks")) == usual


def test_the_pages_of_a_task_lead_back_to_the_list_as_it_was_filtered(
    client_for: ClientFor, tasks: None
) -> None:
    lan = client_for("lan")
    lan.page("/tasks?q=cang&sort=title")
    assert lan.page("/tasks/1").links()["Về danh sách nhiệm vụ"] == "/tasks?q=cang&sort=title"
    lan.page("/tasks")
    assert lan.page("/tasks/1").links()["Về danh sách nhiệm vụ"] == "/tasks"


def test_the_files_hold_exactly_what_is_shown(
    app: Flask, client_for: ClientFor, cast: Cast, tasks: None
) -> None:
    lan = client_for("lan")
    lan.submit("/tasks/columns", {"column": ["deliverable", "deadline", "status"]})
    answer = lan.get("/tasks/export.csv?sort=title&page=7")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [
        ["STT", "Nhiệm vụ", "Sản phẩm, kết quả", "Thời hạn", "Tiến độ", "Tỷ lệ (%)"],
        ["1", "'=HYPERLINK(1)", "'+1", "31/10/2025", "Chưa thực hiện", "0"],
        ["", "'@cang", "'-2", "Thường xuyên", "Chưa thực hiện", "0"],
        ["", "Cảng cá", "", "31/12/2025", "Đang thực hiện", "40"],
    ]
    book = load_workbook(BytesIO(lan.get("/tasks/export.xlsx?q=cang").data))
    sheet = book.active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=4))
    assert [[str(cell.value) for cell in row][1:5] for row in cells] == [
        ["Mục", "Nhiệm vụ", "Sản phẩm, kết quả", "Thời hạn"],
        ["II", "Cảng cá", "None", "2025-12-31 00:00:00"],
        ["II", "@cang", "-2", "Thường xuyên"],
    ]
    assert (cells[2][2].data_type, cells[2][2].quotePrefix) == ("s", True)
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("A5", "landscape")
    assert "2 nhiệm vụ" in str(sheet["A2"].value)
    with app.app_context():
        noted = db.session.query(AuditEntry).filter_by(action=AuditAction.EXPORTED).all()
        assert [entry.subject for entry in noted] == [
            "/tasks/export.csv?sort=title (3)",
            "/tasks/export.xlsx?q=cang (2)",
        ]
    assert lan.get("/tasks/export.csv?from=mai").status_code == 404
    kim = client_for("kim").get(f"/tasks/export.csv?as_of={date(2025, 10, 30)}")
    assert "Cảng cá" in kim.get_data(as_text=True)
    assert "HYPERLINK" not in kim.get_data(as_text=True)
