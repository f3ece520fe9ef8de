"""One decision on many tasks: rehearsed, then recorded in one transaction, on both databases."""

from datetime import date

import pytest

from tests.cast import ASSIGNED_ON, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import RuleBroken
from tracker.domain.status import Status
from tracker.models import Mail, Task, TaskChange
from tracker.services.tasks import change_status, edit_words
from tracker.services.tasks_bulk import (
    MOST,
    Decision,
    Rehearsal,
    decide_on_many,
    rehearse_decision,
)

NOW = office_time(TODAY)
TITLES = ["dời được", "chưa có hạn", "đã rút ngày 1/12", "đúng hạn ấy"]


@pytest.fixture
def tasks(cast: Cast) -> list[Task]:
    deadlines = ("31/10/2025", "Khi có hướng dẫn", "31/10/2025", "31/12/2025")
    return [
        cast.assign(title, deadline=deadline)
        for title, deadline in zip(TITLES, deadlines, strict=True)
    ]


def decision(to: object, *, reason: str = "Chờ kinh phí", document: str = "12/TB") -> Decision:
    return Decision(to=to, on=TODAY, reason=reason, document_number=document)  # type: ignore[arg-type]  # any of the three


def rehearse(cast: Cast, tasks: list[Task], what: Decision) -> Rehearsal:
    ids = [task.id for task in tasks]
    return rehearse_decision(cast.committee, ids, what, at=NOW, by=cast.user("lan"))


def record(cast: Cast, seen: dict[int, int], what: Decision) -> Rehearsal:
    return decide_on_many(cast.committee, seen, what, at=NOW, by=cast.user("lan"))


def seen_in(rehearsal: Rehearsal) -> dict[int, int]:
    return {one.task_id: one.version for one in rehearsal.outcomes}


def number_of_changes() -> int:
    return db.session.query(TaskChange).count()


def test_a_rehearsal_says_what_recording_does_and_records_nothing(
    cast: Cast, tasks: list[Task]
) -> None:
    move = decision(Deadline.due(date(2025, 12, 31)))
    before = number_of_changes()
    rehearsal = rehearse(cast, tasks, move)
    assert number_of_changes() == before
    assert [one.title for one in rehearsal.changing] == TITLES[:3]
    assert [(one.title, str(one.problem)[:12]) for one in rehearsal.refused] == [
        (TITLES[3], "Thời hạn mới")
    ]
    assert rehearsal.changing[0].before == Deadline.due(date(2025, 10, 31))
    assert rehearsal.changing[0].after == Deadline.due(date(2025, 12, 31))
    recorded = record(cast, seen_in(rehearsal), move)
    assert [one.title for one in recorded.changing] == TITLES[:3]
    assert number_of_changes() == before + 3
    last = db.session.get_one(Task, tasks[0].id).changes[-1]
    assert (last.reason, last.document_number, last.effective_on) == (
        "Chờ kinh phí",
        "12/TB",
        TODAY,
    )
    assert db.session.query(Mail).count() == 0


def test_the_lead_office_and_the_status_of_many_change_by_their_own_rules(
    cast: Cast, tasks: list[Task]
) -> None:
    move = decision(cast.office("economy"))
    rehearsal = rehearse(cast, tasks, move)
    assert {(one.before, one.after) for one in rehearsal.outcomes} == {
        ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế")
    }
    record(cast, seen_in(rehearsal), move)
    assert {task.lead_office_id for task in db.session.query(Task)} == {cast.economy}
    pause = decision(Status.PAUSED, reason="")
    assert [str(one.problem) for one in rehearse(cast, tasks[:1], pause).refused] == [
        "Hãy ghi lý do của thay đổi này."
    ]
    for task in tasks:
        change_status(task, Status.PAUSED, on=ASSIGNED_ON, at=NOW, by=None, reason="Chờ")
    again = rehearse(cast, tasks, decision(Status.PAUSED))
    assert {str(one.problem) for one in again.outcomes} == {
        "Đã đúng như vậy, không có gì thay đổi."
    }


def test_nothing_is_recorded_when_one_task_was_changed_meanwhile(
    cast: Cast, tasks: list[Task]
) -> None:
    start = decision(Status.IN_PROGRESS)
    seen = seen_in(rehearse(cast, tasks, start))
    change_status(tasks[1], Status.PAUSED, on=TODAY, at=NOW, by=None, reason="Chờ")
    before = number_of_changes()
    overtaken = record(cast, seen, start)
    assert overtaken.was_overtaken
    assert number_of_changes() == before
    assert [one.before for one in overtaken.outcomes][1] is Status.PAUSED
    assert not record(cast, seen_in(overtaken), start).was_overtaken
    assert {task.status for task in db.session.query(Task)} == {Status.IN_PROGRESS}


def test_a_second_click_is_told_what_the_first_one_recorded(cast: Cast, tasks: list[Task]) -> None:
    edit_words(tasks[0], {}, supporting=[cast.office("economy")], at=NOW, by=None)
    for move in (decision(cast.office("economy")), decision(Deadline.due(date(2025, 12, 31)))):
        seen = seen_in(rehearse(cast, tasks, move))
        first = record(cast, seen, move)
        before = number_of_changes()
        second = record(cast, seen, move)
        assert not second.was_overtaken
        assert {one.title for one in second.changing} == {one.title for one in first.changing}
        assert not second.refused
        assert number_of_changes() == before
    other = decide_on_many(cast.committee, seen, move, at=NOW, by=cast.user("an"))
    assert other.was_overtaken


def test_tasks_of_another_committee_none_and_too_many_are_refused(
    cast: Cast, tasks: list[Task]
) -> None:
    elsewhere = cast.assign("nơi khác", elsewhere=True)
    start = decision(Status.IN_PROGRESS)
    assert rehearse(cast, [elsewhere], start).outcomes == []
    assert record(cast, {elsewhere.id: elsewhere.version}, start).was_overtaken
    for ids in ([], range(MOST + 1)):
        with pytest.raises(RuleBroken):
            rehearse_decision(cast.committee, ids, start, at=NOW, by=cast.user("lan"))
