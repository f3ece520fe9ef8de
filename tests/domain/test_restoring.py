"""What was said can be taken back by saying again what stood before, for every day at once."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.history import Change, Field, newest_word, restoring

FIRST = date(2025, 8, 26)
DAYS = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
AT = datetime(2025, 11, 24, tzinfo=UTC)


@given(
    days=st.lists(DAYS, min_size=1, max_size=10),
    undone=st.sets(st.integers(1, 10), min_size=1, max_size=3),
)
def test_every_day_reads_as_if_the_undone_had_not_been_said(
    days: list[date], undone: set[int]
) -> None:
    lines = [
        Change(number, Field.STATUS, f"word {number}", day, AT)
        for number, day in enumerate([FIRST, *days])
    ]
    assume(undone <= {line.id for line in lines})
    again = [
        Change(100 + place, line.field, line.new, line.effective_on, AT)
        for place, line in enumerate(restoring(lines, undone))
    ]
    kept = [line for line in lines if line.id not in undone]
    for n in range(14):
        day = FIRST + timedelta(days=n)
        before = newest_word(kept, day, None)[Field.STATUS]
        after = newest_word([*lines, *again], day, None)[Field.STATUS]
        assert (after.new, after.effective_on) == (before.new, before.effective_on)
