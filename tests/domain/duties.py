"""What tests of the ladder and of the policy share: a calendar, addresses, a task, and mornings."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.domain.reminder_ladder import (
    Ladder,
)
from tracker.domain.reminder_policy import AddressBook, Duty, Key, Plan, plan
from tracker.domain.status import Status
from tracker.domain.working_days import WorkingCalendar

NATIONAL_DAY = frozenset({date(2025, 9, 1), date(2025, 9, 2)})
CALENDAR = WorkingCalendar(holidays=NATIONAL_DAY, worked=frozenset({date(2025, 11, 22)}))
LADDER = Ladder(CALENDAR)
FRIDAY = date(2025, 11, 28)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"
CULTURE, ECONOMY = 1, 2
BOOK = AddressBook({CULTURE: {HOA: "Hoa"}, ECONOMY: {KIM: "Kim"}})
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def duty(
    deadline: date | None = FRIDAY,
    status: Status = Status.IN_PROGRESS,
    offices: tuple[int, ...] = (CULTURE,),
    **returned: object,
) -> Duty:
    return Duty(7, status, deadline, offices, **returned)  # type: ignore[arg-type]  # day, office


def planned(
    on: date, *duties: Duty, ledger: frozenset[Key] = frozenset(), ladder: Ladder = LADDER
) -> Plan:
    return plan(duties, BOOK, on=on, ladder=ladder, ledger=ledger)


def climb(
    task: Duty,
    mornings: list[date],
    ladder: Ladder = LADDER,
    ledger: frozenset[Key] = frozenset(),
) -> list[tuple[date, str]]:
    """What goes out when the planner runs on these mornings, each with the ledger of those before."""
    sent = []
    for morning in mornings:
        for item in planned(morning, task, ledger=ledger, ladder=ladder).messages.get(HOA, ()):
            sent.append((morning, item.stage))
            ledger |= {item.key}
    return sent


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
