"""Guarded updates of messages, inside the caller's transaction: the row count tells whose they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, bindparam, or_, update
from sqlalchemy.orm import InstrumentedAttribute

from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.models import Mail


def mine(claim: datetime | None) -> ColumnElement[bool]:
    """Still waiting (claim None), or still this claim's.

    The owner of a claim may also settle what its lease made uncertain: it alone knows the outcome.
    """
    if claim is None:
        return Mail.state == MailState.PENDING
    ours = or_(Mail.state == MailState.HANDING_OVER, Mail.state == MailState.UNCERTAIN)
    return and_(ours, Mail.handed_over_at == claim)


def change(which: ColumnElement[bool], claim: datetime | None, **values: Any) -> int:
    """How many were still so, and have now these values."""
    result = db.session.execute(
        update(Mail)
        .where(which, mine(claim))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount


def change_each(
    by: InstrumentedAttribute[Any], claim: datetime | None, rows: Sequence[Mapping[str, Any]]
) -> int:
    """As `change` for many, each with values of its own; `key` of a row is its value of `by`."""
    if not rows:
        return 0
    columns = [name for name in rows[0] if name != "key"]
    statement = (
        update(Mail.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
        .where(by == bindparam("key"), mine(claim))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )
    given = [{"key": row["key"], **{f"new_{name}": row[name] for name in columns}} for row in rows]
    result = db.session.connection().execute(statement, given)
    return cast("CursorResult[Any]", result).rowcount


def give_back(claim: datetime, message_ids: Collection[str]) -> None:
    """Taken, and nothing of it has left: it waits again."""
    if message_ids:
        free = {"state": MailState.PENDING, "handed_over_at": None, "trouble": None}
        change(Mail.message_id.in_(message_ids), claim, **free)


def sent(claim: datetime, rows: Sequence[Mapping[str, Any]]) -> int:
    """Rows as for `change_each` by Message-ID; how many this made sent (not where the claim was lost)."""
    accepted = {"state": MailState.SENT, "trouble": None}
    return change_each(Mail.message_id, claim, [{**accepted, **row} for row in rows])


def interrupt(which: ColumnElement[bool]) -> None:
    """Nobody knows whether these went out: a person must look."""
    db.session.execute(
        update(Mail)
        .where(which, Mail.state == MailState.HANDING_OVER)
        .values(state=MailState.UNCERTAIN, trouble=Trouble.INTERRUPTED)
        .execution_options(synchronize_session=False)
    )
