"""A task's history as it can be told: what was said together stands together, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Evidence, Mail, MailState, Reminder, Task, TaskChange
from tracker.queries.evidence import evidence_of_changes

Value = str | Status | Deadline | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of a task; `old` is None where nothing had been said before."""

    field: Field
    old: Value
    new: Value
    percent: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person recorded at one moment, from which day it holds, and on what grounds."""

    recorded_at: datetime
    recorded_by: str | None
    effective_on: date
    reason: str
    document_number: str
    said: Sequence[Said]
    files: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """A deadline that was set, the one before it, and the document that moved it."""

    before: Deadline | None
    deadline: Deadline
    document_number: str

    @property
    def is_extension(self) -> bool:
        old, new = self.before, self.deadline
        return old is not None and old.on is not None and (new.on is None or new.on > old.on)


@dataclass(frozen=True, slots=True)
class Urging:
    """How often a task was in a reminder that was really sent, and when last."""

    times: int
    last_on: date | None


def story(task: Task, offices: Mapping[int, str], *, after_version: int = 0) -> list[Entry]:
    """Who said what, newest first; `after_version` leaves out what was known at that version.

    `offices`: names by id.
    """
    query = (
        select(TaskChange)
        .where(TaskChange.task_id == task.id)
        .order_by(TaskChange.id)
        # Every change makes a new version, so a version is the number of changes.
        .offset(after_version)
        .options(joinedload(TaskChange.recorded_by))
    )
    changes = db.session.scalars(query).all()
    together = [list(group) for _, group in groupby(changes, key=_occasion)]
    files = evidence_of_changes(task.id)
    return [_entry(group, offices, files) for group in reversed(together)]


def _occasion(change: TaskChange) -> tuple[object, ...]:
    return (
        change.recorded_at,
        change.recorded_by_id,
        change.effective_on,
        change.reason,
        change.document_number,
    )


def _entry(
    changes: Sequence[TaskChange],
    offices: Mapping[int, str],
    files: Mapping[int, Sequence[Evidence]],
) -> Entry:
    first = changes[0]
    return Entry(
        recorded_at=first.recorded_at,
        recorded_by=first.recorded_by.name if first.recorded_by else None,
        effective_on=first.effective_on,
        reason=first.reason,
        document_number=first.document_number,
        said=[said_of(change, offices) for change in changes],
        files=[one for change in changes for one in files.get(change.id, ())],
    )


def said_of(change: TaskChange, offices: Mapping[int, str]) -> Said:
    return Said(
        change.field,
        _value(change.field, change.old, offices),
        _value(change.field, change.new, offices),
        change.percent,
    )


def _value(field: Field, stored: str | None, offices: Mapping[int, str]) -> Value:
    if stored is None:
        return None
    match field:
        case Field.STATUS:
            return Status(stored)
        case Field.DEADLINE:
            return Deadline.decode(stored)
        case Field.LEAD_OFFICE:
            return offices.get(int(stored), "") if stored else ""
        case _:
            return stored


def deadline_steps(entries: Iterable[Entry]) -> list[DeadlineStep]:
    """How the deadline in force was reached, the first step first. `entries` as `story` gives them."""
    steps: list[DeadlineStep] = []
    for entry in reversed(list(entries)):
        for said in entry.said:
            if isinstance(said.new, Deadline):
                before = said.old if isinstance(said.old, Deadline) else None
                steps.append(DeadlineStep(before, said.new, entry.document_number))
    return steps


def urging(task_id: int) -> Urging:
    query = (
        select(func.count(distinct(Mail.mail_on)), func.max(Mail.mail_on))
        .join(Reminder, Reminder.mail_id == Mail.id)
        .where(Reminder.task_id == task_id, Mail.state == MailState.SENT)
    )
    times, last_on = db.session.execute(query).one()
    return Urging(times, last_on)
