"""A task as it stood on day D, by what was known at moment K.

The rule: **of what was said by K about days up to D, the newest word stands.** A back-dated
completion therefore corrects the past from its day on, whatever was recorded in between, and asking
with an earlier K still gives what a signed report said. (docs/decisions/0003-newest-word.md)
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from tracker.domain.deadlines import Deadline
from tracker.domain.status import Status


class Field(StrEnum):
    """What a change is about. Figures depend on the first four."""

    EXISTENCE = "existence"
    STATUS = "status"
    DEADLINE = "deadline"
    LEAD_OFFICE = "lead_office"
    TITLE = "title"
    DELIVERABLE = "deliverable"
    ORDINAL = "ordinal"
    SECTION = "section"
    FIELD = "field"
    SUPPORTING = "supporting"


FIGURE_FIELDS = (Field.EXISTENCE, Field.STATUS, Field.DEADLINE, Field.LEAD_OFFICE)
ASSIGNED = "assigned"
REMOVED = "removed"
# So begin the reasons under which the program itself says again what stood before.
UNDO_OF_CHANGE = "Hoàn tác thay đổi ghi lúc"
UNDO_OF_ANNEX = "Hoàn tác nhập phụ lục"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a task's history; `id` is the order in which the lines were written."""

    id: int
    field: Field
    new: str
    effective_on: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TaskState:
    """What figures need to know of one task on one day."""

    status: Status
    status_since: date
    deadline: Deadline
    lead_office_id: int | None


def newest_word(
    changes: Iterable[Change], as_of: date, known_at: datetime | None
) -> dict[Field, Change]:
    """For each field the change that stands on the day `as_of`, as known at `known_at` (None: now)."""
    standing: dict[Field, Change] = {}
    for change in sorted(changes, key=lambda change: change.id):
        if change.effective_on <= as_of and (known_at is None or change.recorded_at <= known_at):
            standing[change.field] = change
    return standing


def restoring(changes: Iterable[Change], undone: Collection[int]) -> list[Change]:
    """What must be said again, in this order, so that every day reads as if `undone` (ids) had not
    been said. All `changes` are of one field.

    Nothing is taken out of a history: the words that stood before stand anew, each from its own day.
    """
    told = sorted(changes, key=lambda change: change.id)
    kept = [change for change in told if change.id not in undone]
    first = min(change.effective_on for change in told if change.id in undone)
    later = {change.effective_on for change in kept if change.effective_on > first}
    again: list[Change] = []
    for day in sorted({first, *later}):
        standing = [change for change in kept if change.effective_on <= day][-1:]
        if standing and standing != again[-1:]:
            again += standing
    return again


def taken_back(told: Iterable[tuple[int, datetime, str]]) -> set[int]:
    """Ids of the lines of one field that were undone, and of those that undid them.

    `told`: id, moment of recording and reason of each line, in the order in which they were written.
    What is undone is always what was said last, so an undo that was undone itself does nothing.
    """
    gone: set[int] = set()
    is_undone = False
    together = [
        ({line[0] for line in lines}, reason)
        for (_, reason), lines in groupby(told, key=lambda line: line[1:])
    ]
    for ids, reason in reversed(together):
        undoes = reason.startswith((UNDO_OF_CHANGE, UNDO_OF_ANNEX))
        if is_undone or undoes:
            gone |= ids
        is_undone = undoes and not is_undone
    return gone


def state_of(
    changes: Iterable[Change], as_of: date, known_at: datetime | None = None
) -> TaskState | None:
    """The task on that day; None where it was not assigned yet, or was removed."""
    return state_from(
        {
            field: (change.new, change.effective_on)
            for field, change in newest_word(changes, as_of, known_at).items()
        }
    )


def state_from(standing: dict[Field, tuple[str, date]]) -> TaskState | None:
    """Builds the state from the standing (value, since) of each figure field."""
    if standing.get(Field.EXISTENCE, (REMOVED, None))[0] != ASSIGNED:
        return None
    status, since = standing[Field.STATUS]
    lead = standing[Field.LEAD_OFFICE][0]
    return TaskState(
        status=Status(status),
        status_since=since,
        deadline=Deadline.decode(standing[Field.DEADLINE][0]),
        lead_office_id=int(lead) if lead else None,
    )
