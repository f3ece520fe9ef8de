"""One task as it stood on a day, by what was known at a moment: every field, not figures alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.deadlines import Deadline
from tracker.domain.history import Change, Field, TaskState, newest_word, state_from
from tracker.domain.status import Status
from tracker.models import Task, TaskChange

WORDS = (Field.TITLE, Field.DELIVERABLE, Field.SECTION, Field.ORDINAL, Field.FIELD)


@dataclass(frozen=True, slots=True)
class TaskThen:
    """A task of a past day; `words` has every field of WORDS, `supporting` the offices' names."""

    status: Status
    status_since: date
    percent: int
    deadline: Deadline
    lead_office: str
    words: Mapping[Field, str]
    supporting: str


def task_then(
    task: Task, offices: Mapping[int, str], as_of: date, known_at: datetime | None
) -> TaskThen | None:
    """None where the task was not assigned on that day, as known then."""
    lines = {line.id: line for line in task.changes}
    standing = newest_word(
        (
            Change(line.id, line.field, line.new, line.effective_on, line.recorded_at)
            for line in lines.values()
        ),
        as_of,
        known_at,
    )
    state = state_from({field: (word.new, word.effective_on) for field, word in standing.items()})
    if state is None:
        return None
    return _then(task, state, {field: lines[word.id] for field, word in standing.items()}, offices)


def _then(
    task: Task,
    state: TaskState,
    standing: Mapping[Field, TaskChange],
    offices: Mapping[int, str],
) -> TaskThen:
    def words_of(field: Field, present: str) -> str:
        if field in standing:
            return standing[field].new
        first = next((change for change in task.changes if change.field is field), None)
        return present if first is None else first.old or ""

    present_offices = "; ".join(part.office.name for part in task.offices)
    return TaskThen(
        status=state.status,
        status_since=state.status_since,
        percent=standing[Field.STATUS].percent or 0,
        deadline=state.deadline,
        lead_office=offices.get(state.lead_office_id or 0, ""),
        words={field: words_of(field, getattr(task, field.value)) for field in WORDS},
        supporting=words_of(Field.SUPPORTING, present_offices),
    )
