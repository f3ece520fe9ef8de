"""What would go out on each of the coming days, if nothing else changed: nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.reminder_ladder import Ladder
from tracker.domain.vietnamese import short_date
from tracker.models import Committee
from tracker.queries.holds import held_tasks, hold_on
from tracker.queries.notices import told_notices
from tracker.queries.reminder_facts import duties, ledger
from tracker.queries.reminders import has_run
from tracker.services.calendar import working_calendar
from tracker.services.reminder_ladder import ladder_in_force
from tracker.services.reminder_owed import owed_on
from tracker.services.reminder_planning import Preview, as_preview

LONGEST_DAYS = 60
# Every day from today on is gone through, to know what was told by then.
_FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """`is_working` False: a day off, on which nothing goes out."""

    is_working: bool
    preview: Preview

    @property
    def on(self) -> date:
        return self.preview.on


def rehearse(committee: Committee, first: date, last: date, *, today: date) -> list[RehearsedDay]:
    """Day by day, each day's mail taken for sent before the next; from the policy that sends.

    The mail of the days between today and `first` is taken for sent too. Raises RuleBroken for days
    in the wrong order, more than sixty, or more than a year ahead.
    """
    _check(first, last, today)
    begin = min(first, _next_run(committee.id, today))
    return [day for day in _days(committee, begin, last, shown_from=first) if day.on >= first]


def _next_run(committee_id: int, today: date) -> date:
    return today + timedelta(days=has_run(committee_id, today))


def _days(
    committee: Committee, first: date, last: date, *, shown_from: date
) -> Iterator[RehearsedDay]:
    ladder = Ladder(working_calendar(committee.id, last), ladder_in_force(committee.id).rungs)
    known = duties(committee.id)
    keys = ledger(committee.id, with_pending=False)
    told = told_notices(committee.id, with_pending=False)
    for n in range((last - first).days + 1):
        on = first + timedelta(days=n)
        hold = hold_on(committee.id, on)
        if hold is not None or not ladder.calendar.is_working(on):
            yield RehearsedDay(ladder.calendar.is_working(on), Preview(on, (), (), hold))
            continue
        held = held_tasks(committee.id, on)
        urged = {task_id: duty for task_id, duty in known.items() if task_id not in held}
        owed = owed_on(committee, on, duties=urged, ladder=ladder, ledger=keys, told=told)
        keys |= {item.key for items in owed.items.values() for item in items}
        told |= {notice for notices in owed.notices.values() for notice in notices}
        if on >= shown_from:
            yield RehearsedDay(True, as_preview(committee, owed))


def _check(first: date, last: date, today: date) -> None:
    if last < first:
        raise RuleBroken(N_("Ngày cuối phải từ ngày đầu trở đi."), field="last")
    if (last - first).days >= LONGEST_DAYS:
        raise RuleBroken(
            N_("Chỉ diễn tập được tối đa %(most)s ngày một lần."), field="last", most=LONGEST_DAYS
        )
    if last > today + _FURTHEST:
        raise RuleBroken(
            N_("Chỉ diễn tập được đến hết ngày %(day)s."),
            field="last",
            day=short_date(today + _FURTHEST),
        )
