"""The check finds every column that was changed behind the history's back."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Task
from tracker.queries.integrity import discrepancies
from tracker.services.tasks import change_status


@pytest.fixture
def task(cast: Cast) -> Task:
    task = cast.assign(deadline="31/12/2025")
    at = office_time(date(2025, 11, 3))
    change_status(task, Status.IN_PROGRESS, percent=40, on=date(2025, 11, 1), at=at, by=None)
    return task


def test_a_database_that_only_the_verbs_wrote_is_sound(task: Task) -> None:
    assert list(discrepancies()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "paused"),
        ("status_since", date(2025, 11, 2)),
        ("percent", 41),
        ("deadline_on", date(2026, 1, 1)),
        ("deadline_code", "ongoing"),
        ("lead_office_id", None),
        ("removed_on", date(2025, 11, 2)),
        ("assigned_on", date(2025, 8, 1)),
    ],
)
def test_a_column_changed_behind_the_history_is_named(
    task: Task, column: str, value: object
) -> None:
    db.session.execute(update(Task).where(Task.id == task.id).values({column: value}))
    db.session.commit()
    assert task.id in [row.task_id for row in discrepancies()]
