"""A task comes onto the list, by hand or out of an annex, and is taken back off it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.db import db, writing
from tracker.domain.deadlines import Deadline, read_deadline
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.history import ASSIGNED, REMOVED, Field
from tracker.domain.status import Status
from tracker.models import Directive, Office, Task, User
from tracker.queries.committees import directive_numbered
from tracker.queries.tasks import last_position, task_of_form
from tracker.services.history import record
from tracker.services.search import refresh_search_text
from tracker.services.tasks.checks import not_in_future
from tracker.services.tasks.words import set_offices
from tracker.services.turns import take_turn


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
    form_key: str | None = None  # names the showing of the form, so that two clicks make one task


def assign(
    directive: Directive,
    new: NewTask,
    *,
    on: date,
    at: datetime,
    by: User | None,
    annex_id: int | None = None,
) -> Task:
    """Create one task, the last of its directive; the same form sent twice creates it once.

    Raises RuleBroken for an empty title or a day in the future.
    """
    with writing():
        # Held, so that two clicks at once come one after the other.
        take_turn(directive.committee_id)
        made = task_of_form(new.form_key)
        placed = replace(new, position=last_position(directive.id) + 1)
        return made or add_task(directive, placed, on=on, at=at, by=by, annex_id=annex_id)


def assign_by(
    committee_id: int, number: str, new: NewTask, *, on: date, at: datetime, by: User | None
) -> Task:
    """Create one task of the directive with that number; it is added where it is not known yet."""
    with writing():
        # Held, so that two people who name the same new directive add it once.
        take_turn(committee_id)
        made = task_of_form(new.form_key)
        if made is not None:
            return made
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
    not_in_future(on, at)
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
        form_key=new.form_key,
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
    # Before it is written: then it is written once, and no report is looked for that cannot be.
    with db.session.no_autoflush:
        refresh_search_text(task)
    return task


def remove_task(task: Task, *, on: date, at: datetime, by: User | None, reason: str) -> None:
    """Take a task back that should never have been there (an import undone); its history stays."""
    record(task, Field.EXISTENCE, REMOVED, on=on, at=at, by=by, reason=reason)
