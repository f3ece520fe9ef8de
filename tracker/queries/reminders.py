"""How the mail is doing: the messages, what was not delivered, when the last run was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Mail, Reminder, ReminderRun

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class MailPage:
    mails: Sequence[Mail]
    number: int
    pages: int


def undelivered(committee_id: int) -> Sequence[Mail]:
    """Failed and uncertain messages that nobody has dealt with yet, newest first."""
    query = (
        select(Mail)
        .where(_needs_a_person(committee_id))
        .order_by(Mail.mail_on.desc(), Mail.id.desc())
    )
    return db.session.scalars(query).all()


def _needs_a_person(committee_id: int) -> ColumnElement[bool]:
    return and_(
        Mail.committee_id == committee_id,
        Mail.state.in_((MailState.FAILED, MailState.UNCERTAIN)),
        Mail.settled_at.is_(None),
    )


def last_run(committee_id: int) -> ReminderRun | None:
    """The newest run of planning and sending; one that died has no `finished_at`."""
    query = (
        select(ReminderRun)
        .where(ReminderRun.committee_id == committee_id)
        .order_by(ReminderRun.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def has_run(committee_id: int, on: date) -> bool:
    """Was there a run for that day that came to its end?"""
    done = select(ReminderRun.id).where(
        ReminderRun.committee_id == committee_id,
        ReminderRun.run_on == on,
        ReminderRun.finished_at.is_not(None),
        ReminderRun.error == "",
    )
    return db.session.scalar(done.limit(1)) is not None


def counts_by_state(committee_id: int) -> dict[MailState, int]:
    rows = db.session.execute(
        select(Mail.state, func.count())
        .where(Mail.committee_id == committee_id)
        .group_by(Mail.state)
    )
    return dict(rows.all())


def mail_page(committee_id: int, state: MailState | None, number: int) -> MailPage:
    """Messages, newest first, with their items and tasks."""
    wanted = Mail.committee_id == committee_id
    if state is not None:
        wanted = and_(wanted, Mail.state == state)
    total = db.session.scalar(select(func.count()).select_from(Mail).where(wanted)) or 0
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(number, 1), pages)
    query = (
        select(Mail)
        .where(wanted)
        .order_by(Mail.mail_on.desc(), Mail.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
        .options(selectinload(Mail.reminders).joinedload(Reminder.task), selectinload(Mail.notices))
    )
    return MailPage(db.session.scalars(query).all(), number, pages)


def mails_about(task_id: int, most: int) -> Sequence[Mail]:
    """The newest messages with this task in them."""
    query = (
        select(Mail)
        .where(Mail.reminders.any(Reminder.task_id == task_id))
        .order_by(Mail.mail_on.desc(), Mail.id.desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


def mail_in(committee_id: int, mail_id: int) -> Mail | None:
    query = (
        select(Mail)
        .where(Mail.id == mail_id, Mail.committee_id == committee_id)
        .options(
            selectinload(Mail.reminders).joinedload(Reminder.task),
            joinedload(Mail.settled_by),
            joinedload(Mail.stopped_by),
        )
    )
    return db.session.scalar(query)
