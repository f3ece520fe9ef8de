"""What a committee has confirmed of its working calendar."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.calendar_year import SpecialDay, year_to_confirm
from tracker.models import CalendarDay, CalendarYear


def confirmed_days(committee_id: int) -> dict[int, list[SpecialDay]]:
    """{year: its special days} by the last edition of every confirmed year, in one query."""
    newest = (
        select(CalendarYear.year, func.max(CalendarYear.edition).label("edition"))
        .where(CalendarYear.committee_id == committee_id)
        .group_by(CalendarYear.year)
        .subquery()
    )
    rows = db.session.execute(
        select(CalendarYear.year, CalendarDay.day, CalendarDay.kind, CalendarDay.name)
        .join(CalendarYear.days)
        .join(
            newest,
            (CalendarYear.year == newest.c.year) & (CalendarYear.edition == newest.c.edition),
        )
        .where(CalendarYear.committee_id == committee_id)
        .order_by(CalendarDay.day)
    )
    found: dict[int, list[SpecialDay]] = {}
    for year, on, kind, name in rows:
        found.setdefault(year, []).append(SpecialDay(on, kind, name))
    return found


def editions(committee_id: int, year: int) -> Sequence[CalendarYear]:
    """Who confirmed the year and when, the last first, with the days."""
    query = (
        select(CalendarYear)
        .where(CalendarYear.committee_id == committee_id, CalendarYear.year == year)
        .order_by(CalendarYear.edition.desc())
        .options(joinedload(CalendarYear.confirmed_by), selectinload(CalendarYear.days))
    )
    return db.session.scalars(query).all()


def year_asked_for(committee_id: int, today: date) -> int | None:
    """The year that waits for the secretary's confirmation: from November on the next one."""
    year = year_to_confirm(today)
    confirmed = select(CalendarYear.id).where(
        CalendarYear.committee_id == committee_id, CalendarYear.year == year
    )
    return year if db.session.scalar(confirmed.limit(1)) is None else None
