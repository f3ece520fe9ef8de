"""Who may report through the link in a letter: the heads of the day, and those who stand in for them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Membership, Office, ProgressReport, Task, User
from tracker.queries.absences import stand_ins
from tracker.queries.access import leads


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link opens: one task, for one person, in the name of one office."""

    task: Task
    office: Office
    person: User
    last_day: date


def reporters(committee_id: int, on: date) -> dict[tuple[str, int], int]:
    """{(address, office id): user id} of those who can sign in and answer for the office that day."""
    people = db.session.execute(
        select(User.id, User.email, Membership.role, Membership.office_id)
        .join(Membership.user)
        .where(Membership.committee_id == committee_id, User.disabled_at.is_(None))
    ).all()
    ids = {email: user_id for user_id, email, _, _ in people}
    away = stand_ins(committee_id, on)
    found: dict[tuple[str, int], int] = {}
    for user_id, email, role, office_id in people:
        if role is not Role.HEAD or office_id is None:
            continue
        found[email, office_id] = user_id
        if user_id in away:
            substitute = away[user_id].email
            found[substitute, office_id] = ids[substitute]
    return found


def linked(
    task_id: int, user_id: int, office_id: int, *, last_day: date, on: date
) -> Linked | None:
    """None once the task is off the list or led by others, or the person no longer answers for it."""
    task = db.session.scalar(
        select(Task)
        .where(Task.id == task_id, Task.removed_on.is_(None))
        .options(joinedload(Task.directive), joinedload(Task.lead_office))
    )
    person, office = db.session.get(User, user_id), db.session.get(Office, office_id)
    if task is None or person is None or office is None or not leads(task, office_id):
        return None
    if reporters(task.committee_id, on).get((person.email, office_id)) != user_id:
        return None
    return Linked(task, office, person, last_day)


def newest_report(task_id: int) -> ProgressReport | None:
    query = (
        select(ProgressReport)
        .where(ProgressReport.task_id == task_id)
        .order_by(ProgressReport.id.desc())
        .options(joinedload(ProgressReport.reported_by), joinedload(ProgressReport.office))
    )
    return db.session.scalars(query.limit(1)).first()
