"""How often a task's office must report: set, changed or lifted by the secretary."""

from collections.abc import Sequence
from datetime import datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.recurrence import Recurrence
from tracker.models import ReportRhythm, Task, User
from tracker.queries.report_rhythm import rhythm_of
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
    if rule is None:
        if present is not None:
            db.session.delete(present)
        return
    if present is None:
        present = ReportRhythm(task_id=task.id)
    elif present.rule == rule:
        return
    present.rule_code, present.since = rule.encode(), office_day(at)
    present.set_by_id, present.set_at = by.id, at
    db.session.add(present)
