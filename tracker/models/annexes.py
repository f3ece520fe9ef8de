from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.models.directives import Directive


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
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[AnnexState] = mapped_column(
        closed_set(AnnexState, "annex_state"), default=AnnexState.REHEARSED
    )
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    directive: Mapped[Directive | None] = relationship()
