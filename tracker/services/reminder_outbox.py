"""The messages that wait, and batches of them in a sender's hands. Every function is one short
transaction and leaves none open: the network is waited for in between (reminder_delivery.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.adapters.mail import Undelivered
from tracker.adapters.mail.journal import Notes
from tracker.db import Watch, db, writing
from tracker.domain.delivery import LEASE, MailState, Trouble, next_attempt
from tracker.models import Mail
from tracker.queries.holds import not_held
from tracker.services import reminder_states
from tracker.services.reminder_contents import Contents
from tracker.services.reminder_letters import Composed, compose_all
from tracker.services.reminder_rows import contents_of, forget

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, as it stood when it was listed."""

    id: int
    message_id: str
    recipient: str
    deferrals: int
    waiting_since: datetime


@dataclass(slots=True)
class Batch:
    """What one sender has taken. `letters` holds what is to be sent."""

    claim: datetime
    mails: Sequence[Waiting]
    letters: dict[int, Composed]


@dataclass(slots=True)
class Ahead:
    """What messages say, read for many at once; good for as long as nobody else has written."""

    contents: dict[int, Contents] = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)

    def restart(self) -> None:
        self.contents.clear()
        self.watch.restart()


@dataclass(frozen=True, slots=True)
class Outbox:
    """The messages of one committee for the mornings up to `on`."""

    committee_id: int
    on: date

    def due(self, moment: datetime) -> list[Waiting]:
        columns = (Mail.id, Mail.message_id, Mail.recipient, Mail.deferrals, Mail.waiting_since)
        rows = db.session.execute(select(*columns).where(self._is_due(moment))).all()
        db.session.rollback()
        return [Waiting(*row) for row in rows]

    def _is_due(self, moment: datetime) -> ColumnElement[bool]:
        return and_(
            Mail.committee_id == self.committee_id,
            Mail.state == MailState.PENDING,
            Mail.mail_on <= self.on,
            or_(Mail.next_attempt_at.is_(None), Mail.next_attempt_at <= moment),
            not_held(self.on),
        )

    def release_abandoned(self, moment: datetime) -> None:
        """What a process took and did not finish may have gone out: a person must look."""
        with writing():
            taken = and_(
                Mail.committee_id == self.committee_id,
                Mail.handed_over_at < moment - LEASE,
            )
            reminder_states.interrupt(taken)

    def read_ahead(self, mails: Sequence[Waiting], moment: datetime) -> Ahead:
        """What these say, in a few questions; what is no longer worth sending waits no longer."""
        ahead = Ahead()
        with writing():
            ahead.restart()
            ahead.contents.update(self._owed(self._lock_due(mails, moment), None))
        return ahead

    def claim(self, mails: Sequence[Waiting], ahead: Ahead, moment: datetime) -> Batch:
        """Take those that still wait, and write them from what is true now.

        Left out: what another process was faster with, and what is no longer worth sending.
        """
        with writing():
            ahead.watch.look(commits=True)
            if ahead.watch.disturbed:
                ahead.restart()
            held = self._lock_due(mails, moment)
            letters = self._letters(held, None, ahead, moment)
            taken = {"state": MailState.HANDING_OVER, "handed_over_at": moment}
            rows = [{**taken, **row} for row in _as_written(letters)]
            reminder_states.change_each(Mail.id, None, rows)
        return Batch(moment, [mail for mail in held if mail.id in letters], letters)

    def _lock_due(self, mails: Sequence[Waiting], moment: datetime) -> list[Waiting]:
        """Rows that another sender holds at this moment are its own: they are not waited for."""
        ids = [mail.id for mail in mails]
        found = select(Mail.id).where(Mail.id.in_(ids), self._is_due(moment)).order_by(Mail.id)
        free = set(db.session.scalars(found.with_for_update(skip_locked=True)))
        return [mail for mail in mails if mail.id in free]

    def renew(self, batch: Batch, mails: Sequence[Waiting], ahead: Ahead, moment: datetime) -> None:
        """Write these of the batch again where anything has changed since; what has nothing left is out."""
        ahead.watch.look()
        db.session.rollback()
        if not ahead.watch.disturbed:
            return
        with writing():
            ahead.restart()
            letters = self._letters(mails, batch.claim, ahead, moment)
            changed = {
                one: letter for one, letter in letters.items() if letter != batch.letters[one]
            }
            reminder_states.change_each(Mail.id, batch.claim, _as_written(changed))
        for mail in mails:
            batch.letters.pop(mail.id, None)
        batch.letters.update(letters)

    def _letters(
        self, mails: Sequence[Waiting], claim: datetime | None, ahead: Ahead, moment: datetime
    ) -> dict[int, Composed]:
        """What is to be sent; the others of `mails` are not needed, or cannot be written."""
        unread = [mail for mail in mails if mail.id not in ahead.contents]
        ahead.contents.update(self._owed(unread, claim))
        owed = {mail.id: ahead.contents[mail.id] for mail in mails if mail.id in ahead.contents}
        letters, broken = compose_all(owed, at=moment)
        for mail in mails:
            if mail.id in broken:
                error = Undelivered(Trouble.NOT_COMPOSED, broken[mail.id])
                _put_back(mail, error, claim, at=moment)
        return letters

    def _owed(self, mails: Sequence[Waiting], claim: datetime | None) -> dict[int, Contents]:
        """What is worth sending now; the rest leaves the ledger, so that it can be owed again."""
        if not mails:
            return {}
        owed, lapsed = contents_of(self.committee_id, [mail.id for mail in mails], on=self.on)
        forget(lapsed)
        gone = [mail.id for mail in mails if mail.id not in owed]
        if gone:
            values = {"state": MailState.NOT_NEEDED, "handed_over_at": None}
            reminder_states.change(Mail.id.in_(gone), claim, **values)
        return owed

    def put_off(self, mails: Sequence[Waiting], error: Undelivered, at: datetime) -> int:
        """The same trouble for all that are still owed; how many failed for good by it."""
        failed = 0
        for start in range(0, len(mails), _CHUNK):
            with writing():
                held = self._lock_due(mails[start : start + _CHUNK], at)
                owed = self._owed(held, None)
                waiting = [mail for mail in held if mail.id in owed]
                states = [_put_back(mail, error, None, at=at) for mail in waiting]
            failed += states.count(MailState.FAILED)
        return failed

    def recover(self, notes: Notes) -> None:
        """The sender of this batch died; what its notes are sure of is settled at once."""
        with writing():
            never_left = [one for one in notes.taken if one not in notes.begun]
            reminder_states.give_back(notes.claim, never_left)
            reminder_states.sent(notes.claim, notes.accepted)
            unknown = notes.begun - notes.accepted.keys()
            reminder_states.interrupt(
                and_(Mail.message_id.in_(unknown), reminder_states.mine(notes.claim))
            )


def settle(
    batch: Batch,
    accepted: Mapping[str, tuple[datetime, str]],
    unbegun: Sequence[Waiting],
    ahead: Ahead,
) -> int:
    """Write down how a batch went: {Message-ID: when, the server's words}, and what was not begun.

    How many this made sent: all, but for those that lost their claim.
    """
    with writing():
        ahead.watch.look(commits=True)
        reminder_states.give_back(batch.claim, [mail.message_id for mail in unbegun])
        return reminder_states.sent(batch.claim, accepted)


def not_sent(
    mail: Waiting, error: Undelivered, claim: datetime | None, *, at: datetime
) -> MailState | None:
    """What became of it: waiting again, failed or uncertain; None where it is another's now."""
    with writing():
        return _put_back(mail, error, claim, at=at)


def _put_back(
    mail: Waiting, error: Undelivered, claim: datetime | None, *, at: datetime
) -> MailState | None:
    deferrals = mail.deferrals + (error.trouble is Trouble.DEFERRED)
    again = next_attempt(
        error.trouble, deferrals=deferrals, waiting_since=mail.waiting_since, now=at
    )
    state = MailState.PENDING if again else MailState.FAILED
    if error.trouble is Trouble.BROKEN_OFF:
        state = MailState.UNCERTAIN
    changed = reminder_states.change(
        Mail.id == mail.id,
        claim,
        state=state,
        deferrals=deferrals,
        next_attempt_at=again,
        handed_over_at=claim if state is MailState.UNCERTAIN else None,
        trouble=error.trouble,
        answer=error.answer,
    )
    return state if changed else None


def _as_written(letters: Mapping[int, Composed]) -> list[dict[str, Any]]:
    return [
        {"key": mail_id, "subject": letter.subject, "body_text": letter.text}
        for mail_id, letter in letters.items()
    ]
