"""Does the present equal the history, and are issued reports as they were issued? For `flask check`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.history import ASSIGNED, FIGURE_FIELDS, REMOVED, Field
from tracker.models import Report, Stage, Task, TaskChange


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A column of a task that is not what the task's history says."""

    task_id: int
    ordinal: str
    column: str
    present: str
    history: str


def discrepancies(committee_id: int | None = None) -> Iterator[Discrepancy]:
    """Every difference, in the order of the tasks; none in a sound database. None: all committees."""
    tasks = select(Task).order_by(Task.id)
    lines = select(TaskChange).order_by(TaskChange.id)
    if committee_id is not None:
        tasks = tasks.where(Task.committee_id == committee_id)
        lines = lines.join(TaskChange.task).where(Task.committee_id == committee_id)
    changes: dict[int, dict[Field, TaskChange]] = defaultdict(dict)
    for change in db.session.scalars(lines):
        changes[change.task_id][change.field] = change
    for task in db.session.scalars(tasks):
        said = changes[task.id]
        for column, present, history in _compared(task, said):
            if present != history:
                yield Discrepancy(task.id, task.ordinal, column, present, history)


def altered_reports(committee_id: int | None = None) -> Iterator[Report]:
    """Issued reports whose stored files are no longer those that were issued."""
    issued = select(Report).where(Report.stage == Stage.ISSUED)
    if committee_id is not None:
        issued = issued.where(Report.committee_id == committee_id)
    for report in db.session.scalars(issued):
        files = ((report.docx, report.docx_sha256), (report.xlsx, report.xlsx_sha256))
        if any(sha256(content or b"").hexdigest() != digest for content, digest in files):
            yield report


def _compared(task: Task, said: dict[Field, TaskChange]) -> Iterator[tuple[str, str, str]]:
    """(column, present value, value by the newest word) for everything that follows from history."""
    for missing in set(FIGURE_FIELDS) - set(said):
        yield missing.value, "?", "không có dòng lịch sử nào"
    if Field.EXISTENCE in said:
        last = said[Field.EXISTENCE]
        yield "existence", REMOVED if task.removed_on else ASSIGNED, last.new
        day = task.removed_on if last.new == REMOVED else task.assigned_on
        yield "existence day", str(day), str(last.effective_on)
    if Field.STATUS in said:
        last = said[Field.STATUS]
        yield "status", task.status.value, last.new
        yield "status_since", str(task.status_since), str(last.effective_on)
        yield "percent", str(task.percent), str(last.percent)
    if Field.DEADLINE in said:
        deadline = Deadline.decode(said[Field.DEADLINE].new)
        yield "deadline", task.deadline_code, said[Field.DEADLINE].new
        yield "deadline_kind", task.deadline_kind.value, deadline.kind.value
        yield "deadline_on", str(task.deadline_on), str(deadline.on)
    if Field.LEAD_OFFICE in said:
        yield "lead_office_id", str(task.lead_office_id or ""), said[Field.LEAD_OFFICE].new
    for field, change in said.items():
        if field not in FIGURE_FIELDS and field is not Field.SUPPORTING:
            yield field.value, str(getattr(task, field.value)), change.new
