"""Compares the rows of an annex with the tasks of its directive."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain.annexes.comparison import Named, match_rows
from tracker.domain.annexes.source_rows import Reason, RowKind, SourceRow
from tracker.domain.annexes.states import status_from_words
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.history import Field
from tracker.domain.vietnamese import fold, plain
from tracker.models import Directive, Office, Part, Task
from tracker.queries.annexes import tasks_to_compare
from tracker.services.annexes.choices import Choices
from tracker.services.annexes.edits import edited
from tracker.services.annexes.office_book import OfficeBook
from tracker.services.annexes.rehearsed import Difference, Fate, Problem, RehearsedRow

# A row that says no more than this about itself needs nobody's eye.
_HARMLESS = (Reason.BLANK, Reason.JOINED)


def compare(
    source: Sequence[SourceRow], directive: Directive | None, book: OfficeBook, choices: Choices
) -> tuple[list[RehearsedRow], list[Task]]:
    """Every source row with its fate, and the tasks of the directive that no row speaks of."""
    tasks = {task.id: task for task in tasks_to_compare(directive.id)} if directive else {}
    rows = [edited(row, choices.edits.get(row.source, {})) for row in source]
    left_out = frozenset(choices.left_out)
    named = [
        Named(index, row.ordinal, row.section, row.title, printed(row.lead))
        for index, row in enumerate(rows)
        if row.kind is RowKind.TASK
        and row.source not in left_out
        and not choices.edits.get(row.source, {}).get("new")
    ]
    present = [
        Named(task.id, task.ordinal, task.section, task.title, task.lead_text)
        for task in tasks.values()
    ]
    matched = match_rows(named, present)
    seen: set[tuple[str, ...]] = set()
    found = []
    for index, row in enumerate(rows):
        rehearsed = RehearsedRow(index, row, Fate(_fate_of(row)), is_edited=row != source[index])
        if row.source in left_out:
            rehearsed = replace(rehearsed, fate=Fate.LEFT_OUT)
        elif row.kind is RowKind.TASK:
            rehearsed = _task_row(rehearsed, tasks.get(matched.get(index, 0)), book, seen)
        elif row.kind is RowKind.UNREADABLE and row.reason not in _HARMLESS:
            rehearsed = replace(rehearsed, problems=(Problem.UNREADABLE,))
        found.append(rehearsed)
    # Where few rows speak of a known task, the annex adds to the directive and revises nothing.
    revises = bool(matched) and len(matched) * 2 >= len(named)
    spoken_of = set(matched.values())
    return found, [task for task in tasks.values() if revises and task.id not in spoken_of]


def _fate_of(row: SourceRow) -> Fate:
    return Fate.NEW if row.kind is RowKind.TASK else Fate(row.kind.value)


def _task_row(
    one: RehearsedRow, task: Task | None, book: OfficeBook, seen: set[tuple[str, ...]]
) -> RehearsedRow:
    row = one.row
    leads = [book.find(name, is_lead=True) for name in row.lead]
    supporting = [book.find(name, is_lead=False) for name in row.supporting]
    found = [office for office in leads if office is not None]
    one = replace(
        one,
        task=task,
        lead=found[0] if found else None,
        co_leads=tuple(found[1:]),
        supporting=tuple(office for office in supporting if office is not None),
        lead_names=_names(row.lead, leads),
        supporting_names=_names(row.supporting, supporting),
        status=status_from_words(row.progress_text or row.result_text),
    )
    if task is not None:
        differences = tuple(_differences(one, task))
        fate = Fate.CHANGED if differences else Fate.UNCHANGED
        one = replace(one, fate=fate, differences=differences)
    return replace(one, problems=tuple(_problems(one, seen)))


def _names(as_printed: Sequence[str], offices: Sequence[Office | None]) -> tuple[str, ...]:
    pairs = zip(as_printed, offices, strict=True)
    return tuple(office.name if office else name for name, office in pairs)


def _problems(one: RehearsedRow, seen: set[tuple[str, ...]]) -> Iterable[Problem]:
    row = one.row
    same = (
        fold(row.title),
        fold(printed(row.lead)),
        fold(row.deadline_text),
        fold(row.deliverable),
    )
    if same in seen:
        yield Problem.REPEATED
    seen.add(same)
    task = one.task
    deadline = task.deadline.kind if task and not _says(one, Field.DEADLINE) else row.deadline.kind
    if deadline is DeadlineKind.UNKNOWN:
        yield Problem.DEADLINE
    if not (one.lead or (task and task.lead_office_id)):
        yield Problem.LEAD


def _says(one: RehearsedRow, field: Field) -> bool:
    return any(difference.field is field for difference in one.differences)


def _differences(one: RehearsedRow, task: Task) -> Iterable[Difference]:
    """What the row says otherwise than the task does.

    Deadline and owners are compared as printed: a deadline that was extended since, or an owner
    that was changed by a decision, is not taken back by reading the same annex again. What was
    not known when the task was assigned is filled in.
    """
    row = one.row
    deadline_is_reworded = fold(row.deadline_text) != fold(task.deadline_text)
    is_unread = task.deadline_kind is DeadlineKind.UNKNOWN
    if (deadline_is_reworded or is_unread) and row.deadline != task.deadline:
        yield Difference(Field.DEADLINE, task.deadline_code, row.deadline.encode())
    lead_is_reworded = fold(printed(row.lead)) != fold(task.lead_text)
    lead_may_change = lead_is_reworded or task.lead_office_id is None
    # A new office has no id yet, as a task without a lead office has none.
    is_other = one.lead is not None and (one.lead.id or 0) != task.lead_office_id
    if lead_may_change and one.lead is not None and is_other:
        old = task.lead_office.name if task.lead_office else ""
        yield Difference(Field.LEAD_OFFICE, old, one.lead.name)
    if lead_is_reworded or fold(printed(row.supporting)) != fold(task.supporting_text):
        yield from _partners(one, task)
    yield from _reworded(row, task)


def _reworded(row: SourceRow, task: Task) -> Iterable[Difference]:
    words = {
        Field.ORDINAL: (row.ordinal.rstrip("."), task.ordinal.rstrip(".")),
        Field.TITLE: (row.title, task.title),
        Field.DELIVERABLE: (row.deliverable, task.deliverable),
        Field.SECTION: (row.section, task.section),
        Field.FIELD: (row.field[:100], task.field),
    }
    for name, (new, old) in words.items():
        if new and _text(new) != _text(old):
            yield Difference(name, old, new)


def _partners(one: RehearsedRow, task: Task) -> Iterable[Difference]:
    old = {(part.part, part.office_id) for part in task.offices}
    new = {(Part.CO_LEAD, office.id) for office in one.co_leads}
    new |= {(Part.SUPPORTING, office.id) for office in one.supporting}
    if new != old:
        names = (office.name for office in (*one.co_leads, *one.supporting))
        yield Difference(
            Field.SUPPORTING,
            printed([part.office.name for part in task.offices]),
            printed(list(names)),
        )


def _text(words: str) -> str:
    """Spaces, line breaks and kinds of dashes do not make another text."""
    return " ".join(plain(words).split())


def printed(names: Sequence[str]) -> str:
    """Offices' names as one line, as a task keeps them."""
    return "; ".join(names)
