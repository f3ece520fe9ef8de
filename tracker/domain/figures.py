"""The official figures: counts, four boxes, two denominators, shares that add up (DOMAIN section 4).

How a percentage is rounded, the stronger rule first:

1. Nothing of nothing has no percentage (None, shown as "—").
2. The shares of one whole add up to exactly 100 at the shown precision.
3. A part that is neither nothing nor all is neither 0% nor 100%.
4. Half up, as the founding report does.

Where half up would break the sum (12.5 and 87.5 of 100), the largest remainder decides and the
earlier part wins a tie, so the completed part, which is named first, is always the half-up one.
Only when there are more parts than steps of the precision does rule 3 give way to rule 2.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from tracker.domain.errors import N_
from tracker.domain.history import TaskState
from tracker.domain.status import Status
from tracker.domain.timeliness import Box, box_of, is_due_soon

Key = int | str | None
NO_OFFICE = N_("Chưa giao cơ quan chủ trì")
NO_SECTION = N_("Không thuộc mục nào")
NO_FIELD = N_("Chưa ghi lĩnh vực")


@dataclass(frozen=True, slots=True)
class Percents:
    """The percentages beside a tally's numbers; None where the whole is nothing."""

    completed: Decimal | None
    open: Decimal | None
    completed_of_fallen_due: Decimal | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks stand where; everything else is added up from the six boxes."""

    boxes: Mapping[Box, int]
    due_soon: int = 0
    paused: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return sum(self.boxes.values())

    @property
    def completed(self) -> int:
        return self.fallen_due_completed + self.boxes[Box.COMPLETED_NO_DEADLINE]

    @property
    def open(self) -> int:
        return self.total - self.completed

    @property
    def overdue(self) -> int:
        return self.boxes[Box.OPEN_OVERDUE]

    @property
    def no_deadline(self) -> int:
        return self.boxes[Box.OPEN_NO_DEADLINE] + self.boxes[Box.COMPLETED_NO_DEADLINE]

    @property
    def fallen_due(self) -> int:
        """The second denominator: completed tasks with a deadline, and open overdue ones."""
        return self.fallen_due_completed + self.overdue

    @property
    def fallen_due_completed(self) -> int:
        return self.boxes[Box.COMPLETED_ON_TIME] + self.boxes[Box.COMPLETED_LATE]

    def percents(self, decimals: int) -> Percents:
        completed, still_open = shares((self.completed, self.open), decimals)
        return Percents(
            completed=completed,
            open=still_open,
            completed_of_fallen_due=share(self.fallen_due_completed, self.fallen_due, decimals),
        )


def tally(states: Iterable[TaskState], as_of: date, due_soon_days: int) -> Tally:
    """Counts the tasks as they stand on the day `as_of`."""
    return weighted_tally(((state, 1) for state in states), as_of, due_soon_days)


def weighted_tally(
    counted: Iterable[tuple[TaskState, int]], as_of: date, due_soon_days: int
) -> Tally:
    """The same for states that stand for a number of tasks each."""
    boxes = dict.fromkeys(Box, 0)
    beside: Counter[Status] = Counter()
    due_soon = 0
    for state, number in counted:
        box = box_of(state.status, state.status_since, state.deadline, as_of)
        if box is None:
            beside[state.status] += number
        else:
            boxes[box] += number
            if is_due_soon(state.status, state.deadline, as_of, due_soon_days):
                due_soon += number
    return Tally(
        boxes=MappingProxyType(boxes),
        due_soon=due_soon,
        paused=beside[Status.PAUSED],
        cancelled=beside[Status.CANCELLED],
    )


def share(part: int, whole: int, decimals: int) -> Decimal | None:
    """What percentage `part` is of `whole`; None for nothing of nothing. Rules 1, 3 and 4."""
    if not 0 <= part <= whole:
        raise ValueError("a part lies between nothing and the whole")
    return shares((part, whole - part), decimals)[0]


def shares(parts: Sequence[int], decimals: int) -> tuple[Decimal | None, ...]:
    """The percentages of parts that make up one whole, by the rules above."""
    if any(part < 0 for part in parts):
        raise ValueError("a count is not negative")
    if sum(parts) == 0:
        return (None,) * len(parts)
    steps = _apportion(parts, 100 * 10**decimals)
    return tuple(Decimal(step).scaleb(-decimals) for step in steps)


def _apportion(parts: Sequence[int], steps: int) -> list[int]:
    """`steps` handed out by largest remainder, at least one to every part that is not nothing."""
    whole = sum(parts)
    least = 1 if sum(part > 0 for part in parts) <= steps else 0
    given = [max(part * steps // whole, least if part else 0) for part in parts]
    left = steps - sum(given)
    # A negative number is what is missing after its step was given to a very small part.
    lacking = [part * steps - got * whole for part, got in zip(parts, given, strict=True)]
    for place in sorted(range(len(parts)), key=lambda place: -lacking[place])[: max(left, 0)]:
        given[place] += 1
    for _ in range(-left):
        given[given.index(max(given))] -= 1
    return given


class Grouping(StrEnum):
    OFFICE = "office"
    SECTION = "section"
    DIRECTIVE = "directive"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one office, section, directive or field; `key` is its id or text, None for "none"."""

    key: Key
    name: str
    tally: Tally


def grouped(
    keyed: Iterable[tuple[Key, TaskState]],
    names: Iterable[tuple[Key, str]],
    as_of: date,
    due_soon_days: int,
) -> tuple[Group, ...]:
    """One group for every key that occurs, in the order of `names`, which knows them all."""
    name_of = dict(names)
    members: dict[Key, list[TaskState]] = {key: [] for key in name_of}
    for key, state in keyed:
        members[key].append(state)
    return tuple(
        Group(key, name_of[key], tally(found, as_of, due_soon_days))
        for key, found in members.items()
        if found
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """What stood on the day `as_of`, by what was known at `known_at` (None: all that is known).

    Page, papers, mail and JSON render this one object, so they cannot disagree.
    """

    committee: str
    as_of: date
    known_at: datetime | None
    produced_at: datetime
    decimals: int
    due_soon_days: int
    tally: Tally
    groups: Mapping[Grouping, tuple[Group, ...]]

    @property
    def percents(self) -> Percents:
        return self.tally.percents(self.decimals)

    def as_json(self, by: Grouping | None = None) -> dict[str, Any]:
        """Plain values in the shape that `flask summary --format json` promises."""
        percents = self.percents
        return {
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat() if self.known_at else None,
            **_counts(self.tally),
            "due_soon": self.tally.due_soon,
            "fallen_due": {
                "total": self.tally.fallen_due,
                "completed": self.tally.fallen_due_completed,
            },
            "beside": {"paused": self.tally.paused, "cancelled": self.tally.cancelled},
            "percent": {
                "completed": _plain(percents.completed),
                "open": _plain(percents.open),
                "completed_of_fallen_due": _plain(percents.completed_of_fallen_due),
            },
            "groups": [
                {"name": group.name, **_counts(group.tally)}
                for group in (self.groups[by] if by else ())
            ],
        }


def _counts(counted: Tally) -> dict[str, Any]:
    return {
        "total": counted.total,
        "completed": counted.completed,
        "open": counted.open,
        "boxes": {box.value: count for box, count in counted.boxes.items()},
    }


def _plain(percent: Decimal | None) -> int | float | None:
    if percent is None:
        return None
    return int(percent) if percent == int(percent) else float(percent)
