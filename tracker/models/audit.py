from datetime import datetime

from sqlalchemy import Enum, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.domain.audit import AuditAction
from tracker.models.append_only import append_only
from tracker.models.users import User


@append_only
class AuditEntry(Model):
    """One line of the audit log. Append-only: triggers in both databases hold it (migration 0003).

    Persons are named by their account, never in words, so that their data can be removed.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_committee_at", "committee_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: it concerns the whole installation, such as a refused sign-in of nobody known.
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # No CHECK: a new action must not need the log's table to be written anew.
    action: Mapped[AuditAction] = mapped_column(
        Enum(
            AuditAction,
            native_enum=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        )
    )
    about_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    subject: Mapped[str] = mapped_column(String(300), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(64), default="")

    by: Mapped[User | None] = relationship(foreign_keys=[by_id])
    about: Mapped[User | None] = relationship(foreign_keys=[about_id])
