"""Status and percent of a task. Each change is a line of history."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import takewhile

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.domain.status import DATED, Status, check_change, percent_for
from tracker.models import Evidence, Task, TaskChange, User
from tracker.queries.evidence import draft_evidence, evidence_of_changes
from tracker.services.evidence import check_completion, forget_draft
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
    with_files: bool = False,
) -> None:
    """Record the status (and percent) that holds from the day `on`. Percent None keeps it.

    `with_files`: the files of the person's draft go along; not where the draft was not seen.
    Raises RuleBroken (see domain.status) and Stale.
    """
    with writing():
        lock(task)
        files = draft_evidence(task.id, by.id) if by and with_files else ()
        asked = (Field.STATUS, new.value, on, reason.strip())
        is_same = percent in (None, task.percent) and _went_along(task, files)
        if is_same and was_sent_before(task, seen_version, by, asked):
            if by and files:
                forget_draft(task, by)
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
            files=files,
        )


def _went_along(task: Task, files: Sequence[Evidence]) -> bool:
    """Do all of these files stand with the last word already?"""
    standing = evidence_of_changes(task.id).get(task.changes[-1].id, ()) if files else ()
    return {one.sha256 for one in files} <= {one.sha256 for one in standing}


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
    files: Sequence[Evidence] = (),
) -> None:
    """`change_status` inside the caller's transaction, on a task that is held."""
    still_assigned(task)
    if task.status is Status.AWAITING_ACCEPTANCE:
        raise RuleBroken(
            N_("Nhiệm vụ có báo cáo chờ xác nhận: hãy xác nhận hoặc trả lại báo cáo đó trước.")
        )
    today = office_day(at)
    check_change(task.status, new, on=on, today=today, assigned_on=task.assigned_on, reason=reason)
    if new is Status.COMPLETED is not task.status:
        check_completion(task, document_number=document_number, reason=reason, files=files)
    kept = 0 if task.status is Status.COMPLETED else task.percent
    change = set_status(
        task, new, percent=percent_for(new, kept if percent is None else percent), on=on,
        at=at, by=by, reason=reason, document_number=document_number,
        adds=bool(reason.strip() or document_number.strip() or files),
    )  # fmt: skip
    if change is not None and files:
        db.session.flush()
        for evidence in files:
            evidence.change_id = change.id


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
    adds: bool = False,
) -> TaskChange | None:
    """The recording part of every status change, inside the caller's transaction.

    What stands already is recorded again only where its day moves or where it `adds` words.
    """
    if (new, percent) == (task.status, task.percent):
        if not (adds or _moves_day(task, on)):
            return None
        standing = _standing_run(task)
        # It is the same status: the document behind it stays, unless another one is named.
        document_number = document_number.strip() or standing[0].document_number
        if _moves_day(task, on) and on > task.status_since:
            # What is moved to a later day did not stand in between: say so, or the days from the
            # old to the new date would go on counting it.
            restore(task, Field.STATUS, standing, at=at, by=by, reason=reason)
    return record(
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
