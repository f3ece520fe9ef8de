"""Taking back one's own last change within the day: as a new change, for the past never changes."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from tracker.clock import office_day, office_time
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import FIGURE_FIELDS, UNDO_OF_CHANGE, Field
from tracker.domain.status import Status
from tracker.models import Office, Part, Task, TaskChange, User
from tracker.queries.committees import offices_of
from tracker.services.history import lock, record, restore
from tracker.services.search import refresh_search_text
from tracker.services.tasks.words import set_offices


def undoable(task: Task, *, by: User, at: datetime) -> list[TaskChange]:
    """What was said last, if this person said it today and may take it back; else nothing.

    Not taken back this way: that the task was assigned, what an annex brought, and what belongs to
    a progress report, which has words of its own for it.
    """
    if not task.changes:
        return []
    last = task.changes[-1]
    said = list(takewhile(lambda change: _occasion(change) == _occasion(last), task.changes[::-1]))
    said.reverse()
    is_own = last.recorded_by_id == by.id and office_day(last.recorded_at) == office_day(at)
    barred = any(change.annex_id or change.field is Field.EXISTENCE for change in said)
    return said if is_own and not barred and not _of_a_report(said) else []


def _occasion(change: TaskChange) -> tuple[object, ...]:
    return change.recorded_at, change.recorded_by_id, change.reason, change.document_number


def _of_a_report(said: Sequence[TaskChange]) -> bool:
    statuses = [change for change in said if change.field is Field.STATUS]
    awaiting = Status.AWAITING_ACCEPTANCE
    return bool(statuses) and awaiting in (statuses[0].old, statuses[-1].new)


def undo(task: Task, *, at: datetime, by: User, seen_version: int | None = None) -> None:
    """Say again what stood before one's own last change, for every day. Raises RuleBroken, Stale."""
    with writing():
        lock(task, seen_version)
        said = undoable(task, by=by, at=at)
        if not said:
            raise RuleBroken(
                N_(
                    "Chỉ hoàn tác được thay đổi cuối cùng do chính bạn ghi trong hôm nay, khi chưa "
                    "có ai ghi gì sau đó: hãy ghi một thay đổi mới."
                )
            )
        fields = list(dict.fromkeys(change.field for change in said))
        if {Field.LEAD_OFFICE, Field.SUPPORTING} <= set(fields):
            raise RuleBroken(
                N_(
                    "Cơ quan mới vốn là cơ quan phối hợp nên không hoàn tác tự động được: "
                    "hãy chuyển lại cơ quan chủ trì rồi sửa cơ quan phối hợp."
                )
            )
        moment = f"{office_time(said[-1].recorded_at):%H:%M}"
        reason = f"{UNDO_OF_CHANGE} {moment}"
        for field in fields:
            lines = [change for change in said if change.field is field]
            _take_back(task, field, lines, at=at, by=by, reason=reason)
        refresh_search_text(task)


def _take_back(
    task: Task, field: Field, said: Sequence[TaskChange], *, at: datetime, by: User, reason: str
) -> None:
    old = said[0].old or ""
    if field in FIGURE_FIELDS:
        restore(task, field, said, at=at, by=by, reason=reason)
        if field is Field.LEAD_OFFICE:
            _set_parts(task, [part.office for part in task.offices])
        return
    record(task, field, old, on=office_day(at), at=at, by=by, reason=reason)
    if field is Field.SUPPORTING:
        _set_parts(task, _named(task.committee_id, old))


def _named(committee_id: int, names: str) -> list[Office]:
    offices = {office.name: office for office in offices_of(committee_id)}
    wanted = [name for name in names.split("; ") if name]
    if not set(wanted) <= set(offices):
        raise RuleBroken(
            N_("Tên cơ quan đã đổi nên không hoàn tác được: hãy sửa lại cơ quan phối hợp.")
        )
    return [offices[name] for name in wanted]


def _set_parts(task: Task, offices: Sequence[Office]) -> None:
    """These beside the lead office; who leads with it goes on doing so."""
    co_leads = {part.office_id for part in task.offices if part.part is Part.CO_LEAD}
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    set_offices(
        task,
        lead,
        [office for office in offices if office.id in co_leads],
        [office for office in offices if office.id not in co_leads],
    )
