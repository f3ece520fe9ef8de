"""The secretary's decisions on one task, each a form that works without JavaScript."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Task, TaskChange

TODAY = "24/11/2025"


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return cast.assign("Ban hành Kế hoạch", deadline="31/10/2025").id


def last_change(app: Flask, task: int) -> TaskChange:
    with app.app_context():
        return db.session.get_one(Task, task).changes[-1]


def send(browser: Browser, task: int, what: str, data: dict[str, Any], status: int = 303) -> Page:
    """What the person sees after sending the form."""
    answer = browser.submit(f"/tasks/{task}/{what}", {"version": 4, **data})
    assert answer.status_code == status, answer.get_data(as_text=True)
    if status != 303:
        return Page(answer)
    assert answer.location == f"/tasks/{task}"
    return browser.page(answer.location)


def test_a_completion_is_recorded_from_a_chosen_day(lan: Browser, task: int, app: Flask) -> None:
    form = lan.page(f"/tasks/{task}/status")
    assert form.value("effective_on") == TODAY
    data = {
        "status": "completed",
        "effective_on": "28/10/2025",
        "reason": "Đã ký",
        "document_number": "96/KH-UBND",
    }
    page = send(lan, task, "status", data)
    assert "Đã cập nhật trạng thái." in page.messages
    assert "hoàn thành, có hiệu lực từ 28/10/2025, lý do: Đã ký, văn bản 96/KH-UBND" in page.text
    change = last_change(app, task)
    assert (change.effective_on, change.percent) == (date(2025, 10, 28), 100)


def test_the_day_of_a_completion_is_never_given_unasked(lan: Browser, task: int) -> None:
    send(lan, task, "status", {"status": "completed", "effective_on": "28/10/2025"})
    assert lan.page(f"/tasks/{task}/status").value("effective_on") == ""


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("status", {"status": "in_progress", "percent": "40", "effective_on": TODAY}),
        ("cancel", {"reason": "Trùng nhiệm vụ 12", "effective_on": TODAY}),
        (
            "deadline",
            {
                "kind": "dated",
                "deadline_on": "31/12/2025",
                "reason": "Chờ kinh phí",
                "document_number": "12/TB-UBND",
                "effective_on": TODAY,
            },
        ),
        ("office", {"office": 2, "reason": "Đúng chức năng", "effective_on": TODAY}),
        ("edit", {"title": "Tên mới"}),
    ],
)
def test_a_double_click_is_recorded_once_and_is_no_conflict(
    lan: Browser, task: int, app: Flask, what: str, data: dict[str, Any]
) -> None:
    said = [send(lan, task, what, data).messages for _click in range(2)]
    assert said[0] == said[1]
    with app.app_context():
        assert len(db.session.get_one(Task, task).changes) == 5
    if what == "status":
        send(lan, task, what, {**data, "percent": "50"}, 409)


def test_saving_what_stands_says_that_nothing_changed(lan: Browser, task: int) -> None:
    page = send(lan, task, "status", {"status": "not_started", "effective_on": TODAY})
    assert "Không có gì thay đổi" in page.messages


def test_an_extension_names_its_document(lan: Browser, task: int, app: Flask) -> None:
    data = {
        "kind": "dated",
        "deadline_on": "31/12/2025",
        "reason": "Chờ kinh phí",
        "document_number": "12/TB-UBND",
        "effective_on": "20/11/2025",
    }
    page = send(lan, task, "deadline", data)
    assert "31/10/2025; gia hạn đến 31/12/2025 theo 12/TB-UBND" in page.text
    assert last_change(app, task).effective_on == date(2025, 11, 20)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"kind": "ongoing"}, "gia hạn: thường xuyên theo 1"),
        (
            {"kind": "recurring", "deadline_text": "trước ngày 15 hằng tháng"},
            "gia hạn: hằng tháng, trước ngày 15 theo 1",
        ),
    ],
)
def test_a_deadline_may_become_ongoing_or_come_again(
    lan: Browser, task: int, app: Flask, chosen: dict[str, str], words: str
) -> None:
    data = {"reason": "r", "document_number": "1", "effective_on": TODAY, **chosen}
    page = send(lan, task, "deadline", data)
    assert words in page.text
    with app.app_context():
        assert db.session.get_one(Task, task).deadline_kind == chosen["kind"]


def test_the_next_due_days_of_a_rule_are_shown_before_it_is_saved(lan: Browser, task: int) -> None:
    data = {"kind": "recurring", "deadline_text": "hằng quý", "look": "1", "reason": "Đang viết"}
    page = send(lan, task, "deadline", data, 200)
    assert "Các kỳ tới: thứ Tư, 31/12/2025; thứ Ba, 31/3/2026; thứ Ba, 30/6/2026" in page.text
    assert page.value("reason") == "Đang viết"
    page = send(lan, task, "deadline", {**data, "deadline_text": "hằng ngày"}, 200)
    assert "hãy chọn thường xuyên" in page.text
    page = send(lan, task, "deadline", {**data, "deadline_text": "khi có quy chế"}, 200)
    assert "Chưa đọc được chu kỳ: hãy ghi" in page.text
    del data["look"]
    page = send(lan, task, "deadline", {**data, "deadline_text": "31/12/2025"}, 422)
    assert "Chưa đọc được chu kỳ" in page.problem("deadline_text")
    assert page.text.count("Chưa đọc được chu kỳ") == 1


def test_another_office_takes_the_task_over(
    lan: Browser, task: int, app: Flask, cast: Cast
) -> None:
    data = {"office": cast.economy, "reason": "Đúng chức năng", "effective_on": TODAY}
    page = send(lan, task, "office", data)
    assert "sang Phòng Kinh tế" in page.text
    assert last_change(app, task).new == str(cast.economy)


def test_a_task_is_cancelled_with_a_reason_and_stays_visible(
    lan: Browser, task: int, app: Flask
) -> None:
    page = send(lan, task, "cancel", {"reason": "Trùng nhiệm vụ 12", "effective_on": TODAY})
    assert "không thực hiện" in page.text
    assert last_change(app, task).new == Status.CANCELLED
    assert "không thực hiện 01" in lan.page("/tasks").text


@pytest.mark.parametrize(
    ("what", "data", "field", "words"),
    [
        ("status", {"status": "paused", "effective_on": TODAY}, "reason", "Hãy ghi lý do"),
        (
            "status",
            {"status": "completed", "effective_on": "25/11/2025"},
            "effective_on",
            "sau hôm",
        ),
        ("status", {"status": "completed", "effective_on": "1/8/2025"}, "effective_on", "ở trước"),
        ("status", {"status": "completed", "effective_on": ""}, "effective_on", "Hãy ghi ngày"),
        (
            "status",
            {"status": "completed", "effective_on": "32/1/2025"},
            "effective_on",
            "Không có",
        ),
        ("status", {"status": "late", "effective_on": TODAY}, "status", "Không có lựa chọn"),
        ("deadline", {"kind": "dated", "effective_on": TODAY}, "deadline_on", "Hãy ghi ngày"),
        ("deadline", {"kind": "never", "effective_on": TODAY}, "deadline_on", "Hãy ghi ngày"),
        (
            "deadline",
            {"kind": "dated", "deadline_on": "31/12/2025", "effective_on": TODAY},
            "reason",
            "Hãy ghi lý do",
        ),
        (
            "deadline",
            {"kind": "dated", "deadline_on": "1/1/2026", "effective_on": TODAY, "reason": "r"},
            "document_number",
            "Hãy ghi số văn bản",
        ),
        (
            "deadline",
            {"kind": "dated", "deadline_on": "31/10/2025", "effective_on": TODAY, "reason": "r"},
            "deadline_on",
            "trùng",
        ),
        ("office", {"office": "", "effective_on": TODAY}, "office", "Hãy chọn"),
        ("office", {"office": "3", "effective_on": TODAY}, "office", "Không có lựa chọn"),
        ("office", {"office": "1", "effective_on": TODAY}, "office", "Hãy chọn một cơ quan khác"),
        ("office", {"office": "2", "effective_on": TODAY}, "reason", "Hãy ghi lý do"),
        ("cancel", {"effective_on": TODAY}, "reason", "Hãy ghi lý do"),
    ],
)
def test_a_broken_rule_is_said_beside_its_field_and_nothing_typed_is_lost(
    lan: Browser, task: int, app: Flask, what: str, data: dict[str, str], field: str, words: str
) -> None:
    typed = {**data, "document_number": data.get("document_number", "")}
    page = send(lan, task, what, typed, status=422)
    assert words in page.problem(field)
    for name in set(typed) & {"reason", "effective_on", "deadline_on"}:
        assert page.value(name) == typed[name]
    assert last_change(app, task).field is Field.LEAD_OFFICE


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("status", {"status": "completed", "effective_on": "20/11/2025", "reason": "Đã xong"}),
        (
            "deadline",
            {
                "kind": "dated",
                "deadline_on": "31/12/2025",
                "effective_on": "20/11/2025",
                "reason": "Chờ kinh phí",
                "document_number": "12/TB",
            },
        ),
        ("office", {"office": "2", "effective_on": "20/11/2025", "reason": "Đúng chức năng"}),
        ("cancel", {"effective_on": "20/11/2025", "reason": "Trùng"}),
    ],
)
def test_the_second_of_two_people_sees_what_changed_and_keeps_what_was_typed(
    lan: Browser, client_for: ClientFor, task: int, what: str, data: dict[str, str]
) -> None:
    lan.page(f"/tasks/{task}/{what}")
    first = {"status": "in_progress", "percent": 60, "effective_on": TODAY, "reason": "Đang làm"}
    send(client_for("an"), task, "status", first)
    page = send(lan, task, what, data, status=409)
    assert "Đỗ Văn An ghi: đang thực hiện, 60%" in page.text
    assert "Đang thực hiện, 60%, từ ngày 24/11/2025" in page.text
    assert {name: page.value(name) for name in ("reason", "effective_on")} == {
        name: data[name] for name in ("reason", "effective_on")
    }
    send(lan, task, what, {**data, "version": page.value("version")})
