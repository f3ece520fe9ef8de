"""Handing planned messages over, so that none is lost unseen and none goes out twice.

Per batch: guarded updates claim it (pending → handing over), committed → per message: the envelope is
accepted, its facts still hold, it is noted as begun → content → the answer is noted → the batch is
settled, committed. Row counts decide between any number of processes. What broke off between begun and
answered is uncertain and never sent again by itself. docs/decisions/0009-batches.md says why.
"""

import logging
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from flask import current_app

from tracker.adapters.mail import Transport, Undelivered, open_transport
from tracker.adapters.mail.journal import Journal, abandoned
from tracker.clock import office_day
from tracker.config import Settings
from tracker.db import Watch, db, watching
from tracker.domain.delivery import CLAIM_IS_FRESH, MailState, Trouble, next_batch
from tracker.queries.committees import is_sample
from tracker.queries.reminders import counts_by_state
from tracker.services.arming import check_armed, remember_accepted
from tracker.services.mail_memory import remember
from tracker.services.reminder_outbox import Accepted, Batch, Outbox, Waiting, not_sent, settle

log = logging.getLogger(__name__)

_TROUBLES_IN_A_ROW = 2
# So many messages are read in a few questions together; it bounds the memory of a run too.
_READ_AHEAD = 1000


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

    Trouble with mail is recorded on the message, not raised; MailDisarmed is.
    """
    check_armed()
    return _Delivery(Outbox(committee_id, on or office_day(now)), now).run()


class _Delivery:
    def __init__(self, outbox: Outbox, now: datetime) -> None:
        self._outbox = outbox
        self._moment = ticking(now)
        self._settings: Settings = current_app.config["SETTINGS"]
        self._kept_here = is_sample(outbox.committee_id)
        self._last_accepted = ""
        # Begun, and not answered yet.
        self._in_doubt: set[str] = set()
        self._next_at = 0.0
        self._sent = self._failed = self._broken_in_a_row = self._read_to = 0

    def run(self) -> Outcome:
        folder = self._settings.instance / "handing-over"
        owner = sha256(self._settings.database_url.encode()).hexdigest()[:16]
        for notes in abandoned(folder, owner):
            remember(self._moment(), notes.accepted, notes.begun)
            self._outbox.recover(notes)
        self._outbox.release_abandoned(self._moment())
        due = self._outbox.due(self._moment())
        # Several senders get in each other's way less when each goes its own.
        random.shuffle(due)
        self._journal = Journal(folder, owner)
        try:
            with (
                watching() as watch,
                open_transport(self._settings, kept_here=self._kept_here) as transport,
            ):
                self._hand_over_all(transport, watch, due)
        finally:
            self._journal.close()
            if self._last_accepted:
                remember_accepted(self._last_accepted)
        counts = counts_by_state(self._outbox.committee_id)
        db.session.rollback()
        waiting = counts.get(MailState.PENDING, 0) + counts.get(MailState.HANDING_OVER, 0)
        return Outcome(self._sent, self._failed, waiting, counts.get(MailState.UNCERTAIN, 0))

    def _hand_over_all(self, transport: Transport, watch: Watch, due: Sequence[Waiting]) -> None:
        done, size = 0, 1
        while done < len(due):
            if done >= self._read_to:
                self._read_to = done + _READ_AHEAD
                ahead = due[done : self._read_to]
                self._ahead = self._outbox.read_ahead(ahead, watch, self._moment())
            started = time.monotonic()
            server_is_away = self._hand_over_batch(transport, due[done : done + size])
            if server_is_away is not None:
                self._failed += self._outbox.put_off(due[done:], server_is_away, self._moment())
                return
            done += size
            size = next_batch(size, time.monotonic() - started)

    def _hand_over_batch(
        self, transport: Transport, mails: Sequence[Waiting]
    ) -> Undelivered | None:
        """The trouble after which the server is left in peace, if there was such."""
        claim = self._moment()
        self._journal.takes(claim, [mail.message_id for mail in mails])
        batch = self._outbox.claim(mails, self._ahead, claim)
        accepted: dict[str, Accepted] = {}
        unbegun = list(batch.mails)
        try:
            while unbegun and self._moment() - claim < CLAIM_IS_FRESH:
                error = self._hand_over(transport, batch, unbegun, accepted)
                if error is not None and self._is_the_servers(error):
                    return Undelivered(Trouble.UNREACHABLE, error.answer)
        finally:
            remember(self._moment(), accepted, self._in_doubt)
            self._in_doubt.clear()
            self._sent += settle(batch, accepted, unbegun, self._ahead)
            self._journal.settled()
            self._last_accepted = next(reversed(accepted), self._last_accepted)
        return None

    def _hand_over(
        self,
        transport: Transport,
        batch: Batch,
        unbegun: list[Waiting],
        accepted: dict[str, Accepted],
    ) -> Undelivered | None:
        """The first of those that were not begun."""
        mail = unbegun[0]
        self._keep_distance()
        try:
            transport.offer(self._settings.mail_from, mail.recipient)
        except Undelivered as error:
            return self._not_sent(unbegun.pop(0), error, batch)
        self._outbox.renew(batch, unbegun, self._ahead)
        unbegun[:] = [one for one in unbegun if one.id in batch.contents]
        if mail not in unbegun or self._moment() - batch.claim >= CLAIM_IS_FRESH:
            transport.withdraw()
            return None
        try:
            letter = batch.letter(mail, self._moment())
        except Undelivered as error:
            transport.withdraw()
            return self._not_sent(unbegun.pop(0), error, batch)
        self._journal.begins(mail.message_id)
        unbegun.remove(mail)
        self._in_doubt.add(mail.message_id)
        try:
            answer = transport.hand_over(
                letter.content, meanwhile=lambda: self._write_next(batch, unbegun)
            )
        except Undelivered as error:
            return self._not_sent(mail, error, batch)
        at = self._moment()
        accepted[mail.message_id] = Accepted(letter, at, answer)
        self._journal.accepted(mail.message_id, at, answer)
        self._broken_in_a_row = 0
        return None

    def _write_next(self, batch: Batch, unbegun: Sequence[Waiting]) -> None:
        """The server takes about as long for one letter as we for the next."""
        if unbegun:
            # What cannot be written is told when it is its turn.
            with suppress(Undelivered):
                batch.letter(unbegun[0], self._moment())

    def _keep_distance(self) -> None:
        """As many seconds between two messages as the mail server's owner wishes."""
        early = self._next_at - time.monotonic()
        # Even a sleep of no length gives the processor away: milliseconds on a busy machine.
        if early > 0:
            time.sleep(early)
        self._next_at = time.monotonic() + self._settings.smtp_spacing

    def _not_sent(self, mail: Waiting, error: Undelivered, batch: Batch) -> Undelivered:
        state = not_sent(mail, error, batch, at=self._moment())
        self._failed += state is MailState.FAILED
        if error.trouble is not Trouble.BROKEN_OFF:
            self._in_doubt.discard(mail.message_id)
        broken = error.trouble in (Trouble.DROPPED, Trouble.BROKEN_OFF)
        self._broken_in_a_row = self._broken_in_a_row + 1 if broken else 0
        return error

    def _is_the_servers(self, error: Undelivered) -> bool:
        """So many broken connections in a row are its trouble, not that of the messages."""
        return error.trouble is Trouble.UNREACHABLE or self._broken_in_a_row >= _TROUBLES_IN_A_ROW
