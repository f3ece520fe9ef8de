"""The only way in which figure-bearing fields of a task change: a line of history, then the present."""

from collections.abc import Collection
from datetime import date, datetime

from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import N_, Stale
from tracker.domain.history import ASSIGNED, FIGURE_FIELDS, REMOVED, Change, Field, restoring
from tracker.domain.status import Status
from tracker.models import Task, TaskChange, User
from tracker.services.search import find_also_by


def lock(task: Task, seen_version: int | None = None) -> None:
    """Read the task again and hold it until the transaction ends; raises Stale for an old version."""
    # The task alone: it may have been loaded with its office, and PostgreSQL cannot lock what an
    # outer join may leave empty.
    db.session.refresh(task, with_for_update={"of": Task})
    not_stale(task, seen_version)


def not_stale(task: Task, seen_version: int | None) -> None:
    """Raises Stale where the task is no longer of the version that the person saw; None asks nothing."""
    if seen_version is not None and seen_version != task.version:
        raise Stale(
            N_(
                "Người khác vừa sửa nhiệm vụ này. Nội dung bạn nhập được giữ lại bên dưới: "
                "hãy so với số liệu mới rồi lưu lại."
            )
        )


def own_words_since(task: Task, seen_version: int | None, by: User | None) -> list[TaskChange]:
    """What was said since that version, if `by` said all of it: a form that was sent twice finds
    the first one's words here."""
    # Every change makes a new version, so a version is the number of changes.
    since = [] if seen_version is None else task.changes[seen_version:]
    return since if by and all(change.recorded_by_id == by.id for change in since) else []


def restore(
    task: Task,
    field: Field,
    undone: Collection[TaskChange],
    *,
    at: datetime,
    by: User | None,
    reason: str,
) -> None:
    """Make one figure-bearing field read, for every day, as if `undone` had not been said."""
    lines = {change.id: change for change in task.changes if change.field is field}
    words = [
        Change(line.id, field, line.new, line.effective_on, line.recorded_at)
        for line in lines.values()
    ]
    for word in restoring(words, {change.id for change in undone}):
        line = lines[word.id]
        record(
            task, field, line.new, percent=line.percent, on=line.effective_on, at=at, by=by,
            reason=reason, document_number=line.document_number,
        )  # fmt: skip


def record(
    task: Task,
    field: Field,
    new: str,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
    percent: int | None = None,
    annex_id: int | None = None,
) -> TaskChange:
    """Append one change that holds from the day `on`, and make the present follow. No commit."""
    last = max((change.recorded_at for change in task.changes), default=at)
    is_first = field in FIGURE_FIELDS and all(change.field is not field for change in task.changes)
    change = TaskChange(
        field=field,
        old=None if is_first else _present(task, field),
        new=new,
        percent=percent,
        effective_on=on,
        # A clock that was set back must not make a later word look older than an earlier one.
        recorded_at=max(at, last),
        recorded_by=by,
        reason=reason.strip(),
        document_number=document_number.strip(),
        annex_id=annex_id,
    )
    task.changes.append(change)
    _follow(task, change)
    find_also_by(task, change.document_number)
    task.version = (task.version or 0) + 1
    return change


def _present(task: Task, field: Field) -> str:
    match field:
        case Field.EXISTENCE:
            return REMOVED if task.removed_on else ASSIGNED
        case Field.STATUS:
            return task.status.value
        case Field.DEADLINE:
            return task.deadline_code
        case Field.LEAD_OFFICE:
            return str(task.lead_office_id or "")
        case Field.SUPPORTING:
            return supporting_names(task)
        case _:
            return str(getattr(task, field.value))


def supporting_names(task: Task) -> str:
    return "; ".join(part.office.name for part in task.offices)


def _follow(task: Task, change: TaskChange) -> None:
    match change.field:
        case Field.EXISTENCE if change.new == REMOVED:
            task.removed_on = change.effective_on
        case Field.EXISTENCE:
            task.assigned_on = change.effective_on
            task.removed_on = None
        case Field.STATUS:
            task.status = Status(change.new)
            task.status_since = change.effective_on
            if change.percent is not None:
                task.percent = change.percent
        case Field.DEADLINE:
            deadline = Deadline.decode(change.new)
            task.deadline_kind = deadline.kind
            task.deadline_on = deadline.on
            task.deadline_code = change.new
        case Field.LEAD_OFFICE:
            task.lead_office_id = int(change.new) if change.new else None
        case Field.SUPPORTING:
            pass  # The rows of task_offices are the present; the change keeps their names.
        case _:
            setattr(task, change.field.value, change.new)
