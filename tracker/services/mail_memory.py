"""What the mail server took before an older copy of the database was put back here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from flask_babel import force_locale, gettext
from sqlalchemy import select

from tracker.adapters.mail.memory import Memory, Remembered
from tracker.clock import office_day
from tracker.config.current import current_settings
from tracker.db import db, writing
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail
from tracker.queries.committees import all_committees
from tracker.queries.holds import held_days
from tracker.queries.reminders import last_run
from tracker.services import reminder_states
from tracker.services.calendar import working_calendar
from tracker.services.reminder_planning import plan


def remember(at: datetime, accepted: Iterable[str], begun: Iterable[str] = ()) -> None:
    """By Message-ID: what the server took, and what it perhaps took."""
    _memory().note(at, accepted, begun)


def recall(*, now: datetime) -> None:
    """Plan the mornings that the database does not know, and settle what is remembered of them.

    What is left then waits for the next delivery: it has not gone out from here. Later mornings than
    the last remembered one are a pause like any other: what is too old is not sent.
    """
    known = _memory().known()
    if known:
        days = [office_day(one.at) for one in known.values()]
        first, last = min(days), min(max(days), office_day(now))
        for committee in all_committees():
            _settle(committee.id, known)
            for morning in _forgotten_mornings(committee, first, last):
                plan(committee, on=morning, now=now)
                _settle(committee.id, known)


def _forgotten_mornings(committee: Committee, first: date, last: date) -> list[date]:
    """From the last run on, which may not have come to its end."""
    run = last_run(committee.id)
    if run is not None:
        first = max(first, run.run_on)
    mail_days = working_calendar(committee.id, first).less(held_days(committee.id, first))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if mail_days.is_working(day)]


def _settle(committee_id: int, known: Mapping[str, Remembered]) -> None:
    with force_locale("vi"):
        words = gettext(
            "Gửi trước khi cơ sở dữ liệu được khôi phục, theo sổ trong thư mục chương trình."
        )
    with writing():
        waiting = select(Mail.message_id).where(
            Mail.committee_id == committee_id, Mail.state == MailState.PENDING
        )
        rows = [
            {
                "key": message_id,
                "state": MailState.SENT if known[message_id].accepted else MailState.UNCERTAIN,
                "sent_at": known[message_id].at if known[message_id].accepted else None,
                "handed_over_at": known[message_id].at,
                "answer": words,
            }
            for message_id in db.session.scalars(waiting)
            if message_id in known
        ]
        reminder_states.change_each(Mail.message_id, None, rows)


def _memory() -> Memory:
    settings = current_settings()
    return Memory(settings.instance / "mail-accepted")
