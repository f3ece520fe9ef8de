"""Verbs on tasks. Every one is a transaction of its own; `at` is the moment it is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.deadlines import Deadline, DeadlineKind, read_deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import ASSIGNED, REMOVED, Field
from tracker.domain.status import Status, check_change, percent_for
from tracker.domain.vietnamese import fold
from tracker.models import Directive, Office, Part, Task, TaskOffice, User
from tracker.queries.committees import directive_numbered
from tracker.queries.tasks import last_position
from tracker.services.history import lock, record, supporting_names


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a person or an annex says of a task before it is assigned."""

    title: str
    ordinal: str = ""
    position: int = 0
    section: str = ""
    deliverable: str = ""
    field: str = ""
    lead_text: str = ""
    supporting_text: str = ""
    deadline_text: str = ""
    deadline: Deadline | None = None  # None: read from the phrase
    lead_office: Office | None = None
    co_leads: Sequence[Office] = ()
    supporting: Sequence[Office] = ()


def assign(
    directive: Directive,
    new: NewTask,
    *,
    on: date,
    at: datetime,
    by: User | None,
    annex_id: int | None = None,
) -> Task:
    """Create one task, the last of its directive.

    Raises RuleBroken for an empty title or a day in the future.
    """
    with writing():
        placed = replace(new, position=last_position(directive.id) + 1)
        return add_task(directive, placed, on=on, at=at, by=by, annex_id=annex_id)


def assign_by(
    committee_id: int, number: str, new: NewTask, *, on: date, at: datetime, by: User | None
) -> Task:
    """Create one task of the directive with that number; it is added where it is not known yet."""
    with writing():
        directive = directive_numbered(committee_id, number)
        if directive is None:
            directive = Directive(committee_id=committee_id, number=number.strip())
            db.session.add(directive)
            db.session.flush()
        placed = replace(new, position=last_position(directive.id) + 1)
        return add_task(directive, placed, on=on, at=at, by=by)


def add_task(
    directive: Directive,
    new: NewTask,
    *,
    on: date,
    at: datetime,
    by: User | None,
    annex_id: int | None = None,
) -> Task:
    """The part of `assign` that an import repeats inside its own transaction."""
    if not new.title.strip():
        raise RuleBroken(N_("Nhiệm vụ phải có tên: hãy ghi nội dung nhiệm vụ."), field="title")
    _not_in_future(on, at)
    deadline = new.deadline or read_deadline(new.deadline_text)
    task = Task(
        committee_id=directive.committee_id,
        directive=directive,
        annex_id=annex_id,
        ordinal=new.ordinal.strip(),
        position=new.position,
        section=new.section.strip(),
        title=new.title.strip(),
        deliverable=new.deliverable.strip(),
        field=new.field.strip(),
        lead_text=new.lead_text.strip(),
        supporting_text=new.supporting_text.strip(),
        deadline_text=new.deadline_text.strip(),
        created_at=at,
        version=0,
    )
    lead = str(new.lead_office.id) if new.lead_office else ""
    first_words = {
        Field.EXISTENCE: ASSIGNED,
        Field.STATUS: Status.NOT_STARTED.value,
        Field.DEADLINE: deadline.encode(),
        Field.LEAD_OFFICE: lead,
    }
    for field, value in first_words.items():
        percent = 0 if field is Field.STATUS else None
        record(task, field, value, on=on, at=at, by=by, percent=percent, annex_id=annex_id)
    # Only now: the present columns that the database insists on follow from the records above.
    db.session.add(task)
    set_offices(task, new.lead_office, new.co_leads, new.supporting)
    refresh_search_text(task)
    return task


def set_offices(
    task: Task, lead: Office | None, co_leads: Sequence[Office], supporting: Sequence[Office]
) -> None:
    if task.offices:
        task.offices.clear()
        db.session.flush()
    taken = {lead.id} if lead else set()
    for part, offices in ((Part.CO_LEAD, co_leads), (Part.SUPPORTING, supporting)):
        for office in offices:
            if office.id not in taken:
                taken.add(office.id)
                task.offices.append(
                    TaskOffice(office=office, part=part, position=len(task.offices))
                )


def refresh_search_text(task: Task) -> None:
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    words = (
        task.ordinal,
        task.title,
        task.deliverable,
        task.section,
        task.field,
        task.lead_text,
        lead.name if lead else "",
        task.directive.number,
    )
    task.search_text = fold(" ".join(words))


def change_status(
    task: Task,
    new: Status,
    *,
    percent: int | None = None,
    on: date,
    at: datetime,
    by: User | None,
    seen_version: int | None = None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """Record the status (and percent) that holds from the day `on`. Percent None keeps it.

    Raises RuleBroken (see domain.status) and Stale.
    """
    with writing():
        lock(task, seen_version)
        _still_assigned(task)
        if task.status is Status.AWAITING_ACCEPTANCE:
            raise RuleBroken(
                N_("Nhiệm vụ có báo cáo chờ xác nhận: hãy xác nhận hoặc trả lại báo cáo đó trước.")
            )
        check_change(
            task.status,
            new,
            on=on,
            today=office_day(at),
            assigned_on=task.assigned_on,
            reason=reason,
        )
        kept = 0 if task.status is Status.COMPLETED else task.percent
        set_status(
            task,
            new,
            percent=percent_for(new, kept if percent is None else percent),
            on=on,
            at=at,
            by=by,
            reason=reason,
            document_number=document_number,
        )


def set_status(
    task: Task,
    new: Status,
    *,
    percent: int,
    on: date,
    at: datetime,
    by: User | None,
    reason: str = "",
    document_number: str = "",
) -> None:
    """The recording part of every status change, inside the caller's transaction."""
    unchanged = (new, percent) == (task.status, task.percent)
    if unchanged and (new is not Status.COMPLETED or on == task.status_since):
        return
    if new is task.status is Status.COMPLETED and on > task.status_since:
        # A completion moved to a later day was not one in between: say so, or the days from the
        # old to the new date would go on counting it as completed.
        record(
            task, Field.STATUS, Status.IN_PROGRESS, percent=0, on=task.status_since, at=at, by=by,
            reason=reason, document_number=document_number,
        )  # fmt: skip
    record(
        task, Field.STATUS, new, percent=percent, on=on, at=at, by=by,
        reason=reason, document_number=document_number,
    )  # fmt: skip


def change_deadline(
    task: Task,
    new: Deadline,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str,
    seen_version: int | None = None,
) -> None:
    """Extend or set the deadline: a decision with a reason and a document number.

    A task whose deadline could not be read gets its first one without a document.
    """
    with writing():
        lock(task, seen_version)
        _still_assigned(task)
        _not_in_future(on, at)
        _not_before_assignment(task, on)
        if new == task.deadline:
            raise RuleBroken(
                N_("Thời hạn mới trùng thời hạn đang có hiệu lực: hãy chọn ngày khác."),
                field="deadline_on",
            )
        if task.deadline_kind is not DeadlineKind.UNKNOWN:
            if not reason.strip():
                raise RuleBroken(N_("Hãy ghi lý do điều chỉnh thời hạn."), field="reason")
            if not document_number.strip():
                raise RuleBroken(
                    N_("Hãy ghi số văn bản cho phép điều chỉnh thời hạn."), field="document_number"
                )
        record(
            task, Field.DEADLINE, new.encode(), on=on, at=at, by=by,
            reason=reason, document_number=document_number,
        )  # fmt: skip


def reassign(
    task: Task,
    office: Office,
    *,
    on: date,
    at: datetime,
    by: User | None,
    reason: str,
    document_number: str = "",
    seen_version: int | None = None,
) -> None:
    """Give the task to another lead office; what the old one owes follows at once."""
    with writing():
        lock(task, seen_version)
        _still_assigned(task)
        _not_in_future(on, at)
        _not_before_assignment(task, on)
        if office.committee_id != task.committee_id or office.id == task.lead_office_id:
            raise RuleBroken(
                N_("Hãy chọn một cơ quan khác với cơ quan đang chủ trì."), field="office"
            )
        if task.lead_office_id and not reason.strip():
            raise RuleBroken(N_("Hãy ghi lý do chuyển cơ quan chủ trì."), field="reason")
        record(
            task, Field.LEAD_OFFICE, str(office.id), on=on, at=at, by=by,
            reason=reason, document_number=document_number,
        )  # fmt: skip
        others = [part for part in task.offices if part.office_id != office.id]
        set_offices(
            task,
            office,
            [part.office for part in others if part.part is Part.CO_LEAD],
            [part.office for part in others if part.part is Part.SUPPORTING],
        )
        refresh_search_text(task)


def edit_words(
    task: Task,
    words: dict[Field, str],
    *,
    at: datetime,
    by: User | None,
    supporting: Sequence[Office] | None = None,
    seen_version: int | None = None,
) -> None:
    """Change what figures do not depend on (title, deliverable, …); the old words stay in history."""
    with writing():
        lock(task, seen_version)
        if not words.get(Field.TITLE, task.title).strip():
            raise RuleBroken(N_("Nhiệm vụ phải có tên: hãy ghi nội dung nhiệm vụ."), field="title")
        today = office_day(at)
        for name, value in words.items():
            if value.strip() != getattr(task, name.value):
                record(task, name, value.strip(), on=today, at=at, by=by)
        if supporting is not None:
            _change_supporting(task, supporting, on=today, at=at, by=by)
        refresh_search_text(task)


def _change_supporting(
    task: Task, supporting: Sequence[Office], *, on: date, at: datetime, by: User | None
) -> None:
    old = {part.office_id for part in task.offices if part.part is Part.SUPPORTING}
    if old == {office.id for office in supporting}:
        return
    co_leads = [part.office for part in task.offices if part.part is Part.CO_LEAD]
    before = supporting_names(task)
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    set_offices(task, lead, co_leads, supporting)
    change = record(task, Field.SUPPORTING, supporting_names(task), on=on, at=at, by=by)
    change.old = before


def remove_task(task: Task, *, on: date, at: datetime, by: User | None, reason: str) -> None:
    """Take a task back that should never have been there (an import undone); its history stays."""
    record(task, Field.EXISTENCE, REMOVED, on=on, at=at, by=by, reason=reason)


def _still_assigned(task: Task) -> None:
    if task.removed_on is not None:
        raise RuleBroken(N_("Nhiệm vụ này đã được rút khỏi danh sách, không sửa được nữa."))


def _not_in_future(on: date, at: datetime) -> None:
    if on > office_day(at):
        raise RuleBroken(
            N_("Ngày có hiệu lực không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó."),
            field="effective_on",
        )


def _not_before_assignment(task: Task, on: date) -> None:
    if on < task.assigned_on:
        raise RuleBroken(
            N_("Ngày có hiệu lực ở trước ngày giao nhiệm vụ: hãy chọn từ ngày giao trở đi."),
            field="effective_on",
        )
