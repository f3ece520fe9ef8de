"""A recurring task falls due again and again; every due day has its own completion.

`since` is the day from which the rule is followed here: due days before it are nobody's debt.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.errors import N_
from tracker.domain.recurrence import Recurrence

_ONE = timedelta(days=1)
# Every rule has a due day within so many days.
_A_YEAR = timedelta(days=366)


class OccurrenceState(StrEnum):
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    OPEN = "open"
    UPCOMING = "upcoming"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    OccurrenceState.DONE_ON_TIME: N_("Hoàn thành đúng hạn"),
    OccurrenceState.DONE_LATE: N_("Hoàn thành quá hạn"),
    OccurrenceState.OVERDUE: N_("Quá hạn"),
    OccurrenceState.OPEN: N_("Trong hạn"),
    OccurrenceState.UPCOMING: N_("Kỳ sau"),
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due day as of a day; `completed_on` is None where it was not done by then."""

    due_on: date
    completed_on: date | None
    state: OccurrenceState


def next_due(rule: Recurrence, on: date) -> date:
    """The first due day on or after `on`."""
    return rule.occurrences(on, on + _A_YEAR)[0]


def coming_days(rule: Recurrence, on: date, count: int) -> list[date]:
    """So many due days from `on` on."""
    found: list[date] = []
    while len(found) < count:
        found.append(next_due(rule, found[-1] + _ONE if found else on))
    return found


def due_days(rule: Recurrence, since: date, on: date) -> list[date]:
    """What had to be done, or is being done on the day `on`: up to the next due day."""
    return rule.occurrences(since, next_due(rule, max(since, on)))


def oldest_open(rule: Recurrence, since: date, completed: Container[date]) -> date:
    """The first due day that is not completed: what the office owes before all others."""
    while True:
        for day in rule.occurrences(since, since + _A_YEAR):
            if day not in completed:
                return day
        since += _A_YEAR + _ONE


def occurrences(
    rule: Recurrence, since: date, completed: Mapping[date, date], *, on: date
) -> list[Occurrence]:
    """Every due day as of `on`, oldest first, and the one to come where the present one is done.

    `completed`: {due day: day on which it was met}.
    """
    days = due_days(rule, since, on)
    if completed.get(days[-1], on + _ONE) <= on:
        days.append(next_due(rule, days[-1] + _ONE))
    return [_occurrence(day, completed.get(day), on, present=next_due(rule, on)) for day in days]


def _occurrence(day: date, completed_on: date | None, on: date, present: date) -> Occurrence:
    if completed_on is not None and completed_on <= on:
        on_time = completed_on <= day
        state = OccurrenceState.DONE_ON_TIME if on_time else OccurrenceState.DONE_LATE
        return Occurrence(day, completed_on, state)
    if day < on:
        return Occurrence(day, None, OccurrenceState.OVERDUE)
    return Occurrence(
        day, None, OccurrenceState.OPEN if day == present else OccurrenceState.UPCOMING
    )
