"""Many tasks of the list changed at once, in a browser without JavaScript."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.conftest import Browser, ClientFor, Page
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Task

PAUSE = {
    "what": "status",
    "status": "paused",
    "effective_on": "20/11/2025",
    "reason": "Chờ kinh phí",
    "document_number": "12/TB-UBND",
}


@pytest.fixture
def tasks(app: Flask, cast: Cast) -> list[int]:
    with app.app_context():
        titles = ("Cảng cá", "Cầu cảng", "Trường học")
        return [cast.assign(title, deadline="31/10/2025").id for title in titles]


def statuses(app: Flask) -> list[Status]:
    with app.app_context():
        return [task.status for task in db.session.query(Task).order_by(Task.id)]


def hidden(page: Page) -> dict[str, str]:
    """What the page's own form sends along."""
    form = next(form for form in page.main.iter("form"))
    return {
        node.get("name"): node.get("value") or ""
        for node in form.iter("input")
        if node.get("type") == "hidden"
    }


def test_marked_tasks_are_chosen_rehearsed_and_changed_and_the_filter_stays(
    lan: Browser, app: Flask, tasks: list[int]
) -> None:
    address = "/tasks/bulk?q=cang&sort=title"
    listed = lan.page("/tasks?q=cang&sort=title")
    assert f'action="{address.replace("&", "&amp;")}"' in listed.html
    assert listed.field("task").get("form") == "bulk"
    form = Page(lan.submit(address, {"task": [str(tasks[0]), str(tasks[2])]}))
    assert form.heading == "Đổi cùng lúc 02 nhiệm vụ"
    seen = form.value("seen")
    refused = Page(lan.submit(address, {**PAUSE, "reason": "", "seen": seen, "step": "rehearse"}))
    assert refused.response.status_code == 422
    assert "Hãy ghi lý do" in refused.problem("reason")
    assert refused.value("document_number") == "12/TB-UBND"
    rehearsal = Page(lan.submit(address, {**PAUSE, "seen": seen, "step": "rehearse"}))
    assert "02 nhiệm vụ sẽ thay đổi. Có hiệu lực từ 20/11/2025, lý do: Chờ" in rehearsal.text
    assert "Chưa thực hiện Tạm dừng" in rehearsal.text
    assert statuses(app) == [Status.NOT_STARTED] * 3
    back = Page(lan.submit(address, {**hidden(rehearsal), "step": "edit"}))
    assert back.value("reason") == "Chờ kinh phí"
    answer = lan.submit(address, {**hidden(rehearsal), "step": "save"})
    assert (answer.status_code, answer.location) == (303, "/tasks?q=cang&sort=title")
    assert "Đã ghi nhận thay đổi của 02 nhiệm vụ." in lan.page(answer.location).messages
    assert statuses(app) == [Status.PAUSED, Status.NOT_STARTED, Status.PAUSED]


def test_all_of_the_filter_is_chosen_and_one_that_cannot_change_says_why(
    lan: Browser, app: Flask, tasks: list[int]
) -> None:
    lan.submit(f"/tasks/{tasks[1]}/status", {**PAUSE, "version": 4})
    form = Page(lan.submit("/tasks/bulk?q=cang", {"all": "1"}))
    assert "Cảng cá Cầu cảng" in form.text
    sent = {**PAUSE, "seen": form.value("seen"), "step": "rehearse"}
    rehearsal = Page(lan.submit("/tasks/bulk?q=cang", sent))
    assert "01 nhiệm vụ sẽ thay đổi, 01 nhiệm vụ không thể." in rehearsal.text
    assert "Đã đúng như vậy" in rehearsal.text
    lan.submit(f"/tasks/{tasks[0]}/status", {**PAUSE, "status": "in_progress", "version": 4})
    overtaken = Page(lan.submit("/tasks/bulk?q=cang", {**hidden(rehearsal), "step": "save"}))
    assert overtaken.response.status_code == 409
    assert "Người khác vừa sửa" in overtaken.text
    assert "Đang thực hiện Tạm dừng" in overtaken.text
    assert statuses(app)[0] is Status.IN_PROGRESS
    assert (
        lan.submit("/tasks/bulk?q=cang", {**hidden(overtaken), "step": "save"}).status_code == 303
    )
    assert statuses(app)[0] is Status.PAUSED


def test_nothing_chosen_a_broken_form_and_a_reload_lead_on(
    lan: Browser, client_for: ClientFor, tasks: list[int]
) -> None:
    nothing = lan.submit("/tasks/bulk?q=cang", {"task": ["x", ""]})
    assert lan.submit("/tasks/bulk", {"task": "9" * 99}).location == "/tasks"
    assert nothing.location == "/tasks?q=cang"
    assert "Chưa chọn nhiệm vụ nào" in lan.page("/tasks").messages
    unread = lan.submit("/tasks/bulk?box=overdue", {"all": "1"})
    assert unread.location == "/tasks?box=overdue"
    assert lan.get("/tasks/bulk?q=cang").location == "/tasks?q=cang"
    for data in ({"seen": "1.x"}, {**PAUSE, "seen": "1.4", "status": "late"}, {"what": "x"}):
        assert lan.submit("/tasks/bulk", {"step": "save", **data}).status_code == 422, data
    past = lan.page("/tasks?as_of=2025-11-20")
    assert past.field("task") is None
    assert client_for("minh").page("/tasks").field("task") is None


def test_more_tasks_than_a_database_takes_in_one_question_are_refused(
    lan: Browser, tasks: list[int]
) -> None:
    seen = " ".join(f"{number}.1" for number in range(1, 260_000))
    answer = lan.submit("/tasks/bulk", {**PAUSE, "seen": seen, "step": "save"})
    assert answer.status_code == 422
    assert "Mỗi lần đổi được nhiều nhất 1000 nhiệm vụ" in answer.get_data(as_text=True)
