"""What a task's rhythm of reports asks for on a day."""

from datetime import date

import pytest

from tracker.domain.errors import RuleBroken
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.report_rhythm import owed_report, rhythm

MONTHLY = Recurrence(Frequency.MONTHLY, before_day=15)
QUARTERLY = Recurrence(Frequency.QUARTERLY, before_day=15)
SINCE = date(2025, 8, 1)


def day(text: str) -> date:
    number, month = text.split("/")
    return date(2025, int(month), int(number))


@pytest.mark.parametrize(
    ("rule", "last", "on", "owed"),
    [
        # Nothing is asked for long before the day; it is announced a week before it.
        (MONTHLY, "10/10", "7/11", None),
        (MONTHLY, "10/10", "8/11", "15/11"),
        (MONTHLY, "10/10", "15/11", "15/11"),
        # A report of the period meets it; one of the period before does not.
        (MONTHLY, "16/10", "15/11", None),
        (MONTHLY, "15/10", "15/11", "15/11"),
        # Missed: owed until the next report, whenever that comes.
        (MONTHLY, "10/10", "16/11", "15/11"),
        (MONTHLY, "10/10", "10/12", "15/11"),
        (MONTHLY, None, "16/11", "15/11"),
        (MONTHLY, "20/11", "10/12", None),
        # Nobody owes what was due before the rhythm was set.
        (MONTHLY, None, "10/8", "15/8"),
        (MONTHLY, None, "31/7", None),
        (QUARTERLY, "10/9", "20/11", None),
        (QUARTERLY, "10/9", "10/12", "15/12"),
        (QUARTERLY, None, "20/11", "15/9"),
    ],
)
def test_a_report_is_owed_from_a_week_before_its_day_until_it_comes(
    rule: Recurrence, last: str | None, on: str, owed: str | None
) -> None:
    found = owed_report(rule, SINCE, day(last) if last else None, day(on))
    assert found == (day(owed) if owed else None)


def test_a_rhythm_is_monthly_or_quarterly_by_a_day_of_the_month() -> None:
    assert rhythm(Frequency.QUARTERLY, 15).encode() == "quarterly:before-day=15"
    assert rhythm(Frequency.MONTHLY, None).encode() == "monthly"
    for frequency, before_day in ((Frequency.DAILY, None), (Frequency.MONTHLY, 32)):
        with pytest.raises(RuleBroken):
            rhythm(frequency, before_day)
