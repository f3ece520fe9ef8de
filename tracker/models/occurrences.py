from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.models.tasks import Task
from tracker.models.users import User


class TaskOccurrence(Model):
    """That one due day of a recurring task was met, on which day, and who recorded it.

    A row is never altered: a mistake is withdrawn, which is recorded too, and written anew.
    """

    __tablename__ = "task_occurrences"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NOT NULL OR withdrawn_by_id IS NULL", name="withdrawn_by"),
        # One word in force for each due day: a second click finds the first one's row here.
        Index(
            "uq_task_occurrences_standing",
            "task_id",
            "due_on",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    due_on: Mapped[date]
    completed_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    task: Mapped[Task] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
