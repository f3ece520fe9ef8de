from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.reminder_ladder import Counted
from tracker.models.append_only import append_only
from tracker.models.users import User


@append_only
class LadderEdition(Model):
    """A committee's ladder of reminders as a person saved it; the last edition counts.

    Append-only: every change is a new edition, so it stays known who changed what, and when.
    """

    __tablename__ = "ladder_editions"
    __table_args__ = (UniqueConstraint("committee_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    edition: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    saved_by: Mapped[User | None] = relationship()
    steps: Mapped[list["LadderStep"]] = relationship(
        back_populates="edition", order_by="LadderStep.days"
    )


@append_only
class LadderStep(Model):
    """One step: see domain.reminder_ladder.Rung."""

    __tablename__ = "ladder_steps"
    __table_args__ = (UniqueConstraint("edition_id", "days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("ladder_editions.id"))
    days: Mapped[int]
    counted: Mapped[Counted] = mapped_column(closed_set(Counted, "counted"))
    every: Mapped[int | None]
    # Audience values, separated by spaces.
    audiences: Mapped[str] = mapped_column(String(100))
    since: Mapped[date | None]

    edition: Mapped[LadderEdition] = relationship(back_populates="steps")
