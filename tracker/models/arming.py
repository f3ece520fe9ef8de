from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime
from tracker.models.append_only import append_only
from tracker.models.users import User


@append_only
class MailArming(Model):
    """That a person let this database send mail; the newest counts. Append-only."""

    __tablename__ = "mail_armings"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Stands in the instance folder too: see services/arming.py.
    token: Mapped[str] = mapped_column(String(64))
    armed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None: from the command line.
    armed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    armed_by: Mapped[User | None] = relationship()
