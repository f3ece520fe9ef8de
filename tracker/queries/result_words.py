"""What was achieved: the newest word known of each task, an office's or the secretary's own."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select

from tracker.db import db
from tracker.domain.history import UNDO_OF_ANNEX, UNDO_OF_CHANGE, Field, taken_back
from tracker.domain.status import Status
from tracker.models import ProgressReport, ReportState, Task, TaskChange, TaskOccurrence


class _Word(NamedTuple):
    recorded_at: datetime
    task_id: int
    on: date
    text: str


def result_words(
    committee_id: int, as_of: date, known_at: datetime | None, since: date | None = None
) -> dict[int, str]:
    """{task id: words}: an accepted report's text, what was written with a status, or the note to
    a due day that was met; of those about the days from `since` to `as_of` the one that was
    recorded last."""
    words = [*_accepted(committee_id), *_own(committee_id, known_at), *_met(committee_id, known_at)]
    return {
        task_id: text
        for recorded_at, task_id, on, text in sorted(words, key=attrgetter("recorded_at"))
        if on <= as_of
        and (since is None or on >= since)
        and (known_at is None or recorded_at <= known_at)
    }


def _accepted(committee_id: int) -> Iterator[_Word]:
    query = (
        select(
            ProgressReport.decided_at,
            ProgressReport.task_id,
            ProgressReport.effective_on,
            ProgressReport.text,
        )
        .join(Task, Task.id == ProgressReport.task_id)
        .where(Task.committee_id == committee_id, ProgressReport.state == ReportState.ACCEPTED)
        .order_by(ProgressReport.id)
    )
    for decided_at, task_id, on, text in db.session.execute(query):
        if decided_at is not None:  # as it always is of a report that was decided on
            yield _Word(decided_at, task_id, on, text)


def _met(committee_id: int, known_at: datetime | None) -> Iterator[_Word]:
    stands: ColumnElement[bool] = TaskOccurrence.withdrawn_at.is_(None)
    if known_at is not None:
        stands = or_(stands, TaskOccurrence.withdrawn_at > known_at)
    query = (
        select(
            TaskOccurrence.recorded_at,
            TaskOccurrence.task_id,
            TaskOccurrence.completed_on,
            TaskOccurrence.note,
        )
        .join(Task, Task.id == TaskOccurrence.task_id)
        .where(Task.committee_id == committee_id, stands, TaskOccurrence.note != "")
        .order_by(TaskOccurrence.id)
    )
    yield from (_Word(*row) for row in db.session.execute(query))


def _own(committee_id: int, known_at: datetime | None) -> Iterator[_Word]:
    """Reasons and results that came with a status. Those of a decision on a report are said to the
    office, those of an annex are the annex's, and what was undone is nobody's word any more."""
    query = (
        select(
            TaskChange.id,
            TaskChange.recorded_at,
            TaskChange.task_id,
            TaskChange.effective_on,
            TaskChange.reason,
            TaskChange.old,
            TaskChange.new,
        )
        .join(Task, Task.id == TaskChange.task_id)
        .where(
            Task.committee_id == committee_id,
            TaskChange.field == Field.STATUS,
            TaskChange.reason != "",
            TaskChange.annex_id.is_(None),
        )
        .order_by(TaskChange.id)
    )
    lines = db.session.execute(query).all()
    undos = (UNDO_OF_CHANGE, UNDO_OF_ANNEX)
    undone_in = {line.task_id for line in lines if line.reason.startswith(undos)}
    gone = undone_lines(undone_in, known_at)
    for line in lines:
        if line.id not in gone and Status.AWAITING_ACCEPTANCE not in (line.old, line.new):
            yield _Word(line.recorded_at, line.task_id, line.effective_on, line.reason)


def undone_lines(task_ids: Collection[int], known_at: datetime | None) -> set[int]:
    """Ids of the lines on the status of these tasks that had been undone at the moment, and of
    those that undid them."""
    query = (
        select(TaskChange.task_id, TaskChange.id, TaskChange.recorded_at, TaskChange.reason)
        .where(TaskChange.task_id.in_(task_ids), TaskChange.field == Field.STATUS)
        .order_by(TaskChange.task_id, TaskChange.id)
    )
    if known_at is not None:
        query = query.where(TaskChange.recorded_at <= known_at)
    gone: set[int] = set()
    for _, lines in groupby(db.session.execute(query) if task_ids else (), key=itemgetter(0)):
        gone |= taken_back((id_, moment, reason) for _, id_, moment, reason in lines)
    return gone
