"""The ledger rows of planned messages, read again: what is worth sending now, and what is not."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Row, delete, select

from tracker.db import db, numbers
from tracker.domain.reminder_policy import still_owed
from tracker.models import Committee, Mail, MailNotice, Reminder
from tracker.queries.notices import notices_of, standings
from tracker.queries.reminder_addresses import address_book
from tracker.queries.reminder_facts import duties, items_of
from tracker.services.reminder_contents import Contents, contents, desk_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Ledger rows that no longer hold: once they are gone, the thing can be owed again."""

    reminder_ids: tuple[int, ...]
    notice_ids: tuple[int, ...]


def contents_of(
    committee_id: int, mail_ids: Collection[int], *, on: date
) -> tuple[dict[int, Contents], Lapsed]:
    """What is worth sending now of each message; one with nothing left is absent."""
    committee = db.session.get_one(Committee, committee_id)
    book = address_book(committee_id, on)
    known = duties(committee_id, on=on, mail_ids=mail_ids)
    items, old_items = _sifted(
        items_of(mail_ids), lambda item: still_owed(item, known.get(item.task_id), book)
    )
    rows = notices_of(mail_ids)
    standing = standings(committee, book, on) if rows else {}
    matters = {to: {one.matter for one in told} for to, told in standing.items()}
    notices, old_notices = _sifted(
        rows, lambda notice: notice.matter in matters.get(notice.recipient, ())
    )
    desk = desk_for(
        committee,
        book,
        known,
        standing,
        [item for owed in items.values() for item in owed],
        [notice for owed in notices.values() for notice in owed],
        on=on,
        to_send=True,
    )
    # Whoever has the address by now: an office's mailbox stays when its head leaves.
    names = book.names()
    found = {
        mail_id: contents(
            desk,
            to,
            names.get(to, name),
            items.get(mail_id, []),
            notices.get(mail_id, []),
            message_id,
        )
        for mail_id, to, name, message_id in _envelopes({*items, *notices})
    }
    return found, Lapsed(old_items, old_notices)


def _envelopes(mail_ids: Collection[int]) -> Sequence[Row[int, str, str, str]]:
    query = select(Mail.id, Mail.recipient, Mail.recipient_name, Mail.message_id)
    return db.session.execute(query.where(Mail.id.in_(numbers(mail_ids)))).all()


def _sifted(
    rows: Mapping[int, list[tuple[int, T]]], holds: Callable[[T], bool]
) -> tuple[dict[int, list[T]], tuple[int, ...]]:
    """({message id: what holds}, ids of the rows that do not)."""
    kept: dict[int, list[T]] = {}
    dropped = []
    for mail_id, told in rows.items():
        for row_id, thing in told:
            if holds(thing):
                kept.setdefault(mail_id, []).append(thing)
            else:
                dropped.append(row_id)
    return kept, tuple(dropped)


def forget(lapsed: Lapsed) -> None:
    """Take the rows out of the ledger, inside the caller's transaction."""
    for table, ids in ((Reminder, lapsed.reminder_ids), (MailNotice, lapsed.notice_ids)):
        if ids:
            db.session.execute(
                delete(table)
                .where(table.id.in_(numbers(ids)))
                .execution_options(synchronize_session=False)
            )
