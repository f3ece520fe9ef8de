"""How often a task's office must report: set, changed or lifted by the secretary."""

from collections.abc import Sequence
from datetime import datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_
from tracker.domain.recurrence import Recurrence
from tracker.models import ReportRhythm, Task, User
from tracker.queries.report_rhythm import rhythm_of
from tracker.services.audit import note
from tracker.services.history import lock


def set_rhythm(tasks: Sequence[Task], rule: Recurrence | None, *, at: datetime, by: User) -> None:
    """Ask for reports on these tasks from the day of `at` on; None asks for none any more.

    A rhythm that is set again as it was keeps its first day: what is owed stays owed.
    """
    with writing():
        for task in tasks:
            lock(task)
            _set(task, rule, at=at, by=by)


def _set(task: Task, rule: Recurrence | None, *, at: datetime, by: User) -> None:
    present = rhythm_of(task.id)
    before = present.rule if present else None
    if before == rule:
        return
    note(
        AuditAction.RHYTHM_CHANGED,
        committee_id=task.committee_id,
        by=by,
        at=at,
        subject=f"/tasks/{task.id}",
        detail=f"{_words(before)} → {_words(rule)}",
    )
    if rule is None:
        db.session.delete(present)
        return
    present = present or ReportRhythm(task_id=task.id)
    present.rule_code, present.since = rule.encode(), office_day(at)
    present.set_by_id, present.set_at = by.id, at
    db.session.add(present)


def _words(rule: Recurrence | None) -> str:
    if rule is None:
        return N_("không yêu cầu")
    message, values = rule.words()
    return message % values
