from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Model


class Directive(Model):
    """A document that assigns tasks, e.g. Kế hoạch 01-KH/BCĐ of 26/8/2025."""

    __tablename__ = "directives"
    __table_args__ = (UniqueConstraint("committee_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    number: Mapped[str] = mapped_column(String(100))
    issued_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(Text, default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
