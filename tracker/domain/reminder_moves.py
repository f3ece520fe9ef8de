"""Which reminders move when the working calendar is changed: shown before it is confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.reminder_ladder import Ladder
from tracker.domain.reminder_policy import URGED, Duty


@dataclass(frozen=True, slots=True)
class Move:
    """A coming reminder of one task; a day is None where that calendar has nothing more to come."""

    task_id: int
    stage: str
    before: date | None
    after: date | None


def reminder_moves(
    duties: Iterable[Duty], before: Ladder, after: Ladder, *, today: date
) -> list[Move]:
    """What is later than today and falls on another day; of a repeated reminder the next one.

    Both ladders have the same rungs.
    """
    by_deadline: dict[date, list[tuple[str, date | None, date | None]]] = {}
    moves = []
    for duty in duties:
        if duty.status not in URGED or duty.deadline is None:
            continue
        if duty.deadline not in by_deadline:
            by_deadline[duty.deadline] = _moved(duty.deadline, before, after, today)
        moves += [Move(duty.task_id, *moved) for moved in by_deadline[duty.deadline]]
    return moves


def _moved(
    deadline: date, before: Ladder, after: Ladder, today: date
) -> list[tuple[str, date | None, date | None]]:
    found: dict[tuple[str, date | None], tuple[str, date | None, date | None]] = {}
    rungs = zip(before.coming(deadline, today), after.coming(deadline, today), strict=True)
    for old, new in rungs:
        old_day, new_day = old[1] if old else None, new[1] if new else None
        told = new or old
        if told is not None and old_day != new_day:
            # A step for the leader may fall on a repetition of the office's: it is told once.
            found.setdefault((told[0], new_day), (told[0], old_day, new_day))
    return list(found.values())
