"""The figures week by week, up to a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.figures import Tally, tally
from tracker.models import Committee
from tracker.queries.trend import states_on

WEEKS = 12


@dataclass(frozen=True, slots=True)
class TrendPoint:
    day: date
    tally: Tally


def trend(
    committee: Committee, *, as_of: date, known_at: datetime | None = None
) -> Sequence[TrendPoint]:
    """The last twelve weeks up to `as_of`, the oldest first; weeks before the first task are left out."""
    days = [as_of - timedelta(weeks=weeks) for weeks in range(WEEKS - 1, -1, -1)]
    stood = states_on(committee.id, days, known_at)
    points = [TrendPoint(day, tally(stood[day], day, committee.due_soon_days)) for day in days]
    return [point for point in points if point.tally.total]
