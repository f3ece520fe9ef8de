from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime


class Committee(Model):
    """A steering committee (Ban Chỉ đạo): the boundary of everything that it records."""

    __tablename__ = "committees"
    __table_args__ = (
        CheckConstraint("percent_decimals BETWEEN 0 AND 2", name="percent_decimals"),
        CheckConstraint("due_soon_days BETWEEN 1 AND 60", name="due_soon_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    name: Mapped[str] = mapped_column(String(200), unique=True)
    # The letterhead and the signature of its papers (NĐ 30/2020/NĐ-CP); lines are separated by "\n".
    issuer: Mapped[str] = mapped_column(Text, default="")
    issuer_code: Mapped[str] = mapped_column(String(40), default="UBND")
    place: Mapped[str] = mapped_column(String(100), default="")
    signer: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    percent_decimals: Mapped[int] = mapped_column(default=0)
    due_soon_days: Mapped[int] = mapped_column(default=7)
    # Mail beside the reminders: the figures to leaders, weekly or monthly as each of them chose
    # (Membership.summary_pace), and what waits for them to secretaries.
    summary_mail: Mapped[bool] = mapped_column(
        "weekly_summary", default=True, server_default=true()
    )
    secretary_mail: Mapped[bool] = mapped_column(default=True, server_default=true())
    # The sample installation may be reset; a real one never.
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    parent: Mapped["Committee | None"] = relationship(remote_side=[id])
