"""Questions about offices and their tree."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.history import Field
from tracker.models import (
    Indicator,
    Membership,
    Office,
    ProgressReport,
    Reminder,
    Task,
    TaskChange,
    TaskOffice,
)
from tracker.queries.committees import offices_of


def office_tree(committee_id: int) -> list[tuple[int, Office]]:
    """(depth, office) in the committee's own order, each under the office it belongs to."""
    offices = offices_of(committee_id)
    found: list[tuple[int, Office]] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for office in offices:
            if office.parent_id == parent_id:
                found.append((depth, office))
                walk(office.id, depth + 1)

    walk(None, 0)
    return found


def office_is_used(office_id: int) -> bool:
    """Does a task, its history, a person, a report, a reminder or another office name it?"""
    named = (TaskChange.new == str(office_id)) | (TaskChange.old == str(office_id))
    uses = (
        exists().where(Task.lead_office_id == office_id),
        exists().where(TaskOffice.office_id == office_id),
        exists().where(Membership.office_id == office_id),
        exists().where(ProgressReport.office_id == office_id),
        exists().where(Reminder.office_id == office_id),
        exists().where(Indicator.office_id == office_id),
        exists().where(Office.parent_id == office_id),
        exists().where(TaskChange.field == Field.LEAD_OFFICE, named),
    )
    return any(db.session.scalar(select(use)) for use in uses)


def tasks_with(office_id: int) -> Sequence[Task]:
    """The tasks that the office leads or takes part in."""
    takes_part = select(TaskOffice.task_id).where(TaskOffice.office_id == office_id)
    query = (
        select(Task)
        .where((Task.lead_office_id == office_id) | Task.id.in_(takes_part))
        .options(joinedload(Task.directive))
    )
    return db.session.scalars(query).all()
