"""Offices that have not been heard of: open tasks without a report or a change of status."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.figures import NO_OFFICE
from tracker.domain.history import TaskState
from tracker.domain.timeliness import is_silent
from tracker.queries.summary import last_words


@dataclass(frozen=True, slots=True)
class SilentOffice:
    """How many of an office's open tasks are silent; `key` None for tasks without an office."""

    key: int | None
    name: str
    tasks: int


def silent_offices(
    committee_id: int,
    offices: Mapping[int, str],
    standing: Mapping[int, TaskState],
    as_of: date,
    known_at: datetime | None,
) -> Sequence[SilentOffice]:
    """The office with the most silent tasks first; `offices` are all names by id."""
    heard = last_words(committee_id, as_of, known_at)
    found = Counter(
        state.lead_office_id
        for task_id, state in standing.items()
        if is_silent(state.status, heard[task_id], as_of)
    )
    return [
        SilentOffice(key, NO_OFFICE if key is None else offices[key], tasks)
        for key, tasks in found.most_common()
    ]
