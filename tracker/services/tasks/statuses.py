"""Status and percent of a task. Each change is a line of history."""

from datetime import date, datetime
from itertools import takewhile

from tracker.clock import office_day
from tracker.db import writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.status import DATED, Status, check_change, percent_for
from tracker.models import Task, TaskChange, User
from tracker.services.evidence import check_completion
from tracker.services.history import lock, not_stale, record, restore
from tracker.services.tasks.checks import still_assigned, was_sent_before


def change_status(
    task: Task,
    new: Status,
    *,
    percent: int | None = None,
    on: date,
    at: datetime,
    by: User | None,
    seen_version: int | None = None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """Record the status (and percent) that holds from the day `on`. Percent None keeps it.

    Raises RuleBroken (see domain.status) and Stale.
    """
    with writing():
        lock(task)
        asked = (Field.STATUS, new.value, on, reason.strip())
        if percent in (None, task.percent) and was_sent_before(task, seen_version, by, asked):
            return
        not_stale(task, seen_version)
        decide_status(
            task,
            new,
            percent=percent,
            on=on,
            at=at,
            by=by,
            reason=reason,
            document_number=document_number,
        )


def decide_status(
    task: Task,
    new: Status,
    *,
    percent: int | None = None,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """`change_status` inside the caller's transaction, on a task that is held."""
    still_assigned(task)
    if task.status is Status.AWAITING_ACCEPTANCE:
        raise RuleBroken(
            N_("Nhiệm vụ có báo cáo chờ xác nhận: hãy xác nhận hoặc trả lại báo cáo đó trước.")
        )
    check_change(
        task.status,
        new,
        on=on,
        today=office_day(at),
        assigned_on=task.assigned_on,
        reason=reason,
    )
    if new is Status.COMPLETED is not task.status:
        check_completion(task, document_number=document_number, reason=reason)
    kept = 0 if task.status is Status.COMPLETED else task.percent
    set_status(
        task,
        new,
        percent=percent_for(new, kept if percent is None else percent),
        on=on,
        at=at,
        by=by,
        reason=reason,
        document_number=document_number,
    )


def set_status(
    task: Task,
    new: Status,
    *,
    percent: int,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """The recording part of every status change, inside the caller's transaction."""
    if (new, percent) == (task.status, task.percent) and not _moves_day(task, on):
        return
    if (new, percent) == (task.status, task.percent) and on > task.status_since:
        # What is moved to a later day did not stand in between: say so, or the days from the old
        # to the new date would go on counting it.
        restore(task, Field.STATUS, _standing_run(task), at=at, by=by, reason=reason)
    record(
        task, Field.STATUS, new, percent=percent, on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip


def _moves_day(task: Task, on: date) -> bool:
    """Does the same status said for another day change figures? What is saved again does not begin
    anew, but what began earlier than was said did stand in between."""
    return on < task.status_since or (task.status in DATED and on > task.status_since)


def _standing_run(task: Task) -> list[TaskChange]:
    """The last words on the status, as far back as they say what stands now."""
    said = [change for change in task.changes if change.field is Field.STATUS]
    return list(takewhile(lambda change: change.new == task.status, reversed(said)))
