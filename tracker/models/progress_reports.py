from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.status import Status
from tracker.models.offices import Office
from tracker.models.tasks import Task
from tracker.models.users import User


class ReportState(StrEnum):
    AWAITING = "awaiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ProgressReport(Model):
    """What an office says about its task; it changes the figures only once it is accepted."""

    __tablename__ = "progress_reports"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(state = 'awaiting') = (decided_at IS NULL)", name="decided"),
        # One open report per task: a second click finds the first one's row here.
        Index(
            "uq_progress_reports_awaiting",
            "task_id",
            unique=True,
            sqlite_where=text("state = 'awaiting'"),
            postgresql_where=text("state = 'awaiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The status before the report: a returned report brings it back.
    status_before: Mapped[Status] = mapped_column(closed_set(Status, "status_before"))
    status: Mapped[Status] = mapped_column(closed_set(Status, "reported_status"))
    percent: Mapped[int]
    effective_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    difficulties: Mapped[str] = mapped_column(Text, default="")
    proposals: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[ReportState] = mapped_column(
        closed_set(ReportState, "report_state"), default=ReportState.AWAITING
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(Text, default="")

    task: Mapped[Task] = relationship()
    office: Mapped[Office] = relationship()
    reported_by: Mapped[User] = relationship(foreign_keys=[reported_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
