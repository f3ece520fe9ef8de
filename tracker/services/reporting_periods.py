"""Which periodic reports are next, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.clock import office_day
from tracker.domain.reporting_periods import (
    Period,
    PeriodKind,
    monthly_period,
    periods_around,
)
from tracker.models import Committee
from tracker.queries.official_reports import issued_periods
from tracker.queries.tasks import first_assignment
from tracker.services.calendar import working_calendar


@dataclass(frozen=True, slots=True)
class DueReport:
    """A periodic report that was not issued yet; `is_late` once its day of sending has passed."""

    period: Period
    send_by: date
    is_late: bool


def reports_due(committee_id: int, today: date) -> Sequence[DueReport]:
    """The periodic reports of the last cut-off day that are missing, then those of the next one."""
    calendar = working_calendar(committee_id, today)
    issued = issued_periods(committee_id)
    missing = [one for one in periods_around(today) if (one.kind, one.ends_on) not in issued]
    dated = [(one, one.send_by(calendar)) for one in missing]
    return [DueReport(period, send_by, today > send_by) for period, send_by in dated]


def missed_reports(committee: Committee, today: date) -> Sequence[DueReport]:
    """Those that are late, of periods in which the list was kept here and had a task."""
    begun = first_assignment(committee.id)
    if begun is None:
        return []
    begun = max(begun, office_day(committee.created_at))
    due = reports_due(committee.id, today)
    return [one for one in due if one.is_late and begun <= one.period.ends_on]


def next_monthly(committee_id: int, today: date) -> DueReport:
    """The monthly report to be sent next: after a cut-off day that one, until it is issued or late."""
    coming = monthly_period(today)
    waiting = [
        one
        for one in reports_due(committee_id, today)
        if one.period.kind is PeriodKind.MONTH and not one.is_late
    ]
    if waiting:
        return waiting[0]
    return DueReport(coming, coming.send_by(working_calendar(committee_id, today)), is_late=False)
