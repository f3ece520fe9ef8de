"""The committee's working calendar: what is in force, and its confirmation by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.adapters.public_holidays import suggested_days
from tracker.db import db, writing
from tracker.domain.calendar_year import SpecialDay, calendar_of, check_year
from tracker.domain.errors import N_, Stale
from tracker.domain.working_days import WorkingCalendar
from tracker.models import CalendarDay, CalendarYear, Committee, User
from tracker.queries.calendar import confirmed_days, editions
from tracker.services.turns import take_turn

# Fixed, so that working days since an old deadline are counted alike in every year.
FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class YearInForce:
    """The days that count now, and their confirmations; none while they are a suggestion."""

    year: int
    days: tuple[SpecialDay, ...]
    editions: Sequence[CalendarYear]

    @property
    def edition(self) -> int:
        """What a person has seen who looks at it; 0 for the suggestion."""
        return self.editions[0].edition if self.editions else 0


def working_calendar(
    committee_id: int, around: date, instead: tuple[int, Sequence[SpecialDay]] | None = None
) -> WorkingCalendar:
    """Confirmed years as confirmed, the others as suggested, from 2020 to the year after `around`.

    `instead`: a year and the days to try for it.
    """
    confirmed = confirmed_days(committee_id)
    years: dict[int, Sequence[SpecialDay]] = {
        year: confirmed.get(year) or suggested_days(year)
        for year in range(FIRST_YEAR, around.year + 2)
    }
    if instead is not None:
        years[instead[0]] = instead[1]
    return calendar_of(day for days in years.values() for day in days)


def year_in_force(committee_id: int, year: int) -> YearInForce:
    """The newest confirmed edition of the year, else what the library suggests."""
    found = editions(committee_id, year)
    if not found:
        return YearInForce(year, suggested_days(year), ())
    days = tuple(SpecialDay(day.day, day.kind, day.name) for day in found[0].days)
    return YearInForce(year, days, found)


def confirm_year(
    committee: Committee,
    year: int,
    days: Sequence[SpecialDay],
    *,
    seen_edition: int,
    at: datetime,
    by: User,
) -> CalendarYear:
    """From now on the year has exactly these special days.

    Raises RuleBroken (see domain.calendar_year) and Stale where another edition came meanwhile.
    """
    check_year(year, days)
    with writing():
        take_turn(committee.id)
        _not_overtaken(committee.id, year, seen_edition)
        confirmed = CalendarYear(
            committee_id=committee.id,
            year=year,
            edition=seen_edition + 1,
            confirmed_at=at,
            confirmed_by=by,
            days=[CalendarDay(day=day.on, kind=day.kind, name=day.name) for day in sorted(days)],
        )
        db.session.add(confirmed)
        return confirmed


def _not_overtaken(committee_id: int, year: int, seen_edition: int) -> None:
    if year_in_force(committee_id, year).edition != seen_edition:
        raise Stale(
            N_(
                "Người khác vừa xác nhận lịch năm %(year)s. Nội dung bạn nhập được giữ lại: "
                "hãy so với lịch mới rồi xác nhận lại."
            ),
            year=year,
        )
