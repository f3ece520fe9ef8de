"""Which offices owe a report on the rhythm of a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from tracker.clock import office_day
from tracker.db import db
from tracker.domain.recurrence import Recurrence
from tracker.domain.report_rhythm import owed_report
from tracker.domain.status import Status
from tracker.models import ProgressReport, ReportRhythm, ReportState, Task

# A task whose report awaits acceptance owes none.
_ASKED = (Status.NOT_STARTED, Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class ReportOwed:
    """A report that is owed, or was by `due_on`."""

    task_id: int
    title: str
    office_id: int
    due_on: date
    rule: Recurrence

    def is_overdue_on(self, day: date) -> bool:
        return self.due_on < day


def rhythm_of(task_id: int) -> ReportRhythm | None:
    return db.session.get(ReportRhythm, task_id)


def reports_owed(
    committee_id: int, on: date, *, office_id: int | None = None
) -> Sequence[ReportOwed]:
    """What is owed on the day `on` by lead offices, the longest owed first."""
    by_office = Task.lead_office_id == office_id if office_id else Task.lead_office_id.is_not(None)
    wanted = (Task.committee_id == committee_id, by_office)
    last = _last_reports(*wanted)
    found = []
    for rhythm, title, lead_id in db.session.execute(
        select(ReportRhythm, Task.title, Task.lead_office_id)
        .join(ReportRhythm.task)
        .where(*wanted, Task.removed_on.is_(None), Task.status.in_(_ASKED))
    ):
        reported = last.get(rhythm.task_id)
        due_on = owed_report(rhythm.rule, rhythm.since, reported, on)
        if due_on is not None and lead_id is not None:
            found.append(ReportOwed(rhythm.task_id, title, lead_id, due_on, rhythm.rule))
    return sorted(found, key=lambda one: (one.due_on, one.task_id))


def _last_reports(*wanted: ColumnElement[bool]) -> dict[int, date]:
    """{task id: day of its newest report that was not sent back}, for tasks with a rhythm."""
    query = (
        select(ProgressReport.task_id, func.max(ProgressReport.reported_at))
        .join(ProgressReport.task)
        .join(ReportRhythm, ReportRhythm.task_id == Task.id)
        .where(
            *wanted,
            ProgressReport.state.in_((ReportState.AWAITING, ReportState.ACCEPTED)),
        )
        .group_by(ProgressReport.task_id)
    )
    return {task_id: office_day(at) for task_id, at in db.session.execute(query)}
