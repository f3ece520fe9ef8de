"""The story of a task: what differs, how it stood at any time, and taking back one's own slip."""

from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import ClientFor, Page
from tracker.db import db
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Task
from tracker.services.tasks import change_status, edit_words, reassign

OLD = "Ban hành Kế hoạch phát triển hạ tầng số của đặc khu giai đoạn 2025-2027"
NEW = "Ban hành Quyết định phát triển hạ tầng số của đặc khu giai đoạn 2025-2030"


@pytest.fixture
def task(app: Flask, cast: Cast) -> int:
    with app.app_context():
        lan, task = cast.user("lan"), cast.assign(OLD, deadline="31/10/2025")
        first, second = office_time(date(2025, 10, 20)), office_time(date(2025, 11, 5))
        edit_words(task, {Field.TITLE: NEW}, at=first, by=lan)
        change_status(task, Status.COMPLETED, on=date(2025, 10, 28), at=second, by=lan)
        reassign(
            task,
            cast.office("economy"),
            on=TODAY,
            at=office_time(TODAY),
            by=cast.user("an"),
            reason="Đúng chức năng",
        )
        return task.id


def test_a_long_text_shows_what_was_struck_out_and_written_in(
    client_for: ClientFor, task: int
) -> None:
    page = client_for("lan").page(f"/tasks/{task}")
    marked = {tag: [node.text.strip() for node in page.main.iter(tag)] for tag in ("del", "ins")}
    assert marked == {"del": ["Kế hoạch", "2025-2027"], "ins": ["Quyết định", "2025-2030"]}


def test_any_earlier_state_can_be_looked_at_as_known_then_or_now(
    client_for: ClientFor, task: int
) -> None:
    kim = client_for("kim")
    links = [
        node.get("href")
        for node in kim.page(f"/tasks/{task}").main.iter("a")
        if node.text == "Xem lúc đó"
    ]
    assert len(links) == 4
    after_reassignment, completed, renamed, assigned = (kim.page(link) for link in links)
    assert "Cơ quan chủ trì Phòng Kinh tế" in after_reassignment.text
    assert "Cơ quan chủ trì Phòng Văn hóa" in completed.text
    assert "Hoàn thành đúng hạn" in completed.text
    assert (renamed.heading, assigned.heading) == (NEW, OLD)
    assert "Chưa thực hiện, 0%, từ ngày 26/8/2025" in renamed.text
    then = f"/tasks/{task}/as-of?as_of=30/10/2025"
    assert "Hoàn thành, 100%, từ ngày 28/10/2025" in kim.page(then).text
    assert "Chưa thực hiện" in kim.page(f"{then}&known_at=2025-10-30").text
    assert "không có trong danh sách" in kim.page(f"/tasks/{task}/as-of?as_of=1/8/2025").text
    for wrong in ("25/11/2025", "mai", ""):
        assert kim.page(f"/tasks/{task}/as-of?as_of={wrong}", 422).problem("as_of")


def test_ones_own_last_change_of_today_is_undone_on_the_page(
    app: Flask, client_for: ClientFor, cast: Cast, task: int
) -> None:
    lan = client_for("lan")
    assert "Hoàn tác" not in lan.page(f"/tasks/{task}").text  # An said the last word.
    change = {"version": 7, "status": "in_progress", "percent": "40", "effective_on": "20/11/2025"}
    assert lan.submit(f"/tasks/{task}/status", change).status_code == 303
    page = lan.page(f"/tasks/{task}")
    assert "Hoàn tác thay đổi này" in page.text
    assert "Hoàn tác" not in client_for("kim").page(f"/tasks/{task}").text
    stale = lan.submit(f"/tasks/{task}/undo", {"version": "7"})
    assert stale.status_code == 409
    done = lan.submit(f"/tasks/{task}/undo", {"version": page.value("version")})
    assert done.status_code == 303
    again = lan.page(f"/tasks/{task}")
    assert "Đã hoàn tác" in again.messages
    assert "Hoàn thành đúng hạn" in again.text
    with app.app_context():
        assert db.session.get_one(Task, task).status_since == date(2025, 10, 28)
        edit_words(
            db.session.get_one(Task, task),
            {Field.TITLE: OLD},
            at=office_time(TODAY),
            by=cast.user("an"),
        )
    refused = lan.submit(f"/tasks/{task}/undo", {"version": "10"})
    assert refused.status_code == 422
    assert "do chính bạn ghi trong hôm nay" in Page(refused).text
