from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.permissions import Role
from tracker.domain.recurrence import Recurrence
from tracker.domain.status import Status
from tracker.models.evidence import Evidence
from tracker.models.offices import Office
from tracker.models.tasks import Task
from tracker.models.users import User


class ReportState(StrEnum):
    AWAITING = "awaiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    # Taken back by the office, which sent another one in its place.
    WITHDRAWN = "withdrawn"


class ProgressReport(Model):
    """What an office says about its task; it changes the figures only once it is accepted.

    A statement: nothing in it is altered. A correction is another one.
    """

    __tablename__ = "progress_reports"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("accepted_percent BETWEEN 0 AND 100", name="accepted_percent"),
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
    # Somebody who stood in for the head of the office.
    by_substitute: Mapped[bool] = mapped_column(default=False)
    # Through the link in a letter, without signing in.
    by_link: Mapped[bool] = mapped_column(default=False)
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
    document_on: Mapped[date | None]
    link: Mapped[str] = mapped_column(String(500), default="")
    # Why there is no evidence, where the task asks for a product.
    no_evidence: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ReportState] = mapped_column(
        closed_set(ReportState, "report_state"), default=ReportState.AWAITING
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_as: Mapped[Role | None] = mapped_column(closed_set(Role, "decided_as"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    # What was accepted, where it is not what was reported.
    accepted_status: Mapped[Status | None] = mapped_column(closed_set(Status, "accepted_status"))
    accepted_percent: Mapped[int | None]

    task: Mapped[Task] = relationship()
    office: Mapped[Office] = relationship()
    reported_by: Mapped[User] = relationship(foreign_keys=[reported_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    evidence: Mapped[list[Evidence]] = relationship(order_by=Evidence.id)

    @property
    def is_partly_accepted(self) -> bool:
        return self.accepted_status is not None

    @property
    def shows_result(self) -> bool:
        """Is there anything to look at, or a word on why there is not?"""
        return bool(self.document_number or self.link or self.no_evidence or self.evidence)


class ReportDraft(Model):
    """What a person has typed of a report and not sent yet: the form's own words, unchecked."""

    __tablename__ = "report_drafts"
    __table_args__ = (UniqueConstraint("task_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    typed: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReportRhythm(Model):
    """How often a task's office must report, whatever the task's deadline."""

    __tablename__ = "report_rhythms"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    rule_code: Mapped[str] = mapped_column(String(60))
    # Due days before it are nobody's debt.
    since: Mapped[date]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship()

    @property
    def rule(self) -> Recurrence:
        return Recurrence.decode(self.rule_code)


# What the secretary's decision adds to a report, or its office that takes it back.
_DECISION = frozenset(
    {
        "state",
        "decided_by_id",
        "decided_as",
        "decided_at",
        "decision_reason",
        "accepted_status",
        "accepted_percent",
    }
)


@event.listens_for(ProgressReport, "before_update")
def _refuse_to_change_what_was_said(
    mapper: Mapper[ProgressReport], _connection: Connection, report: ProgressReport
) -> None:
    """A statement stays as it was said: nobody's mistake in the code may touch it."""
    attrs = inspect(report).attrs
    changed = {
        column.key for column in mapper.column_attrs if attrs[column.key].history.has_changes()
    }
    if not changed <= _DECISION:
        raise RuntimeError(f"progress report {report.id} is not changed any more: {changed}")


@event.listens_for(ProgressReport, "before_delete")
def _refuse_to_unsay(
    _mapper: Mapper[ProgressReport], _connection: Connection, report: ProgressReport
) -> None:
    raise RuntimeError(f"progress report {report.id} is never deleted")
