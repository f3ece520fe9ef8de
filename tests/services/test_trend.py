"""The trend says of each week what the summary says of that day."""

from collections.abc import Sequence
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.status import SETTABLE
from tracker.models import Committee
from tracker.services.summary import overview, summary
from tracker.services.tasks import change_status
from tracker.services.trend import TrendPoint

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


def trend(cast: Cast) -> Sequence[TrendPoint]:
    committee = db.session.get_one(Committee, cast.committee)
    return overview(committee, as_of=TODAY, compare=date(2025, 10, 31), now=NOW).trend


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
    for point in trend(cast):
        assert point.tally == summary(committee, as_of=point.day, now=NOW).tally


def test_weeks_before_the_first_task_are_left_out(cast: Cast) -> None:
    assert trend(cast) == []
    cast.assign(on=date(2025, 11, 10))
    found = [point.day for point in trend(cast)]
    assert found == [date(2025, 11, 10), date(2025, 11, 17), TODAY]
