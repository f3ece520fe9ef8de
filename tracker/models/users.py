from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.notices import SummaryPace
from tracker.domain.permissions import Role
from tracker.models.committees import Committee
from tracker.models.offices import Office


class User(UserMixin, Model):
    """A person with an account. The e-mail address is stored in lower case."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.id"
    )

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


class Membership(Model):
    """The role of a user in one committee; a head of an office names the office."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("user_id", "committee_id"),
        CheckConstraint("role <> 'head' OR office_id IS NOT NULL", name="head_has_office"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    role: Mapped[Role] = mapped_column(closed_set(Role, "role"))
    # The columns of the task list that the person chose, by name; None for the usual ones.
    task_columns: Mapped[str | None] = mapped_column(String(200))
    # How often a leader gets the figures by mail, while the committee sends them at all.
    summary_pace: Mapped[SummaryPace] = mapped_column(
        closed_set(SummaryPace, "summary_pace"),
        default=SummaryPace.WEEKLY,
        server_default=SummaryPace.WEEKLY.value,
    )

    user: Mapped[User] = relationship(back_populates="memberships")
    committee: Mapped[Committee] = relationship()
    office: Mapped[Office | None] = relationship()


class SignInFailure(Model):
    """One refused sign-in: the brake on repeated failures counts these, in every process alike."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (
        Index("ix_sign_in_failures_email_at", "email", "at"),
        Index("ix_sign_in_failures_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInSession(Model):
    """A browser that is signed in. Without its row a session cookie, copied or not, is worth nothing.

    `key_digest`: SHA-256 of the key in the cookie, so that the database does not open sessions.
    """

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
