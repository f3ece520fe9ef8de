"""What goes out on a morning: shown beforehand, or written into the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.config.current import current_settings
from tracker.db import db, writing
from tracker.domain.delivery import MailState
from tracker.domain.notices import Notice
from tracker.domain.reminder_policy import Item
from tracker.models import Committee, Mail, MailHold, MailNotice, Office, Reminder
from tracker.queries.holds import hold_on
from tracker.queries.reminder_facts import TaskWords, task_words
from tracker.services.reminder_contents import Contents, Entry, contents, desk_for
from tracker.services.reminder_owed import Owed, owed_now
from tracker.services.reminder_subject import subject_of
from tracker.services.turns import take_turn

# So many of what is too old are named; a person decides on all of it.
_SHOWN_OLD = 50
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Message:
    """`contents` has the parts beside the tasks too; a summary's figures are read when it is sent."""

    to: str
    name: str
    subject: str
    contents: Contents

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.contents.entries


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A task that nobody would hear of: its office has no head and no mailbox, or it has no office."""

    task: TaskWords
    office: str | None


@dataclass(frozen=True, slots=True)
class TooOld:
    """A step that came too long ago: listed, and sent only when a person asks for it."""

    task: TaskWords
    stage: str
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`hold`: why nothing goes out that day, where all mail is on hold. `too_old`: the first of them."""

    on: date
    messages: tuple[Message, ...]
    unreachable: tuple[Unreachable, ...]
    hold: MailHold | None = None
    too_old: tuple[TooOld, ...] = ()
    too_old_total: int = 0


def preview(committee_id: int, *, on: date) -> Preview:
    """What would go out on the day, with what still waits from before; nothing is written."""
    committee = db.session.get_one(Committee, committee_id)
    hold = hold_on(committee_id, on)
    if hold is not None:
        return Preview(on, (), (), hold)
    return as_preview(committee, owed_now(committee, on=on, with_pending=False))


def as_preview(committee: Committee, owed: Owed) -> Preview:
    """The letters of that day, without the figures that are read when they are sent."""
    items = [item for told in owed.items.values() for item in told]
    notices = [notice for told in owed.notices.values() for notice in told]
    desk = desk_for(
        committee, owed.book, owed.duties, owed.standing, items, notices, on=owed.on, to_send=False
    )
    messages = []
    for to, name in owed.names.items():
        said = contents(desk, to, name, owed.items.get(to, ()), owed.notices.get(to, ()))
        messages.append(Message(to, name, subject_of(said), said))
    return Preview(
        owed.on,
        tuple(messages),
        _unreachable(owed),
        too_old=_too_old(owed),
        too_old_total=len(owed.too_old),
    )


def _too_old(owed: Owed) -> tuple[TooOld, ...]:
    items = owed.too_old[:_SHOWN_OLD]
    words, names = task_words({item.task_id for item in items}), owed.book.names()
    return tuple(TooOld(words[item.task_id], item.stage, names[item.recipient]) for item in items)


def _unreachable(owed: Owed) -> tuple[Unreachable, ...]:
    words = task_words({task_id for task_id, _ in owed.unreachable})
    wanted = {office_id for _, office_id in owed.unreachable if office_id is not None}
    names: dict[int, str] = {}
    if wanted:
        query = select(Office.id, Office.name).where(Office.id.in_(wanted))
        names = dict(db.session.execute(query).all())
    return tuple(
        Unreachable(words[task_id], names[office_id] if office_id is not None else None)
        for task_id, office_id in owed.unreachable
    )


def plan(committee: Committee, *, on: date, now: datetime, with_old: bool = False) -> int:
    """Write what is owed on the day into the ledger, once; the number of messages that got items.

    `with_old`: also what is too old to be sent unasked.
    """
    with writing():
        # Planners of one committee take turns; the unique keys of the ledger stand behind that.
        take_turn(committee.id)
        owed = owed_now(committee, on=on, with_pending=True, with_old=with_old)
        names = owed.names
        _insert_new(Mail, [_mail(committee, to, name, on, now) for to, name in names.items()])
        today, older = _waiting(committee.id, names, on)
        items = [item for to in today for item in owed.items.get(to, ())]
        notices = [notice for to in today for notice in owed.notices.get(to, ())]
        _insert_new(Reminder, [_reminder(item, today[item.recipient], now) for item in items])
        _insert_new(MailNotice, [_notice(one, today[one.recipient], now) for one in notices])
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
        "audience": item.audience,
        "mail_id": mail_id,
        "planned_at": now,
    }


def _notice(notice: Notice, mail_id: int, now: datetime) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "subject_id": notice.subject_id,
        "counts_from": notice.counts_from,
        "recipient": notice.recipient,
        "mail_id": mail_id,
        "planned_at": now,
    }


def _message_id(committee: Committee, recipient: str, on: date) -> str:
    """From the ledger's key, so that a second copy of a message is seen to be one."""
    settings = current_settings()
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
            # What somebody stopped stays as it is, but today's takes up what is owed today.
            or_(Mail.stopped_at.is_(None), Mail.mail_on == on),
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
            for table in (Reminder, MailNotice):
                db.session.execute(
                    update(table)
                    .where(table.mail_id == mail_id)
                    .values(mail_id=today[recipient])
                    .execution_options(synchronize_session=False)
                )
            db.session.execute(
                update(Mail)
                .where(Mail.id == mail_id)
                .values(state=MailState.NOT_NEEDED, next_attempt_at=None)
                .execution_options(synchronize_session=False)
            )


def _insert_new(table: type[Mail | Reminder | MailNotice], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert = _INSERT[db.engine.dialect.name]
        # Around the objects of the session, which cost as much again.
        db.session.connection().execute(insert(table.__table__).on_conflict_do_nothing(), rows)
