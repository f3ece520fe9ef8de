from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.permissions import Role
from tracker.models.append_only import append_only
from tracker.models.offices import Office
from tracker.models.tasks import Task
from tracker.models.users import User


@append_only
class TaskComment(Model):
    """What the secretary and a head said to each other about a task. Append-only.

    Role and office are those in which it was said: people change both.
    """

    __tablename__ = "task_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Role] = mapped_column(closed_set(Role, "comment_role"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    text: Mapped[str] = mapped_column(Text)
    # The form that sent it: a second click finds the first one's row.
    form_key: Mapped[str | None] = mapped_column(String(36), unique=True)

    task: Mapped[Task] = relationship()
    written_by: Mapped[User] = relationship()
    office: Mapped[Office | None] = relationship()
