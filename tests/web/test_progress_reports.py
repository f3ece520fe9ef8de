"""Heads report, the secretary decides, everybody sees what became of it."""

from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import ProgressReport, Task

SAID = {
    "status": "completed",
    "percent": "",
    "text": "Đã ban hành kế hoạch",
    "document_number": "96/KH-UBND",
    "effective_on": "20/11/2025",
    "version": 4,
}


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Kế hoạch", deadline="31/10/2025").id


def report(hoa: Browser, task: int, **other: Any) -> None:
    answer = hoa.submit(f"/tasks/{task}/report", {**SAID, **other})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert answer.location == f"/tasks/{task}"


def present(app: Flask, task: int) -> tuple[Status, int]:
    with app.app_context():
        found = db.session.get_one(Task, task)
        return found.status, found.percent


def test_a_report_goes_to_the_secretary_with_old_and_new_side_by_side(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    form = hoa.page(f"/tasks/{task}/report")
    assert form.value("effective_on") == "24/11/2025"
    report(hoa, task)
    assert "đang chờ thư ký xác nhận" in hoa.page(f"/tasks/{task}").text
    page = lan.page("/progress-reports")
    assert "Chờ xác nhận: 01 báo cáo" in page.text
    assert "Lê Thị Hoa, Phòng Văn hóa - Xã hội gửi lúc" in page.text
    assert "Trước báo cáo Chưa thực hiện, 0% Thời hạn: 31/10/2025" in page.text
    assert (
        "Đơn vị báo cáo Hoàn thành, 100% Có hiệu lực từ 20/11/2025; văn bản 96/KH-UBND" in page.text
    )
    assert "Đã ban hành kế hoạch" in page.text
    assert present(app, task) == (Status.AWAITING_ACCEPTANCE, 0)


def test_the_secretary_accepts_with_a_corrected_day(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    report(hoa, task)
    assert lan.page("/progress-reports").value("effective_on") == "20/11/2025"
    answer = lan.submit("/progress-reports/1/accept", {"effective_on": "19/11/2025"})
    assert answer.status_code == 303
    page = lan.page("/progress-reports")
    assert "Đã xác nhận báo cáo về “Ban hành Kế hoạch”." in page.messages
    assert "Không có báo cáo nào đang chờ" in page.text
    assert present(app, task) == (Status.COMPLETED, 100)
    assert "hoàn thành, có hiệu lực từ 19/11/2025" in lan.page(f"/tasks/{task}").text
    assert "Đã xác nhận" in hoa.page("/progress-reports").text


def test_a_returned_report_tells_the_head_why(
    hoa: Browser, lan: Browser, task: int, app: Flask
) -> None:
    report(hoa, task)
    answer = lan.submit("/progress-reports/1/return", {"reason": "Thiếu bản ký"})
    assert answer.status_code == 303
    assert present(app, task)[0] is Status.NOT_STARTED
    for path in ("/progress-reports", f"/tasks/{task}"):
        assert "Lý do: Thiếu bản ký" in hoa.page(path).text
    assert hoa.page(f"/tasks/{task}").links()["Báo cáo tiến độ"] == f"/tasks/{task}/report"


@pytest.mark.parametrize(
    ("what", "data", "words"),
    [
        ("accept", {"effective_on": "25/11/2025"}, "không được ở sau hôm nay"),
        ("accept", {"effective_on": "1/8/2025"}, "ở trước ngày giao"),
        ("accept", {"effective_on": "31/2/2025"}, "Không có ngày"),
        ("accept", {"effective_on": ""}, "Hãy ghi ngày"),
        ("return", {"reason": " "}, "Hãy ghi lý do trả lại"),
        ("return", {"reason": "a" * 2001}, "nhiều nhất 2000 ký tự"),
    ],
)
def test_a_decision_that_breaks_a_rule_comes_back_beside_the_report(
    hoa: Browser, lan: Browser, task: int, app: Flask, what: str, data: dict[str, str], words: str
) -> None:
    report(hoa, task)
    answer = lan.submit(f"/progress-reports/1/{what}", data)
    page = Page(answer)
    assert answer.status_code == 422
    assert words in page.text
    ((name, typed),) = data.items()
    kept = [
        node.get("value") or node.text or "" for node in page.main.iter() if is_field(node, name)
    ]
    assert typed.strip() in [value.strip() for value in kept]
    assert present(app, task)[0] is Status.AWAITING_ACCEPTANCE


def is_field(node: Any, name: str) -> bool:
    return node.tag in ("input", "textarea") and node.get("name") == name


def test_the_second_of_two_secretaries_gets_a_sentence(
    hoa: Browser, lan: Browser, client_for: ClientFor, task: int, app: Flask
) -> None:
    report(hoa, task)
    an = client_for("an")
    assert lan.submit("/progress-reports/1/return", {"reason": "Thiếu"}).status_code == 303
    answer = an.submit("/progress-reports/1/accept", {"effective_on": "20/11/2025"})
    assert answer.status_code == 422
    assert "Báo cáo này đã được xử lý rồi" in Page(answer).text
    assert present(app, task)[0] is Status.NOT_STARTED


def test_a_double_click_makes_one_report(hoa: Browser, task: int, app: Flask) -> None:
    report(hoa, task)
    report(hoa, task)
    with app.app_context():
        assert ProgressReport.query.count() == 1


def test_another_report_while_one_waits_comes_back_with_its_text(hoa: Browser, task: int) -> None:
    report(hoa, task)
    later = {**SAID, "text": "Bổ sung: đã gửi", "version": 5}
    answer = hoa.submit(f"/tasks/{task}/report", later)
    page = Page(answer)
    assert answer.status_code == 422
    assert "đang chờ thư ký xác nhận báo cáo trước" in page.text
    assert page.value("text") == "Bổ sung: đã gửi"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"text": " "}, "text", "Hãy ghi nội dung"),
        ({"status": "in_progress", "percent": "100"}, "percent", "Tỷ lệ 100%"),
        ({"status": "paused"}, "status", "Không có lựa chọn"),
        ({"effective_on": "25/11/2025"}, "effective_on", "không được ở sau"),
        ({"percent": "-5"}, "percent", "từ 0 đến 100"),
    ],
)
def test_a_report_that_breaks_a_rule_comes_back_as_it_was_typed(
    hoa: Browser, task: int, wrong: dict[str, str], field: str, words: str
) -> None:
    typed = {**SAID, **wrong}
    answer = hoa.submit(f"/tasks/{task}/report", typed)
    page = Page(answer)
    assert answer.status_code == 422
    assert words in page.problem(field)
    for name in ("document_number", "effective_on", "percent"):
        assert page.value(name) == str(typed[name])


def test_a_report_on_a_task_that_changed_meanwhile_keeps_its_text(
    hoa: Browser, lan: Browser, task: int
) -> None:
    moved = {"row": "1", "status": "in_progress", "percent": 30, "version": 4}
    assert lan.submit(f"/tasks/{task}/status", moved).status_code == 303
    answer = hoa.submit(f"/tasks/{task}/report", SAID)
    page = Page(answer)
    assert answer.status_code == 409
    assert page.value("text") == SAID["text"]
    assert "Nguyễn Thị Lan ghi: đang thực hiện, 30%" in page.text
    report(hoa, task, version=page.value("version"))


def test_a_co_leading_office_reports_and_a_supporting_one_does_not(
    client_for: ClientFor, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        for title, co_leads, supporting in (
            ("chung", [cast.office("economy")], []),
            ("phối hợp", [], [cast.office("economy")]),
        ):
            cast.assign(title, co_leads=co_leads, supporting=supporting)  # type: ignore[arg-type]  # offices
    kim = client_for("kim")
    links = kim.page("/tasks").links()
    assert links["Báo cáo tiến độ chung"] == "/tasks/1/report"
    assert "Báo cáo tiến độ phối hợp" not in links
    report(kim, 1)
    assert kim.get("/tasks/2/report").status_code == 404
    assert kim.page("/tasks/2").heading == "phối hợp"


def test_a_head_says_that_a_task_is_not_the_offices_own(
    hoa: Browser, lan: Browser, client_for: ClientFor, task: int
) -> None:
    path = f"/tasks/{task}/not-ours"
    assert hoa.page(f"/tasks/{task}").links()["Không phải việc của đơn vị"] == path
    too_long = Page(hoa.submit(path, {"reason": "a" * 2001}))
    assert "nhiều nhất 2000 ký tự" in too_long.problem("reason")
    assert hoa.submit(path, {"reason": "Việc của Phòng Kinh tế"}).status_code == 303
    told = hoa.page(f"/tasks/{task}")
    assert "Việc của Phòng Kinh tế" in told.text
    assert path not in told.links().values()
    assert "không phải việc của mình" in lan.page("/").text
    assert client_for("kim").get(path).status_code == 404


def test_a_leader_reads_the_queue_and_finds_no_form(
    hoa: Browser, client_for: ClientFor, task: int
) -> None:
    report(hoa, task)
    page = client_for("minh").page("/progress-reports")
    assert "Đã ban hành kế hoạch" in page.text
    assert list(page.main.iter("form")) == []
