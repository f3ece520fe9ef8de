"""The morning's reminders: planned and delivered for every committee, each on its own."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import update

from tracker.clock import office_day, office_time
from tracker.db import db, writing
from tracker.domain.delivery import MailState
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.working_days import WorkingCalendar
from tracker.models import Committee, Mail, ReminderRun, User
from tracker.queries.committees import all_committees
from tracker.queries.holds import held_days
from tracker.queries.reminders import has_run
from tracker.services.arming import check_armed, why_disarmed
from tracker.services.calendar import working_calendar
from tracker.services.database_faults import log_failure
from tracker.services.reminder_delivery import Outcome, deliver, ticking
from tracker.services.reminder_planning import plan

# In the office's time.
MORNING = time(7, 30)

log = logging.getLogger(__name__)


def is_mail_day(committee_id: int, day: date) -> bool:
    """Mail goes out on the committee's working days only, and not while all of it is on hold."""
    return _mail_days(committee_id, day).is_working(day)


def next_mail_day(committee_id: int, now: datetime) -> date:
    """The day of the next run: today until today's is done, then the next working day without hold."""
    today = office_day(now)
    first = today + timedelta(days=has_run(committee_id, today))
    return _mail_days(committee_id, today).next_on_or_after(first)


def _mail_days(committee_id: int, since: date) -> WorkingCalendar:
    return working_calendar(committee_id, since).less(held_days(committee_id, since))


def run_morning(*, now: datetime) -> None:
    """Every committee's reminders of today; the failure of one does not stop the next."""
    today = office_day(now)
    for committee in _committees_with_mail():
        committee_id = committee.id
        try:
            if is_mail_day(committee.id, today):
                send(committee, on=today, now=now)
        except Exception as error:
            log_failure(log, f"reminders of committee {committee_id}", error)


def catch_up(*, now: datetime) -> None:
    """Deliver what has become due since the morning; run the morning where it failed or never was."""
    today = office_day(now)
    is_morning = office_time(now).time() >= MORNING
    for committee in _committees_with_mail():
        committee_id = committee.id
        try:
            if not is_mail_day(committee.id, today):
                continue
            if is_morning and not has_run(committee.id, today):
                send(committee, on=today, now=now)
            else:
                deliver(committee.id, now=now)
        except Exception as error:
            log_failure(log, f"reminders of committee {committee_id}", error)


def _committees_with_mail() -> Sequence[Committee]:
    """None while mail is disarmed: the pages say so."""
    why = why_disarmed()
    if why is None:
        return all_committees()
    log.warning("mail is disarmed: %s", why)
    return []


def send(committee: Committee, *, on: date, now: datetime) -> Outcome:
    """Plan the day and deliver now; safe to repeat. Writes down that it ran, and how it ended.

    Raises MailDisarmed.
    """
    check_armed()
    committee_id, moment = committee.id, ticking(now)
    run_id = _start_run(committee_id, on, now)
    try:
        planned = plan(committee, on=on, now=now)
        outcome = deliver(committee_id, now=now, on=on)
    except Exception as error:
        db.session.rollback()
        _finish_run(run_id, finished_at=moment(), error=repr(error)[:1000])
        raise
    done = {"planned": planned, "sent": outcome.sent, "failed": outcome.failed}
    _finish_run(run_id, finished_at=moment(), **done)
    return outcome


def _start_run(committee_id: int, on: date, now: datetime) -> int:
    with writing():
        run = ReminderRun(committee_id=committee_id, run_on=on, started_at=now)
        db.session.add(run)
        db.session.flush()
        return run.id


def _finish_run(run_id: int, **values: object) -> None:
    with writing():
        db.session.execute(update(ReminderRun).where(ReminderRun.id == run_id).values(**values))


def resend(mail: Mail, *, at: datetime) -> None:
    """Let a failed or uncertain message wait for the next delivery once more."""
    with writing():
        _hold_undelivered(mail)
        mail.state = MailState.PENDING
        mail.waiting_since = at
        mail.deferrals = 0
        mail.next_attempt_at = mail.handed_over_at = mail.settled_at = None
        mail.settled_by = None


def settle(mail: Mail, *, at: datetime, by: User) -> None:
    """Someone has seen to a failed or uncertain message in another way."""
    with writing():
        _hold_undelivered(mail)
        mail.settled_at = at
        mail.settled_by = by


def _hold_undelivered(mail: Mail) -> None:
    db.session.refresh(mail, with_for_update={"of": Mail})
    if mail.state not in (MailState.FAILED, MailState.UNCERTAIN):
        raise RuleBroken(
            N_("Thư này không còn ở trạng thái cần xử lý: hãy tải lại trang để xem tình trạng mới.")
        )
