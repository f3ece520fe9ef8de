"""What goes out on a morning: shown beforehand, or written into the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.config import Settings
from tracker.db import db, writing
from tracker.domain import reminder_policy
from tracker.domain.delivery import MailState
from tracker.domain.reminder_ladder import Ladder
from tracker.domain.reminder_policy import Item, Plan
from tracker.models import Committee, Mail, Office, Reminder
from tracker.queries.reminder_facts import (
    AddressBook,
    TaskWords,
    address_book,
    duties,
    ledger,
    served,
    task_words,
)
from tracker.services.calendar import working_calendar
from tracker.services.reminder_letters import Entry, entries_of, subject_of

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def ladder_for(committee_id: int, on: date) -> Ladder:
    """The default ladder, by the committee's working days around the day."""
    return Ladder(working_calendar(committee_id, on))


@dataclass(frozen=True, slots=True)
class Message:
    to: str
    name: str
    subject: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A task that nobody would hear of: its office has no head and no mailbox, or it has no office."""

    task: TaskWords
    office: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    on: date
    messages: tuple[Message, ...]
    unreachable: tuple[Unreachable, ...]


def preview(committee_id: int, *, on: date) -> Preview:
    """What would go out on the day, with what still waits from before; nothing is written."""
    book = address_book(committee_id)
    found = _owed(committee_id, book, on=on, with_pending=False)
    wanted = {item.task_id for items in found.messages.values() for item in items}
    words = task_words(wanted | {task_id for task_id, _ in found.unreachable})
    messages = []
    for recipient, items in found.messages.items():
        entries = entries_of(items, words, on)
        name = book[items[0].office_id][recipient]
        messages.append(Message(recipient, name, subject_of(entries, on), entries))
    return Preview(on, tuple(messages), _unreachable(found, words))


def _owed(committee_id: int, book: AddressBook, *, on: date, with_pending: bool) -> Plan:
    return reminder_policy.plan(
        duties(committee_id).values(),
        book,
        on=on,
        ladder=ladder_for(committee_id, on),
        ledger=ledger(committee_id, with_pending=with_pending),
        served=served(committee_id, on),
    )


def _unreachable(found: Plan, words: dict[int, TaskWords]) -> tuple[Unreachable, ...]:
    wanted = {office_id for _, office_id in found.unreachable if office_id is not None}
    names: dict[int, str] = {}
    if wanted:
        query = select(Office.id, Office.name).where(Office.id.in_(wanted))
        names = dict(db.session.execute(query).all())
    return tuple(
        Unreachable(words[task_id], names[office_id] if office_id is not None else None)
        for task_id, office_id in found.unreachable
    )


def plan(committee: Committee, *, on: date, now: datetime) -> int:
    """Write what is owed on the day into the ledger, once; the number of messages that got items."""
    with writing():
        # Planners of one committee take turns; the unique keys of the ledger stand behind that.
        db.session.refresh(committee, with_for_update={"key_share": True})
        book = address_book(committee.id)
        found = _owed(committee.id, book, on=on, with_pending=True)
        names = {to: book[items[0].office_id][to] for to, items in found.messages.items()}
        _insert_new(Mail, [_mail(committee, to, name, on, now) for to, name in names.items()])
        today, older = _waiting(committee.id, names, on)
        items = [item for to in today for item in found.messages[to]]
        _insert_new(Reminder, [_reminder(item, today[item.recipient], now) for item in items])
        _merge(older, today)
        return len(today)


def _mail(
    committee: Committee, recipient: str, name: str, on: date, now: datetime
) -> dict[str, Any]:
    return {
        "committee_id": committee.id,
        "recipient": recipient,
        "recipient_name": name,
        "mail_on": on,
        "message_id": _message_id(committee, recipient, on),
        "waiting_since": now,
    }


def _reminder(item: Item, mail_id: int, now: datetime) -> dict[str, Any]:
    return {
        "task_id": item.task_id,
        "office_id": item.office_id,
        "recipient": item.recipient,
        "deadline_on": item.counts_from,
        "stage": item.stage,
        "mail_id": mail_id,
        "planned_at": now,
    }


def _message_id(committee: Committee, recipient: str, on: date) -> str:
    """From the ledger's key, so that a second copy of a message is seen to be one."""
    settings: Settings = current_app.config["SETTINGS"]
    key = (committee.name, committee.created_at.isoformat(), recipient, on.isoformat())
    digest = sha256("\n".join(key).encode()).hexdigest()[:24]
    return f"<nhac-{digest}@{settings.mail_from.rpartition('@')[2]}>"


def _waiting(
    committee_id: int, recipients: Collection[str], on: date
) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Pending messages of these addresses, held until the transaction ends: (of this day, of before)."""
    rows = db.session.execute(
        select(Mail.id, Mail.recipient, Mail.mail_on)
        .where(
            Mail.committee_id == committee_id,
            Mail.state == MailState.PENDING,
            Mail.mail_on <= on,
        )
        .order_by(Mail.id)
        .with_for_update()
    ).all()
    mine = [row for row in rows if row.recipient in recipients]
    today = {row.recipient: row.id for row in mine if row.mail_on == on}
    return today, [(row.id, row.recipient) for row in mine if row.mail_on < on]


def _merge(older: Sequence[tuple[int, str]], today: dict[str, int]) -> None:
    """What still waits from an earlier morning goes into today's message: one per address, no flood."""
    for mail_id, recipient in older:
        if recipient in today:
            db.session.execute(
                update(Reminder)
                .where(Reminder.mail_id == mail_id)
                .values(mail_id=today[recipient])
                .execution_options(synchronize_session=False)
            )
            db.session.execute(
                update(Mail)
                .where(Mail.id == mail_id)
                .values(state=MailState.NOT_NEEDED, next_attempt_at=None)
                .execution_options(synchronize_session=False)
            )


def _insert_new(table: type[Mail | Reminder], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert = _INSERT[db.engine.dialect.name]
        db.session.execute(insert(table).on_conflict_do_nothing(), rows)
