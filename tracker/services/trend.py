"""The figures week by week, up to a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.figures import Tally, tally
from tracker.domain.history import TaskState

WEEKS = 12


@dataclass(frozen=True, slots=True)
class TrendPoint:
    day: date
    tally: Tally


def weeks_before(as_of: date) -> Sequence[date]:
    """The last twelve weeks up to `as_of`, the oldest first."""
    return [as_of - timedelta(weeks=weeks) for weeks in range(WEEKS - 1, -1, -1)]


def trend(
    stood: Mapping[date, Mapping[int, TaskState]], as_of: date, due_soon_days: int
) -> Sequence[TrendPoint]:
    """The weeks out of `queries.trend.states_on`; those before the first task are left out."""
    points = [
        TrendPoint(day, tally(stood[day].values(), day, due_soon_days))
        for day in weeks_before(as_of)
    ]
    return [point for point in points if point.tally.total]
