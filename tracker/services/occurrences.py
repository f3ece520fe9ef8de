"""The secretary records that a due day of a recurring task was met, or takes that back."""

from datetime import date, datetime

from sqlalchemy import and_

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.occurrences import due_days
from tracker.domain.vietnamese import short_date
from tracker.models import Task, TaskOccurrence, User
from tracker.queries.occurrences import Recurring, recurring
from tracker.services.history import lock


def complete_occurrence(
    task: Task, due_on: date, *, on: date, at: datetime, by: User | None, note: str = ""
) -> TaskOccurrence:
    """The occurrence due on `due_on` was done on the day `on`.

    Raises RuleBroken for a day that the rule does not name or that has not begun, for a completion
    in the future or before the assignment, and for a second completion.
    """
    with writing():
        lock(task)
        return record_occurrence(task, due_on, on=on, at=at, by=by, note=note)


def record_occurrence(
    task: Task, due_on: date | None, *, on: date, at: datetime, by: User | None, note: str = ""
) -> TaskOccurrence:
    """The part of `complete_occurrence` inside a transaction; None is the oldest that is open."""
    told = recurring(and_(Task.id == task.id, Task.removed_on.is_(None))).get(task.id)
    if told is None:
        raise RuleBroken(
            N_("Nhiệm vụ này không thực hiện theo kỳ: hãy cập nhật trạng thái của nhiệm vụ.")
        )
    due_on = due_on or told.oldest_open
    today = office_day(at)
    _check_due_day(told, due_on, today)
    _check_completion(task, on, today)
    occurrence = TaskOccurrence(
        task_id=task.id,
        due_on=due_on,
        completed_on=on,
        note=note.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    db.session.add(occurrence)
    return occurrence


def _check_due_day(told: Recurring, due_on: date, today: date) -> None:
    if due_on in told.completed:
        raise RuleBroken(
            N_("Kỳ hạn %(due)s đã được ghi hoàn thành ngày %(day)s: hãy chọn kỳ khác."),
            field="due_on",
            due=short_date(due_on),
            day=short_date(told.completed[due_on]),
        )
    if due_on not in due_days(told.rule, told.since, today):
        raise RuleBroken(
            N_("Ngày %(due)s không phải hạn của một kỳ đang theo dõi: hãy chọn lại kỳ."),
            field="due_on",
            due=short_date(due_on),
        )


def _check_completion(task: Task, on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            N_("Ngày hoàn thành không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
            field="completed_on",
        )
    if on < task.assigned_on:
        raise RuleBroken(
            N_("Ngày hoàn thành ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
            field="completed_on",
        )


def withdraw_occurrence(occurrence: TaskOccurrence, *, at: datetime, by: User | None) -> None:
    """Take a recorded completion back; the row stays, with who withdrew it and when."""
    with writing():
        db.session.refresh(occurrence, with_for_update={"of": TaskOccurrence})
        if occurrence.withdrawn_at is not None:
            raise RuleBroken(
                N_("Lần ghi này đã được rút: hãy tải lại trang để xem tình trạng mới.")
            )
        occurrence.withdrawn_at = at
        occurrence.withdrawn_by_id = by.id if by else None
