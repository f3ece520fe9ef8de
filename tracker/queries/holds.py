"""Which reminder mail is on hold: all of a committee's, that about one task, or one message."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.models import Mail, MailHold


def _on(on: date) -> ColumnElement[bool]:
    return and_(MailHold.lifted_at.is_(None), MailHold.first_day <= on, MailHold.last_day >= on)


def hold_on(committee_id: int, on: date) -> MailHold | None:
    """The hold of all the committee's mail on that day, the one that lasts longest."""
    query = (
        select(MailHold)
        .where(MailHold.committee_id == committee_id, MailHold.task_id.is_(None), _on(on))
        .order_by(MailHold.last_day.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def held_days(committee_id: int, since: date) -> set[date]:
    """The days from `since` on for which all the committee's mail is on hold."""
    query = select(MailHold.first_day, MailHold.last_day).where(
        MailHold.committee_id == committee_id,
        MailHold.task_id.is_(None),
        MailHold.lifted_at.is_(None),
        MailHold.last_day >= since,
    )
    return {
        first + timedelta(days=n)
        for first, last in db.session.execute(query)
        for n in range((last - first).days + 1)
    }


def held_tasks(committee_id: int, on: date) -> set[int]:
    """The tasks that are not urged on that day."""
    query = select(MailHold.task_id).where(
        MailHold.committee_id == committee_id, MailHold.task_id.is_not(None), _on(on)
    )
    return {task_id for task_id in db.session.scalars(query) if task_id is not None}


def not_held(on: date) -> ColumnElement[bool]:
    """Over Mail: nobody stopped the message, and the committee's mail is not on hold that day."""
    committee_hold = exists().where(
        MailHold.committee_id == Mail.committee_id, MailHold.task_id.is_(None), _on(on)
    )
    return and_(Mail.stopped_at.is_(None), ~committee_hold)


def holds_of(committee_id: int, since: date) -> Sequence[MailHold]:
    """Holds that stand and are not over before `since`: of all mail first, then of tasks."""
    query = (
        select(MailHold)
        .where(
            MailHold.committee_id == committee_id,
            MailHold.lifted_at.is_(None),
            MailHold.last_day >= since,
        )
        .order_by(MailHold.task_id.is_not(None), MailHold.first_day, MailHold.id)
        .options(joinedload(MailHold.task), joinedload(MailHold.placed_by))
    )
    return db.session.scalars(query).all()


def hold_of_task(task_id: int, since: date) -> MailHold | None:
    """The standing hold of one task that is not over before `since`."""
    query = (
        select(MailHold)
        .where(
            MailHold.task_id == task_id,
            MailHold.lifted_at.is_(None),
            MailHold.last_day >= since,
        )
        .order_by(MailHold.last_day.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def hold_in(committee_id: int, hold_id: int) -> MailHold | None:
    return db.session.scalar(
        select(MailHold).where(MailHold.id == hold_id, MailHold.committee_id == committee_id)
    )
