"""What figures do not depend on: titles, deliverables, sections, the offices beside the lead."""

from collections.abc import Sequence
from datetime import date, datetime

from tracker.clock import office_day
from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import Field
from tracker.models import Office, Part, Task, TaskOffice, User
from tracker.services.history import lock, not_stale, own_words_since, record, supporting_names
from tracker.services.search import refresh_search_text


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
        lock(task)
        if own_words_since(task, seen_version, by) and _stand(task, words, supporting):
            return
        not_stale(task, seen_version)
        if not words.get(Field.TITLE, task.title).strip():
            raise RuleBroken(N_("Nhiệm vụ phải có tên: hãy ghi nội dung nhiệm vụ."), field="title")
        today = office_day(at)
        for name, value in words.items():
            if value.strip() != getattr(task, name.value):
                record(task, name, value.strip(), on=today, at=at, by=by)
        if supporting is not None:
            _change_supporting(task, supporting, on=today, at=at, by=by)
        refresh_search_text(task)


def _stand(task: Task, words: dict[Field, str], supporting: Sequence[Office] | None) -> bool:
    """Is everything that is asked for so already?"""
    same = all(value.strip() == getattr(task, name.value) for name, value in words.items())
    return same and (supporting is None or _supporters(task) == {one.id for one in supporting})


def _supporters(task: Task) -> set[int]:
    return {part.office_id for part in task.offices if part.part is Part.SUPPORTING}


def _change_supporting(
    task: Task, supporting: Sequence[Office], *, on: date, at: datetime, by: User | None
) -> None:
    if _supporters(task) == {office.id for office in supporting}:
        return
    co_leads = [part.office for part in task.offices if part.part is Part.CO_LEAD]
    before = supporting_names(task)
    lead = db.session.get(Office, task.lead_office_id) if task.lead_office_id else None
    set_offices(task, lead, co_leads, supporting)
    change = record(task, Field.SUPPORTING, supporting_names(task), on=on, at=at, by=by)
    change.old = before


def set_offices(
    task: Task, lead: Office | None, co_leads: Sequence[Office], supporting: Sequence[Office]
) -> None:
    """The offices beside the lead, each once and not the lead itself; no commit, no history."""
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
