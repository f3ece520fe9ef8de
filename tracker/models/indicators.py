from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import About, Direction, IndicatorKind
from tracker.models.append_only import append_only
from tracker.models.offices import Office
from tracker.models.users import User


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number as its digits: SQLite would keep a float and lose what was typed."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Indicator(Model):
    """A number that a committee follows beside its tasks; what it says is in its statements."""

    __tablename__ = "indicators"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 2", name="decimals"),
        CheckConstraint("due_day BETWEEN 1 AND 31", name="due_day"),
        Index("ix_indicators_committee_position", "committee_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    unit: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[IndicatorKind] = mapped_column(closed_set(IndicatorKind, "indicator_kind"))
    # What the two numbers of a ratio count: "Hồ sơ trực tuyến" of "Tổng số hồ sơ".
    part_name: Mapped[str] = mapped_column(String(200), default="")
    whole_name: Mapped[str] = mapped_column(String(200), default="")
    decimals: Mapped[int] = mapped_column(default=0)
    direction: Mapped[Direction] = mapped_column(closed_set(Direction, "direction"))
    rhythm: Mapped[Rhythm] = mapped_column(closed_set(Rhythm, "rhythm"))
    due_day: Mapped[int] = mapped_column(default=14)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office | None] = relationship()


@append_only
class IndicatorStatement(Model):
    """Append-only: a value of one day, a year's target, or that the indicator was given up.

    `effective_on` is the day of the value, 1 January of the target's year, or the day from which
    the indicator is (not) followed. A value or target without `amount` takes back what stood there.
    """

    __tablename__ = "indicator_statements"
    __table_args__ = (
        CheckConstraint("whole IS NULL OR amount IS NOT NULL", name="whole_of_a_part"),
        Index("ix_indicator_statements_day", "indicator_id", "about", "effective_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    about: Mapped[About] = mapped_column(closed_set(About, "about"))
    effective_on: Mapped[date]
    amount: Mapped[Decimal | None] = mapped_column(ExactNumber)
    whole: Mapped[Decimal | None] = mapped_column(ExactNumber)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    document_number: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    recorded_by: Mapped[User | None] = relationship()
