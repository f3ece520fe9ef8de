""" "Not ours": an office tells the secretary that a task was given to the wrong one."""

from datetime import datetime

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Office, Refusal, Task, User
from tracker.queries.access import leads
from tracker.queries.refusals import open_refusal_of
from tracker.services.history import lock

LONGEST = 2000


def refuse_task(task: Task, *, office: Office, reason: str, at: datetime, by: User) -> Refusal:
    """The task stays with the office until the secretary gives it to another.

    Said once more while nobody has answered: the first one stands. Raises RuleBroken where the
    office does not lead the task, or nothing is to be done of it any more.
    """
    if len(reason.strip()) > LONGEST:
        raise RuleBroken(
            N_("Hãy viết ngắn lại: nhiều nhất %(max)s ký tự."), field="reason", max=LONGEST
        )
    with writing():
        lock(task)
        first = open_refusal_of(task.id, office.id)
        if first is not None:
            return first
        if task.removed_on is not None or not task.status.is_open or not leads(task, office.id):
            raise RuleBroken(
                N_("Nhiệm vụ này không còn là việc phải làm của đơn vị nên không cần báo nữa.")
            )
        refusal = Refusal(
            task_id=task.id,
            office_id=office.id,
            said_by_id=by.id,
            said_at=at,
            reason=reason.strip(),
        )
        db.session.add(refusal)
        return refusal


def mark_seen(refusal: Refusal, *, at: datetime, by: User) -> None:
    """The secretary leaves the task with the office; the first one who says so is kept."""
    with writing():
        db.session.refresh(refusal, with_for_update={"of": Refusal})
        if refusal.seen_at is None:
            refusal.seen_at, refusal.seen_by_id = at, by.id
