"""The SQL gives what the pure rule gives, for any history, any day and any moment of knowing."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import ASSIGNED_ON, Cast, office_time
from tracker.db import db
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import (
    About,
    Direction,
    IndicatorKind,
    newest_of_days,
    standing_of,
)
from tracker.models import Indicator, IndicatorStatement
from tracker.queries.indicators import measure_of, standings, statement_of, story_of

DAYS = st.integers(0, 20).map(lambda n: ASSIGNED_ON + timedelta(days=n))
LINES = st.lists(
    st.tuples(st.sampled_from(list(About)), st.none() | st.integers(0, 9), DAYS, DAYS), max_size=10
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=LINES, as_of=DAYS, known_on=st.none() | DAYS)
def test_the_sql_equals_the_pure_rule(
    cast: Cast,
    lines: list[tuple[About, int | None, date, date]],
    as_of: date,
    known_on: date | None,
) -> None:
    followed, other = indicator(cast.committee), indicator(cast.elsewhere)
    for about, amount, effective_on, recorded_on in lines:
        for one in (followed, other):
            db.session.add(
                IndicatorStatement(
                    indicator_id=one.id,
                    about=about,
                    effective_on=effective_on,
                    amount=None if amount is None else Decimal(amount),
                    recorded_at=office_time(recorded_on),
                )
            )
    db.session.flush()
    known_at = office_time(known_on, 12) if known_on else None
    said = [statement_of(row) for row in story_of(followed.id)]
    pure = standing_of(measure_of(followed), newest_of_days(said, as_of, known_at), as_of)
    assert standings(cast.committee, as_of, known_at) == ({followed.id: pure} if pure else {})
    db.session.rollback()


def indicator(committee_id: int) -> Indicator:
    made = Indicator(
        committee_id=committee_id,
        name="Lượt người học",
        kind=IndicatorKind.PLAIN,
        direction=Direction.HIGHER,
        rhythm=Rhythm.NONE,
        created_at=office_time(ASSIGNED_ON, 1),
    )
    db.session.add(made)
    db.session.flush()
    return made
