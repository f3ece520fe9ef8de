from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.models.committees import Committee
from tracker.models.users import User


class SummaryLink(Model):
    """An address that shows a committee's summary to whoever has it, until a day or its withdrawal.

    Only a digest of its secret part is kept: a copied database opens nothing.
    """

    __tablename__ = "summary_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    # For whom it was made.
    label: Mapped[str] = mapped_column(String(200))
    last_day: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    committee: Mapped[Committee] = relationship()
    created_by: Mapped[User] = relationship()
