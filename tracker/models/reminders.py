from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Model, UtcDateTime, closed_set
from tracker.domain.delivery import MailState, Trouble
from tracker.domain.notices import NoticeKind
from tracker.domain.reminder_ladder import Audience
from tracker.models.committees import Committee
from tracker.models.offices import Office
from tracker.models.tasks import Task
from tracker.models.users import User


class Mail(Model):
    """One message to one address on one morning, and how far it got."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("committee_id", "recipient", "mail_on"),
        Index("ix_mails_state_next_attempt", "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(200), default="")
    mail_on: Mapped[date]
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = mapped_column(
        closed_set(MailState, "mail_state"), default=MailState.PENDING
    )
    # Since it was planned, or since the secretary asked to send it again.
    waiting_since: Mapped[datetime] = mapped_column(UtcDateTime)
    # How often the server put it off; an outage of the server is not counted.
    deferrals: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Also the claim of the process that hands it over: only that process may say how it ended.
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[Trouble | None] = mapped_column(closed_set(Trouble, "trouble"))
    # In the server's own words.
    answer: Mapped[str] = mapped_column(Text, default="")
    # The secretary has dealt with a failed or uncertain one (by telephone, say).
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # A person stopped it; nobody but a person lets it go out again.
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # As it was handed over, for the page that shows it.
    subject: Mapped[str] = mapped_column(Text, default="")
    body_text: Mapped[str] = mapped_column(Text, default="")

    committee: Mapped[Committee] = relationship()
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)
    stopped_by: Mapped[User | None] = relationship(foreign_keys=stopped_by_id)
    reminders: Mapped[list["Reminder"]] = relationship(
        back_populates="mail", order_by="Reminder.id"
    )
    notices: Mapped[list["MailNotice"]] = relationship(order_by="MailNotice.id")


class Reminder(Model):
    """One owed item of the ladder: it is planned once, whatever runs how often."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("task_id", "recipient", "deadline_on", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    recipient: Mapped[str] = mapped_column(String(254))
    # The day that the stage counts from: the deadline, or the day of a returned report.
    deadline_on: Mapped[date]
    stage: Mapped[str] = mapped_column(String(40))
    audience: Mapped[Audience] = mapped_column(
        closed_set(Audience, "audience"), default=Audience.HEAD, server_default=Audience.HEAD
    )
    mail_id: Mapped[int] = mapped_column(ForeignKey("mails.id"), index=True)
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship()
    office: Mapped[Office] = relationship()
    mail: Mapped[Mail] = relationship(back_populates="reminders")


class MailNotice(Model):
    """One owed thing beside the ladder: see domain.notices. It is told to an address once."""

    __tablename__ = "mail_notices"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "counts_from", "recipient"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mails.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(closed_set(NoticeKind, "notice_kind"))
    subject_id: Mapped[int]
    counts_from: Mapped[date]
    recipient: Mapped[str] = mapped_column(String(254))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderRun(Model):
    """One run of planning and sending, so that a person sees when the last one was."""

    __tablename__ = "reminder_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    run_on: Mapped[date]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
