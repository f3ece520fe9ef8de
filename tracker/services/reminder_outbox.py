"""The state of each message, changed by guarded updates. Every function is one short transaction and
leaves none open: the network is waited for in between (services/reminder_delivery.py)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select, update

from tracker.adapters.mail import Undelivered
from tracker.db import db, writing
from tracker.domain.delivery import LEASE, MailState, Trouble, next_attempt
from tracker.domain.reminder_policy import Item, still_owed
from tracker.models import Mail, Reminder
from tracker.queries.reminder_facts import address_book, duties, items_of
from tracker.services.reminder_letters import Composed, compose
from tracker.services.reminder_planning import ladder_for


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is due, as it stood when it was listed."""

    id: int
    recipient: str
    deferrals: int
    waiting_since: datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """The messages of one committee for the mornings up to `on`."""

    committee_id: int
    on: date

    def due(self, moment: datetime) -> list[Waiting]:
        columns = (Mail.id, Mail.recipient, Mail.deferrals, Mail.waiting_since)
        rows = db.session.execute(select(*columns).where(self._is_due(moment))).all()
        db.session.rollback()
        return [Waiting(*row) for row in rows]

    def is_still_due(self, mail_id: int, moment: datetime) -> bool:
        found = db.session.scalar(select(Mail.id).where(Mail.id == mail_id, self._is_due(moment)))
        db.session.rollback()
        return found is not None

    def _is_due(self, moment: datetime) -> ColumnElement[bool]:
        return and_(
            Mail.committee_id == self.committee_id,
            Mail.state == MailState.PENDING,
            Mail.mail_on <= self.on,
            or_(Mail.next_attempt_at.is_(None), Mail.next_attempt_at <= moment),
        )

    def release_abandoned(self, moment: datetime) -> None:
        """What a process took and did not finish may have gone out: a person must look."""
        with writing():
            db.session.execute(
                update(Mail)
                .where(
                    Mail.committee_id == self.committee_id,
                    Mail.state == MailState.HANDING_OVER,
                    Mail.handed_over_at < moment - LEASE,
                )
                .values(state=MailState.UNCERTAIN, trouble=Trouble.INTERRUPTED)
                .execution_options(synchronize_session=False)
            )

    def drop_unneeded(self, moment: datetime) -> None:
        """Messages with nothing left need no server to be told so."""
        with writing():
            locked = select(Mail.id).where(self._is_due(moment)).order_by(Mail.id)
            waiting = db.session.scalars(locked.with_for_update()).all()
            if not waiting:
                return
            known, book = duties(self.committee_id), address_book(self.committee_id)
            items = items_of(self.committee_id)
            for mail_id in waiting:
                told = items.get(mail_id, [])
                if not any(still_owed(item, known.get(item.task_id), book) for item in told):
                    for item in told:
                        _forget(mail_id, item)
                    _guarded_update(mail_id, None, state=MailState.NOT_NEEDED)

    def claim(self, mail_id: int, moment: datetime) -> Composed | None:
        """Take the message for this process, and write it from what is true now.

        None where another process was faster, or where nothing of it is worth sending any more.
        """
        with writing():
            taken = {"state": MailState.HANDING_OVER, "handed_over_at": moment}
            if not _guarded_update(mail_id, None, **taken):
                return None
            mail = db.session.get_one(Mail, mail_id)
            owed = self._still_owed(mail_id)
            if not owed:
                mail.state, mail.handed_over_at = MailState.NOT_NEEDED, None
                return None
            on = max(mail.mail_on, self.on)
            ladder = ladder_for(self.committee_id, on)
            composed = compose(mail, owed, on=on, at=moment, ladder=ladder)
            mail.subject, mail.body_text = composed.subject, composed.text
            return composed

    def _still_owed(self, mail_id: int) -> list[Item]:
        """What is worth sending now; the rest leaves the ledger, so that it can be owed again."""
        known, book = duties(self.committee_id, mail_id), address_book(self.committee_id)
        owed = []
        for item in items_of(self.committee_id, mail_id).get(mail_id, []):
            if still_owed(item, known.get(item.task_id), book):
                owed.append(item)
            else:
                _forget(mail_id, item)
        return owed

    def sent(self, mail_id: int, claim: datetime, *, at: datetime, answer: str) -> int:
        """How many messages this made sent: 1, or 0 where the claim was lost."""
        with writing():
            return _guarded_update(
                mail_id, claim, state=MailState.SENT, sent_at=at, trouble=None, answer=answer
            )

    def not_sent(
        self, mail: Waiting, error: Undelivered, *, at: datetime, claim: datetime | None = None
    ) -> MailState | None:
        """What became of it: waiting again, failed or uncertain; None where it is another's now."""
        deferrals = mail.deferrals + (error.trouble is Trouble.DEFERRED)
        again = next_attempt(
            error.trouble, deferrals=deferrals, waiting_since=mail.waiting_since, now=at
        )
        state = MailState.PENDING if again else MailState.FAILED
        if error.trouble is Trouble.BROKEN_OFF:
            state = MailState.UNCERTAIN
        with writing():
            changed = _guarded_update(
                mail.id,
                claim,
                state=state,
                deferrals=deferrals,
                next_attempt_at=again,
                handed_over_at=claim if state is MailState.UNCERTAIN else None,
                trouble=error.trouble,
                answer=error.answer,
            )
        return state if changed else None


def _guarded_update(mail_id: int, claim: datetime | None, **values: Any) -> int:
    """1 where the message still waits (claim None) or is still this claim's, else 0.

    The owner of a claim may also settle what its lease made uncertain: it alone knows the outcome.
    """
    if claim is None:
        mine = Mail.state == MailState.PENDING
    else:
        ours = (MailState.HANDING_OVER, MailState.UNCERTAIN)
        mine = and_(Mail.state.in_(ours), Mail.handed_over_at == claim)
    result = db.session.execute(
        update(Mail)
        .where(Mail.id == mail_id, mine)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount


def _forget(mail_id: int, item: Item) -> None:
    db.session.execute(
        delete(Reminder)
        .where(
            Reminder.mail_id == mail_id,
            Reminder.task_id == item.task_id,
            Reminder.deadline_on == item.counts_from,
            Reminder.stage == item.stage,
        )
        .execution_options(synchronize_session=False)
    )
