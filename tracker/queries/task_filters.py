"""What a person asks of the task list, and the part of it that does not depend on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement

from tracker.domain.comparison import Move
from tracker.domain.status import Status
from tracker.models import Task
from tracker.queries.search import matches

UNASSIGNED = 0


class Sort(StrEnum):
    ANNEX = "annex"
    DEADLINE = "deadline"
    OFFICE = "office"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a person asks of the list; the parameters of /tasks, read and checked."""

    words: str = ""
    status: Status | None = None
    group: str = (
        ""  # a key of task_groups.GROUP_LABELS, or "" for everything, paused, cancelled too
    )
    office: int | None = None  # a lead office's id, UNASSIGNED for tasks without one
    section: str | None = None  # "" for tasks outside every section
    directive: int | None = None
    field: str | None = None  # "" for tasks without one
    due_from: date | None = None
    due_to: date | None = None
    sort: Sort = Sort.ANNEX
    page: int = 1
    as_of: date | None = None  # None: the present
    known_at: datetime | None = None
    moved: Move | None = None  # how it moved between the days `since` and `as_of`
    since: date | None = None
    silent: bool = False  # only tasks that nothing was heard of for SILENT_DAYS

    @property
    def asks_history(self) -> bool:
        """Is it about another day, or about what happened between days?"""
        return self.as_of is not None or self.moved is not None or self.silent


def of_words(chosen: TaskFilter) -> list[ColumnElement[bool]]:
    """The conditions on what is written in a task: the same on every day."""
    found = matches(chosen.words)
    if chosen.section is not None:
        found.append(Task.section == chosen.section)
    if chosen.directive is not None:
        found.append(Task.directive_id == chosen.directive)
    if chosen.field is not None:
        found.append(Task.field == chosen.field)
    return found
