"""Offices that have not been heard of: open tasks without a report or a change of status."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.figures import NO_OFFICE
from tracker.domain.history import TaskState
from tracker.domain.timeliness import SILENT_DAYS, is_silent
from tracker.queries.duties import quiet_since
from tracker.queries.summary import last_words, office_names


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
    return _counted(
        [
            state.lead_office_id
            for task_id, state in standing.items()
            if is_silent(state.status, heard[task_id], as_of)
        ],
        offices,
    )


def silent_now(committee_id: int, today: date) -> Sequence[SilentOffice]:
    """The same of the tasks as they stand today; only those that could be silent are looked at."""
    quiet = quiet_since(committee_id, today - timedelta(days=SILENT_DAYS))
    heard = last_words(committee_id, today, None, among=quiet.condition)
    silent = [
        office_id
        for task_id, status, office_id in quiet.tasks
        if is_silent(status, heard[task_id], today)
    ]
    return _counted(silent, office_names(committee_id)) if silent else ()


def _counted(
    office_ids: Sequence[int | None], offices: Mapping[int, str]
) -> Sequence[SilentOffice]:
    return [
        SilentOffice(key, NO_OFFICE if key is None else offices[key], tasks)
        for key, tasks in Counter(office_ids).most_common()
    ]
