"""The trend says of each week what the summary says of that day."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.status import SETTABLE
from tracker.models import Committee
from tracker.services.reports import summary
from tracker.services.tasks import change_status
from tracker.services.trend import trend

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_week_is_the_summary_of_that_day(cast: Cast, data: st.DataObject) -> None:
    task = cast.assign(deadline=data.draw(st.sampled_from(["15/10/2025", "", "31/12/2025"])))
    days = st.dates(date(2025, 8, 26), TODAY)
    for _ in range(data.draw(st.integers(0, 3))):
        new = data.draw(st.sampled_from(SETTABLE))
        change_status(task, new, on=data.draw(days), at=NOW, by=None, reason="Theo văn bản")
    committee = db.session.get_one(Committee, cast.committee)
    for point in trend(committee, as_of=TODAY):
        assert point.tally == summary(committee, as_of=point.day, now=NOW).tally


def test_weeks_before_the_first_task_are_left_out(cast: Cast) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    assert trend(committee, as_of=TODAY) == []
    cast.assign(on=date(2025, 11, 10))
    found = [point.day for point in trend(committee, as_of=TODAY)]
    assert found == [date(2025, 11, 10), date(2025, 11, 17), TODAY]


def test_it_is_one_query_however_many_weeks_there_are(cast: Cast) -> None:
    cast.assign()
    committee = db.session.get_one(Committee, cast.committee)
    assert committee.due_soon_days
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    assert len(trend(committee, as_of=TODAY)) == 12
    assert len(seen) == 1
