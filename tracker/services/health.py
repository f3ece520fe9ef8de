"""How the mail is doing, computed when somebody asks: a scheduler that died cannot tell of it itself."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from tracker.clock import office_day, office_time
from tracker.config.current import current_settings
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee
from tracker.queries.committees import all_committees
from tracker.queries.reminders import counts_by_state, has_run, last_run
from tracker.services.arming import why_disarmed
from tracker.services.reminders import is_mail_day

# From then on a morning without a run is late: the scheduler starts at 07:30.
LATE_FROM = time(8, 0)


class Verdict(StrEnum):
    OK = "ok"
    LATE = "late"
    # Nothing goes out until a person allows it, and no morning need pass before that is told.
    DISARMED = "disarmed"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Health:
    """Of all committees together: no names, no addresses, nothing secret."""

    status: Verdict
    database: bool
    mail: str
    last_run: datetime | None = None
    last_run_failed: bool = False
    waiting: int = 0
    undelivered: int = 0
    uncertain: int = 0


def health(now: datetime) -> Health:
    try:
        return _health(now)
    except SQLAlchemyError:
        db.session.rollback()
        return Health(Verdict.FAILING, database=False, mail="unknown")


def is_late(committee_id: int, now: datetime) -> bool:
    """Should this morning's mail have gone out by now, and has not? The first morning of a committee
    is the one after its first day."""
    today = office_day(now)
    return (
        office_time(now).time() >= LATE_FROM
        and office_day(db.session.get_one(Committee, committee_id).created_at) < today
        and is_mail_day(committee_id, today)
        and not has_run(committee_id, today)
    )


def is_stuck(committee_id: int, now: datetime) -> bool:
    """Late though mail may go out: somebody should see whether the program runs."""
    return is_late(committee_id, now) and why_disarmed() is None


def _health(now: datetime) -> Health:
    committees = all_committees()
    runs = [run for committee in committees if (run := last_run(committee.id))]
    counts = [counts_by_state(committee.id) for committee in committees]
    failed = any(run.error for run in runs)
    late = any(is_late(committee.id, now) for committee in committees)
    mail = _mail()
    return Health(
        _verdict(failed=failed, disarmed=mail == "disarmed", late=late),
        database=True,
        mail=mail,
        last_run=max((run.started_at for run in runs), default=None),
        last_run_failed=failed,
        waiting=sum(one.get(MailState.PENDING, 0) for one in counts),
        undelivered=sum(one.get(MailState.FAILED, 0) for one in counts),
        uncertain=sum(one.get(MailState.UNCERTAIN, 0) for one in counts),
    )


def _verdict(*, failed: bool, disarmed: bool, late: bool) -> Verdict:
    if failed:
        return Verdict.FAILING
    if disarmed:
        return Verdict.DISARMED
    return Verdict.LATE if late else Verdict.OK


def _mail() -> str:
    settings = current_settings()
    if settings.smtp_url is None:
        return "kept in a folder"
    return "disarmed" if why_disarmed() else "armed"
