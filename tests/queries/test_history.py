"""The SQL gives what the pure rule gives, for any history, any day and any moment of knowing."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.cast import ASSIGNED_ON, Cast, office_time
from tracker.db import db
from tracker.domain.history import ASSIGNED, REMOVED, Change, Field, state_of
from tracker.domain.status import Status
from tracker.models import Task, TaskChange
from tracker.queries.history import states

DAYS = st.integers(0, 20).map(lambda n: ASSIGNED_ON + timedelta(days=n))
VALUES = {
    Field.EXISTENCE: st.sampled_from([ASSIGNED, REMOVED]),
    Field.STATUS: st.sampled_from([status.value for status in Status]),
    Field.DEADLINE: st.sampled_from(["ongoing", "unknown", "2025-09-01", "recurring:monthly"]),
    Field.LEAD_OFFICE: st.sampled_from(["", "1", "2"]),
}
LINES = st.lists(
    st.sampled_from(list(VALUES)).flatmap(
        lambda field: st.tuples(st.just(field), VALUES[field], DAYS, DAYS)
    ),
    max_size=12,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES, as_of=DAYS, known_on=st.none() | DAYS)
def test_the_sql_equals_the_pure_rule(
    cast: Cast, lines: list[tuple[Field, str, date, date]], as_of: date, known_on: date | None
) -> None:
    task = cast.assign()
    for field, new, effective_on, recorded_on in lines:
        db.session.add(
            TaskChange(
                task_id=task.id,
                field=field,
                new=new,
                effective_on=effective_on,
                recorded_at=office_time(recorded_on),
            )
        )
    db.session.flush()
    known_at = office_time(known_on, 12) if known_on else None
    by_sql = dict(states(cast.committee, as_of, known_at)).get(task.id)
    assert by_sql == state_of(changes_of(task), as_of, known_at)
    db.session.rollback()


def changes_of(task: Task) -> list[Change]:
    rows = db.session.scalars(select(TaskChange).where(TaskChange.task_id == task.id))
    return [Change(r.id, r.field, r.new, r.effective_on, r.recorded_at) for r in rows]


def test_another_committees_tasks_are_not_counted(cast: Cast) -> None:
    cast.assign(elsewhere=True)
    moment: datetime = office_time(ASSIGNED_ON, 12)
    assert list(states(cast.committee, ASSIGNED_ON, moment)) == []
