from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.calendar_year import LONGEST_NAME, DayKind
from tracker.models.append_only import append_only
from tracker.models.users import User


@append_only
class CalendarYear(Model):
    """A committee's working calendar of one year as a person confirmed it; the last edition counts.

    Append-only: a correction is a new edition, so it stays known who confirmed what, and when.
    """

    __tablename__ = "calendar_years"
    __table_args__ = (UniqueConstraint("committee_id", "year", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    year: Mapped[int]
    edition: Mapped[int]
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    confirmed_by: Mapped[User | None] = relationship()
    days: Mapped[list["CalendarDay"]] = relationship(
        back_populates="calendar_year", order_by="CalendarDay.day"
    )


@append_only
class CalendarDay(Model):
    """A day off, or a weekend day worked in exchange."""

    __tablename__ = "calendar_days"
    __table_args__ = (UniqueConstraint("calendar_year_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_year_id: Mapped[int] = mapped_column(ForeignKey("calendar_years.id"))
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(closed_set(DayKind, "day_kind"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")

    calendar_year: Mapped[CalendarYear] = relationship(back_populates="days")
