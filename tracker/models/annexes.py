from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.models.directives import Directive
from tracker.models.users import User


class AnnexState(StrEnum):
    REHEARSED = "rehearsed"
    SAVED = "saved"
    UNDONE = "undone"


class Annex(Model):
    """An uploaded task annex: kept as it came, rehearsed with a person's choices, then saved whole."""

    __tablename__ = "annexes"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"))
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # What saving replaced beside the history: a task's printed words and its offices, for the undo.
    replaced: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    state: Mapped[AnnexState] = mapped_column(
        closed_set(AnnexState, "annex_state"), default=AnnexState.REHEARSED
    )
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    directive: Mapped[Directive | None] = relationship()
    uploaded_by: Mapped[User | None] = relationship()


class AnnexForm(Model):
    """How a person said that the columns of one form of annex are read: kept for the next one."""

    __tablename__ = "annex_forms"
    __table_args__ = (UniqueConstraint("committee_id", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    # SHA-256 of the header's words (domain/annexes/headers.py: form_of), which can be very long.
    form: Mapped[str] = mapped_column(String(64))
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
