"""The messages that wait, and batches of them in a sender's hands. Every function is one short
transaction and leaves none open: the network is waited for in between (reminder_delivery.py)."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.adapters.mail import Undelivered
from tracker.adapters.mail.journal import Notes
from tracker.db import Watch, db, numbers, writing
from tracker.domain.delivery import LEASE, MailState, Trouble, next_attempt
from tracker.models import Mail
from tracker.queries.holds import not_held
from tracker.services import reminder_states
from tracker.services.reminder_contents import Contents
from tracker.services.reminder_letters import Composed, compose
from tracker.services.reminder_rows import contents_of, forget

log = logging.getLogger(__name__)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, as it stood when it was listed."""

    id: int
    message_id: str
    recipient: str
    deferrals: int
    waiting_since: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the server took, when, and its words."""

    letter: Composed
    at: datetime
    answer: str


@dataclass(slots=True)
class Batch:
    """What one sender has taken; what has nothing left to say is no longer in `contents`."""

    claim: datetime
    mails: Sequence[Waiting]
    contents: dict[int, Contents]
    letters: dict[int, Composed] = field(default_factory=dict)

    def letter(self, mail: Waiting, at: datetime) -> Composed:
        """Undelivered where it cannot be written: that must not hold up the others."""
        if mail.id not in self.letters:
            try:
                self.letters[mail.id] = compose(self.contents[mail.id], at=at)
            except Exception as error:
                log.exception("message %s was not composed", mail.id)
                raise Undelivered(Trouble.NOT_COMPOSED, repr(error)) from error
        return self.letters[mail.id]


@dataclass(slots=True)
class Ahead:
    """What messages say, read for many at once; good for as long as nobody else has written."""

    watch: Watch
    contents: dict[int, Contents] = field(default_factory=dict)

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

    def read_ahead(self, mails: Sequence[Waiting], watch: Watch, moment: datetime) -> Ahead:
        """What these say, in a few questions; what is no longer worth sending waits no longer."""
        ahead = Ahead(watch)
        with writing():
            ahead.restart()
            ahead.contents.update(self._owed(self._lock_due(mails, moment), None))
        return ahead

    def claim(self, mails: Sequence[Waiting], ahead: Ahead, moment: datetime) -> Batch:
        """Take those that still wait, as far as something of them is worth sending."""
        with writing():
            ahead.watch.look_and_commit()
            if ahead.watch.disturbed:
                ahead.restart()
            held = self._lock_due(mails, moment)
            unread = [mail for mail in held if mail.id not in ahead.contents]
            ahead.contents.update(self._owed(unread, None))
            taken = [mail for mail in held if mail.id in ahead.contents]
            ids = [mail.id for mail in taken]
            now_mine = {"state": MailState.HANDING_OVER, "handed_over_at": moment}
            reminder_states.change(Mail.id.in_(numbers(ids)), None, **now_mine)
        return Batch(moment, taken, {number: ahead.contents[number] for number in ids})

    def _lock_due(self, mails: Sequence[Waiting], moment: datetime) -> list[Waiting]:
        """Rows that another sender holds at this moment are its own: they are not waited for."""
        ids = [mail.id for mail in mails]
        found = (
            select(Mail.id).where(Mail.id.in_(numbers(ids)), self._is_due(moment)).order_by(Mail.id)
        )
        free = set(db.session.scalars(found.with_for_update(skip_locked=True)))
        return [mail for mail in mails if mail.id in free]

    def renew(self, batch: Batch, mails: Sequence[Waiting], ahead: Ahead) -> None:
        """Read again what these of the batch say, where anybody has changed anything since."""
        ahead.watch.look()
        if not ahead.watch.disturbed:
            return
        with writing():
            ahead.restart()
            ahead.contents.update(self._owed(mails, batch.claim))
        for mail in mails:
            now = ahead.contents.get(mail.id)
            if now != batch.contents.pop(mail.id):
                batch.letters.pop(mail.id, None)
            if now is not None:
                batch.contents[mail.id] = now

    def _owed(self, mails: Sequence[Waiting], claim: datetime | None) -> dict[int, Contents]:
        """What is worth sending now; the rest leaves the ledger, so that it can be owed again."""
        if not mails:
            return {}
        owed, lapsed = contents_of(self.committee_id, [mail.id for mail in mails], on=self.on)
        forget(lapsed)
        gone = [mail.id for mail in mails if mail.id not in owed]
        if gone:
            values = {"state": MailState.NOT_NEEDED, "handed_over_at": None}
            reminder_states.change(Mail.id.in_(numbers(gone)), claim, **values)
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
            rows = [
                {"key": message_id, "sent_at": at, "answer": answer}
                for message_id, (at, answer) in notes.accepted.items()
            ]
            reminder_states.sent(notes.claim, rows)
            if unknown := notes.begun - notes.accepted.keys():
                reminder_states.interrupt(
                    and_(Mail.message_id.in_(unknown), reminder_states.mine(notes.claim))
                )


def settle(
    batch: Batch, accepted: Mapping[str, Accepted], unbegun: Sequence[Waiting], ahead: Ahead
) -> int:
    """Write down how a batch went: what was accepted, by Message-ID, and what was not begun.

    How many this made sent: all, but for those that lost their claim.
    """
    with writing():
        ahead.watch.look_and_commit()
        reminder_states.give_back(batch.claim, [mail.message_id for mail in unbegun])
        rows = [
            {"key": message_id, "sent_at": one.at, "answer": one.answer, **_as_written(one.letter)}
            for message_id, one in accepted.items()
        ]
        return reminder_states.sent(batch.claim, rows)


def not_sent(mail: Waiting, error: Undelivered, batch: Batch, *, at: datetime) -> MailState | None:
    """What became of it: waiting again, failed or uncertain; None where it is another's now."""
    with writing():
        return _put_back(mail, error, batch.claim, at=at, letter=batch.letters.get(mail.id))


def _put_back(
    mail: Waiting,
    error: Undelivered,
    claim: datetime | None,
    *,
    at: datetime,
    letter: Composed | None = None,
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
        **(_as_written(letter) if letter else {}),
    )
    return state if changed else None


def _as_written(letter: Composed) -> dict[str, str]:
    return {"subject": letter.subject, "body_text": letter.text}
