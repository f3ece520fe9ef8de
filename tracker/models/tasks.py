from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models.append_only import append_only
from tracker.models.directives import Directive
from tracker.models.offices import Office
from tracker.models.users import User


class Task(Model):
    """A task as it stands now. The columns under "the present" follow from its TaskChanges;
    `flask check` proves it."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(deadline_kind = 'dated') = (deadline_on IS NOT NULL)", name="dated"),
        CheckConstraint("(status = 'completed') = (percent = 100)", name="completed_is_100"),
        Index("ix_tasks_committee_status_deadline", "committee_id", "status", "deadline_on"),
        # The figures of the list are counted from this index alone: see queries/present_list.py.
        Index(
            "ix_tasks_list",
            "committee_id",
            "removed_on",
            "status",
            "deadline_code",
            "deadline_on",
            "status_since",
            "lead_office_id",
        ),
        Index("uq_tasks_form_key", "form_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    directive_id: Mapped[int] = mapped_column(ForeignKey("directives.id"), index=True)
    annex_id: Mapped[int | None] = mapped_column(ForeignKey("annexes.id"), index=True)
    # As printed in the annex, and the order in which it stood there.
    ordinal: Mapped[str] = mapped_column(String(40), default="")
    position: Mapped[int] = mapped_column(default=0)
    section: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text)
    deliverable: Mapped[str] = mapped_column(Text, default="")
    field: Mapped[str] = mapped_column(String(100), default="")
    # The owners and the deadline as printed: kept even where they could not be read.
    lead_text: Mapped[str] = mapped_column(Text, default="")
    supporting_text: Mapped[str] = mapped_column(Text, default="")
    deadline_text: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The form that added it: a second click finds the first one's row.
    form_key: Mapped[str | None] = mapped_column(String(36))

    # The present.
    assigned_on: Mapped[date]
    removed_on: Mapped[date | None]
    status: Mapped[Status] = mapped_column(closed_set(Status, "status"))
    status_since: Mapped[date]
    percent: Mapped[int] = mapped_column(default=0)
    lead_office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    deadline_kind: Mapped[DeadlineKind] = mapped_column(closed_set(DeadlineKind, "deadline_kind"))
    deadline_on: Mapped[date | None]
    deadline_code: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(default=1)

    directive: Mapped[Directive] = relationship()
    lead_office: Mapped[Office | None] = relationship()
    offices: Mapped[list["TaskOffice"]] = relationship(
        back_populates="task", cascade="all, delete-orphan", order_by="TaskOffice.position"
    )
    changes: Mapped[list["TaskChange"]] = relationship(
        back_populates="task", order_by="TaskChange.id"
    )

    @property
    def deadline(self) -> Deadline:
        return Deadline.decode(self.deadline_code)

    @property
    def office_ids(self) -> frozenset[int]:
        """The offices that lead it or take part in it."""
        lead = {self.lead_office_id} if self.lead_office_id else set()
        return frozenset(lead | {part.office_id for part in self.offices})


class Part(StrEnum):
    CO_LEAD = "co_lead"
    SUPPORTING = "supporting"


class TaskOffice(Model):
    """An office that takes part in a task beside its lead office."""

    __tablename__ = "task_offices"
    __table_args__ = (UniqueConstraint("task_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    part: Mapped[Part] = mapped_column(closed_set(Part, "part"))
    position: Mapped[int] = mapped_column(default=0)

    task: Mapped[Task] = relationship(back_populates="offices")
    office: Mapped[Office] = relationship()


@append_only
class TaskChange(Model):
    """Append-only: what was said of a task, from which day it holds, when and by whom it was said.

    Values: existence "assigned" | "removed"; status a Status; deadline `Deadline.encode()`;
    lead_office an office's id, or "" for none; words as they are; supporting the offices' names.
    `old` is what stood before, for the reader.
    """

    __tablename__ = "task_changes"
    __table_args__ = (
        # Serves "the newest word on a day": see queries/history.py.
        Index("ix_task_changes_task_field", "task_id", "field", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    field: Mapped[Field] = mapped_column(closed_set(Field, "field"))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)
    percent: Mapped[int | None]
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(String(100), default="")
    # The annex that brought the change: undoing it takes exactly these back.
    annex_id: Mapped[int | None] = mapped_column(ForeignKey("annexes.id"), index=True)

    task: Mapped[Task] = relationship(back_populates="changes")
    recorded_by: Mapped[User | None] = relationship()
