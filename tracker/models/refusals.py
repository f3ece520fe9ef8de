from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.models.offices import Office
from tracker.models.tasks import Task
from tracker.models.users import User


class Refusal(Model):
    """An office says that a task is not its own. Nothing in it is altered but that it was seen."""

    __tablename__ = "refusals"
    __table_args__ = (CheckConstraint("(seen_at IS NULL) = (seen_by_id IS NULL)", name="seen"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    # A secretary has looked at it and leaves the task where it is.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    task: Mapped[Task] = relationship()
    office: Mapped[Office] = relationship()
    said_by: Mapped[User] = relationship(foreign_keys=said_by_id)
    seen_by: Mapped[User | None] = relationship(foreign_keys=seen_by_id)
