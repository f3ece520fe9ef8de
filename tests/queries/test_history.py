"""The SQL gives what the pure rule gives, for any history, any day and any moment of knowing."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.cast import ASSIGNED_ON, Cast, office_time
from tracker.db import db
from tracker.domain.figures import Grouping, tally
from tracker.domain.history import ASSIGNED, REMOVED, Change, Field, state_of
from tracker.domain.status import Status
from tracker.models import Committee, Task, TaskChange
from tracker.queries.history import states
from tracker.services.summary import summary

NOW = office_time(ASSIGNED_ON + timedelta(days=90))
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
        db.session.add(line_of(task, field, new, effective_on, recorded_on))
    db.session.flush()
    known_at = office_time(known_on, 12) if known_on else None
    by_sql = dict(states(cast.committee, as_of, known_at)).get(task.id)
    assert by_sql == state_of(changes_of(task), as_of, known_at)
    db.session.rollback()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(several=st.lists(LINES, min_size=3, max_size=3), as_of=DAYS, known_on=st.none() | DAYS)
def test_extensions_and_reassignments_move_the_figures_of_each_office_as_the_rule_says(
    cast: Cast,
    several: list[list[tuple[Field, str, date, date]]],
    as_of: date,
    known_on: date | None,
) -> None:
    # What the first example assigned stays; its random lines do not.
    tasks = db.session.scalars(select(Task)).all() or [
        cast.assign(f"Nhiệm vụ {number}") for number in range(len(several))
    ]
    for task, lines in zip(tasks, several, strict=True):
        db.session.add_all(line_of(task, *line) for line in lines)
    db.session.flush()
    known_at = office_time(known_on, 12) if known_on else None
    here = db.session.get_one(Committee, cast.committee)
    groups = summary(here, as_of=as_of, known_at=known_at, now=NOW).groups[Grouping.OFFICE]
    stood = [state_of(changes_of(task), as_of, known_at) for task in tasks]
    for office in (cast.culture, cast.economy, None):
        own = [one for one in stood if one and one.lead_office_id == office]
        found = [group.tally for group in groups if group.key == office]
        assert found == ([tally(own, as_of, 7)] if own else [])
    db.session.rollback()


def line_of(task: Task, field: Field, new: str, on: date, recorded_on: date) -> TaskChange:
    return TaskChange(
        task_id=task.id,
        field=field,
        new=new,
        effective_on=on,
        recorded_at=office_time(recorded_on),
    )


def changes_of(task: Task) -> list[Change]:
    rows = db.session.scalars(select(TaskChange).where(TaskChange.task_id == task.id))
    return [Change(r.id, r.field, r.new, r.effective_on, r.recorded_at) for r in rows]


def test_another_committees_tasks_are_not_counted(cast: Cast) -> None:
    cast.assign(elsewhere=True)
    moment: datetime = office_time(ASSIGNED_ON, 12)
    assert list(states(cast.committee, ASSIGNED_ON, moment)) == []
