"""Handing planned messages over, so that none is lost unseen and none goes out twice.

Per message: the envelope is accepted → a guarded update claims it (pending → handing over), which is
committed → content → the outcome is recorded. The row count of the claim decides between any number of
processes. What breaks off after the claim is uncertain and never sent again by itself.
"""

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from tracker.adapters.mail import Transport, Undelivered, open_transport
from tracker.clock import office_day
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.queries.reminders import counts_by_state
from tracker.services.reminder_outbox import Outbox, Waiting

log = logging.getLogger(__name__)

# So many broken connections in a row are the server's trouble, not that of the messages.
_TROUBLES_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """`sent` and `failed` count this run; `waiting` and `uncertain` what there is after it."""

    sent: int
    failed: int
    waiting: int
    uncertain: int


def ticking(now: datetime) -> Callable[[], datetime]:
    """The given moment, moving on while a run lasts."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def deliver(committee_id: int, *, now: datetime, on: date | None = None) -> Outcome:
    """Hand over what is due for the mornings up to `on` (today when None).

    Trouble with mail is recorded on the message, not raised.
    """
    return _Delivery(Outbox(committee_id, on or office_day(now)), now).run()


class _Delivery:
    def __init__(self, outbox: Outbox, now: datetime) -> None:
        self._outbox = outbox
        self._moment = ticking(now)
        self._settings: Settings = current_app.config["SETTINGS"]
        self._sent = self._failed = 0

    def run(self) -> Outcome:
        self._outbox.release_abandoned(self._moment())
        self._outbox.drop_unneeded(self._moment())
        due = self._outbox.due(self._moment())
        # Several senders get in each other's way less when each goes its own.
        random.shuffle(due)
        if due:
            with open_transport(self._settings) as transport:
                self._hand_over_all(transport, due)
        counts = counts_by_state(self._outbox.committee_id)
        db.session.rollback()
        waiting = counts.get(MailState.PENDING, 0) + counts.get(MailState.HANDING_OVER, 0)
        return Outcome(self._sent, self._failed, waiting, counts.get(MailState.UNCERTAIN, 0))

    def _hand_over_all(self, transport: Transport, due: Sequence[Waiting]) -> None:
        in_a_row = 0
        for mail in due:
            if not self._outbox.is_still_due(mail.id, self._moment()):
                continue
            error = self._hand_over(transport, mail)
            broken = error and error.trouble in (Trouble.DROPPED, Trouble.BROKEN_OFF)
            in_a_row = in_a_row + 1 if broken else 0
            if error and (error.trouble is Trouble.UNREACHABLE or in_a_row == _TROUBLES_IN_A_ROW):
                self._put_off_the_rest(due, error.answer)
                return

    def _hand_over(self, transport: Transport, mail: Waiting) -> Undelivered | None:
        try:
            transport.offer(self._settings.mail_from, mail.recipient)
        except Undelivered as error:
            return self._not_sent(mail, error)
        claim = self._moment()
        try:
            composed = self._outbox.claim(mail.id, claim)
        except SQLAlchemyError:
            raise
        except Exception as error:  # One letter that cannot be written must not hold up the others.
            log.exception("message %s was not composed", mail.id)
            transport.withdraw()
            return self._not_sent(mail, Undelivered(Trouble.NOT_COMPOSED, repr(error)))
        if composed is None:
            transport.withdraw()
            return None
        try:
            answer = transport.hand_over(composed.content)
        except Undelivered as error:
            return self._not_sent(mail, error, claim)
        self._sent += self._outbox.sent(mail.id, claim, at=self._moment(), answer=answer)
        return None

    def _not_sent(
        self, mail: Waiting, error: Undelivered, claim: datetime | None = None
    ) -> Undelivered:
        state = self._outbox.not_sent(mail, error, at=self._moment(), claim=claim)
        self._failed += state is MailState.FAILED
        return error

    def _put_off_the_rest(self, due: Sequence[Waiting], answer: str) -> None:
        for mail in due:
            if self._outbox.is_still_due(mail.id, self._moment()):
                self._not_sent(mail, Undelivered(Trouble.UNREACHABLE, answer))
