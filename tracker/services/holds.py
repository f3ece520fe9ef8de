"""Holding reminder mail back: all of it until a day, that about one task, or one message.

When a hold ends nothing is caught up on: of every task only the newest step is owed.
"""

from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.delivery import MailState
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.vietnamese import short_date
from tracker.models import Committee, Mail, MailHold, Task, User
from tracker.queries.holds import hold_of_task, holds_of
from tracker.services.audit import note
from tracker.services.turns import take_turn

LONGEST_DAYS = 366


def hold_all(
    committee: Committee, *, first_day: date, last_day: date, reason: str, at: datetime, by: User
) -> MailHold:
    """No reminder mail of the committee on these days. Raises RuleBroken for days or a reason."""
    with writing():
        take_turn(committee.id)
        _check(first_day, last_day, reason, office_day(at))
        for other in holds_of(committee.id, first_day):
            if other.task_id is None and other.first_day <= last_day:
                raise RuleBroken(
                    N_("Thư đã được tạm dừng từ %(first)s đến %(last)s: hãy bỏ lần đó trước."),
                    field="first_day",
                    first=short_date(other.first_day),
                    last=short_date(other.last_day),
                )
        return _place(committee.id, None, first_day, last_day, reason, at=at, by=by)


def hold_task(task: Task, *, last_day: date, reason: str, at: datetime, by: User) -> MailHold:
    """Nobody is reminded of the task up to the day. It takes the place of an earlier hold."""
    today = office_day(at)
    with writing():
        db.session.refresh(task, with_for_update={"of": Task})
        _check(today, last_day, reason, today)
        earlier = hold_of_task(task.id, today)
        if earlier is not None:
            earlier.lifted_at, earlier.lifted_by_id = at, by.id
        return _place(task.committee_id, task.id, today, last_day, reason, at=at, by=by)


def lift(hold: MailHold, *, at: datetime, by: User) -> None:
    """From now on mail goes out again."""
    with writing():
        db.session.refresh(hold, with_for_update={"of": MailHold})
        if hold.lifted_at is None:
            hold.lifted_at, hold.lifted_by_id = at, by.id
            _note(hold.committee_id, N_("Gửi lại từ nay"), hold.task_id, at=at, by=by)


def stop_mail(mail: Mail, *, at: datetime, by: User) -> None:
    """A message that waits stays here until a person releases it."""
    with writing():
        _refresh_waiting(mail)
        if mail.stopped_at is None:
            mail.stopped_at, mail.stopped_by_id = at, by.id
            _note(mail.committee_id, N_("Dừng một thư"), mail.id, at=at, by=by)


def release_mail(mail: Mail, *, at: datetime, by: User) -> None:
    """The message waits for the next delivery again; what no longer holds falls out of it then."""
    with writing():
        _refresh_waiting(mail)
        if mail.stopped_at is not None:
            mail.stopped_at = mail.stopped_by_id = None
            _note(mail.committee_id, N_("Cho gửi lại một thư"), mail.id, at=at, by=by)


def _refresh_waiting(mail: Mail) -> None:
    db.session.refresh(mail, with_for_update={"of": Mail})
    if mail.state is not MailState.PENDING:
        raise RuleBroken(
            N_("Thư này không còn chờ gửi nữa: hãy tải lại trang để xem tình trạng mới.")
        )


def _place(
    committee_id: int,
    task_id: int | None,
    first_day: date,
    last_day: date,
    reason: str,
    *,
    at: datetime,
    by: User,
) -> MailHold:
    hold = MailHold(
        committee_id=committee_id,
        task_id=task_id,
        first_day=first_day,
        last_day=last_day,
        reason=" ".join(reason.split()),
        placed_at=at,
        placed_by=by,
    )
    db.session.add(hold)
    _note(committee_id, f"{short_date(first_day)} – {short_date(last_day)}", task_id, at=at, by=by)
    return hold


def _note(committee_id: int, what: str, subject_id: int | None, *, at: datetime, by: User) -> None:
    subject = "" if subject_id is None else str(subject_id)
    note(
        AuditAction.MAIL_HELD, committee_id=committee_id, by=by, at=at, subject=subject, detail=what
    )


def _check(first_day: date, last_day: date, reason: str, today: date) -> None:
    if not reason.strip():
        raise RuleBroken(N_("Hãy ghi lý do tạm dừng gửi thư."), field="reason")
    if last_day < max(first_day, today):
        raise RuleBroken(
            N_("Ngày cuối phải từ %(day)s trở đi."),
            field="last_day",
            day=short_date(max(first_day, today)),
        )
    if (last_day - first_day).days > LONGEST_DAYS:
        raise RuleBroken(N_("Chỉ tạm dừng được trong vòng một năm."), field="last_day")
