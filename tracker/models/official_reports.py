from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.reporting_periods import PeriodKind
from tracker.models.committees import Committee
from tracker.models.users import User


class Stage(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class Report(Model):
    """An official report: drafted, then issued with its figures and files, which never change.

    A report that was replaced stays as it is: the one that replaces it names it.
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint(
            "stage = 'draft' OR (number <> '' AND issued_on IS NOT NULL AND issued_at IS NOT NULL"
            " AND known_at IS NOT NULL AND docx IS NOT NULL AND xlsx IS NOT NULL)",
            name="issued_whole",
        ),
        Index(
            "uq_reports_replaces",
            "replaces_id",
            unique=True,
            sqlite_where=text("stage = 'issued'"),
            postgresql_where=text("stage = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    kind: Mapped[PeriodKind] = mapped_column(closed_set(PeriodKind, "period_kind"))
    # The period's cut-off day; None for a report that was asked for ad hoc.
    ends_on: Mapped[date | None]
    as_of: Mapped[date]
    known_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # active_history: the guard below has to know what stood before.
    stage: Mapped[Stage] = mapped_column(
        closed_set(Stage, "stage"), default=Stage.DRAFT, active_history=True
    )
    # As printed: "217/BC-UBND".
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    docx: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    xlsx: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # Which version of the office's own Word file it was made with; None: the default form.
    template_number: Mapped[int | None]
    docx_sha256: Mapped[str] = mapped_column(String(64), default="")
    xlsx_sha256: Mapped[str] = mapped_column(String(64), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    version: Mapped[int] = mapped_column(default=1)

    committee: Mapped[Committee] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    issued_by: Mapped[User | None] = relationship(foreign_keys=[issued_by_id])
    replaces: Mapped["Report | None"] = relationship(remote_side=[id])


@event.listens_for(Report, "before_update")
@event.listens_for(Report, "before_delete")
def _refuse_to_change_what_was_issued(
    _mapper: Mapper[Report], _connection: Connection, report: Report
) -> None:
    """A signed report is a document: nobody's mistake in the code may touch its row."""
    stage = inspect(report).attrs.stage.load_history()
    if Stage.ISSUED in (*stage.unchanged, *stage.deleted):
        raise RuntimeError(f"report {report.id} was issued: it is not changed any more")
