from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.models.users import User


class ReportTemplate(Model):
    """A version of the office's own Word file for its reports; versions are never changed."""

    __tablename__ = "report_templates"
    __table_args__ = (
        UniqueConstraint("committee_id", "number"),
        # At most one is in use; where none is, the default form is.
        Index(
            "uq_report_templates_active",
            "committee_id",
            unique=True,
            sqlite_where=text("is_active"),
            postgresql_where=text("is_active"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    # Counts the versions of a committee from 1; an issued report names the one that it was made with.
    number: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    is_active: Mapped[bool] = mapped_column(default=False)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    uploaded_by: Mapped[User | None] = relationship()
