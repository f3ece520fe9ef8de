"""What an annex would do to the list, row by row, before anything is saved. It only reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tracker.adapters.annexes import read_annex
from tracker.domain.annexes.columns import ColumnPlan
from tracker.domain.annexes.comparison import Named, match_rows
from tracker.domain.annexes.directives import DirectiveGuess
from tracker.domain.annexes.office_names import OfficeName, match_office
from tracker.domain.annexes.offices import is_group, split_offices
from tracker.domain.annexes.reading import read_tasks
from tracker.domain.annexes.source_rows import RowKind, SourceRow
from tracker.domain.annexes.tables import TaskTable
from tracker.domain.deadlines import Deadline, read_deadline
from tracker.domain.errors import N_
from tracker.domain.history import Field
from tracker.domain.vietnamese import fold
from tracker.models import Committee, Directive, Office, Task
from tracker.queries.annexes import tasks_to_compare
from tracker.queries.committees import directive_in, directive_numbered, offices_of
from tracker.services.annexes.choices import ADD_OFFICE, LEAVE_OPEN, Choices


class Fate(StrEnum):
    """What will become of a source row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SECTION = "section"
    HEADER = "header"
    UNREADABLE = "unreadable"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return _LABELS[self]


_LABELS = {
    Fate.NEW: N_("Mới"),
    Fate.CHANGED: N_("Thay đổi"),
    Fate.UNCHANGED: N_("Không đổi"),
    Fate.SECTION: N_("Mục"),
    Fate.HEADER: N_("Tiêu đề bảng"),
    Fate.UNREADABLE: N_("Không đọc được"),
    Fate.LEFT_OUT: N_("Bỏ ra"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RehearsedRow:
    row: SourceRow
    fate: Fate
    task: Task | None = None
    differences: tuple[Difference, ...] = ()
    lead: Office | None = None
    co_leads: tuple[Office, ...] = ()
    supporting: tuple[Office, ...] = ()
    # As the office writes them where they are known, else as printed.
    lead_names: tuple[str, ...] = ()
    supporting_names: tuple[str, ...] = ()


@dataclass(slots=True)
class OpenName:
    """An office's name as printed that matches nothing: asked once, not per row."""

    name: str
    offers: tuple[Office, ...]
    is_lead: bool
    is_group: bool
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Rehearsal:
    filename: str
    guess: DirectiveGuess
    directive: Directive | None
    assigned_on: date | None
    rows: Sequence[RehearsedRow]
    tables: Sequence[TaskTable]
    open_names: Sequence[OpenName]
    missing: Sequence[Task]
    notes: Sequence[str] = field(default_factory=tuple)

    def counts(self) -> dict[str, int]:
        """Source rows by kind; they add up to all rows of the task tables."""
        kinds = [kind.value for kind in RowKind]
        return {kind: sum(one.row.kind == kind for one in self.rows) for kind in kinds}

    def fates(self) -> dict[Fate, int]:
        return {fate: sum(one.fate is fate for one in self.rows) for fate in Fate}


def rehearse(
    committee: Committee | None, filename: str, content: bytes, choices: Choices
) -> Rehearsal:
    """Read the file and compare it with the list. Raises UnreadableFile with what to do.

    Without a committee (an empty installation) every row is new and every office open.
    """
    chosen = {name: ColumnPlan.decode(plan) for name, plan in choices.columns.items()}
    reading = read_tasks(read_annex(content), filename, chosen)
    guess = _guess(reading.directive, choices)
    directive = _directive(committee, guess, choices)
    source = [_edited(row, choices) for row in reading.rows]
    book = _OfficeBook(committee, choices)
    rows, missing = _compare(source, directive, book, choices)
    return Rehearsal(
        filename=filename,
        guess=guess,
        directive=directive,
        assigned_on=choices.assigned_on or guess.issued_on,
        rows=rows,
        tables=reading.tables,
        open_names=book.open_names(),
        missing=missing,
        notes=reading.notes,
    )


def _guess(found: DirectiveGuess, choices: Choices) -> DirectiveGuess:
    return replace(
        found,
        number=choices.directive_number or found.number,
        title=choices.directive_title or found.title,
        issued_on=choices.issued_on or found.issued_on,
    )


def _directive(
    committee: Committee | None, guess: DirectiveGuess, choices: Choices
) -> Directive | None:
    """The directive whose tasks the rows are compared with, if it is there already."""
    if committee is None:
        return None
    if choices.revises_id is not None:
        return directive_in(committee.id, choices.revises_id)
    return directive_numbered(committee.id, guess.number) if guess.number else None


def _edited(row: SourceRow, choices: Choices) -> SourceRow:
    edits = choices.edits.get(row.source)
    if not edits:
        return row
    words: dict[str, object] = {
        name: edits[name] for name in ("ordinal", "title", "deliverable") if name in edits
    }
    for name in ("lead", "supporting"):
        if name in edits:
            words[name] = tuple(split_offices(edits[name]))
    if "deadline_text" in edits:
        words["deadline_text"] = edits["deadline_text"]
        words["deadline"] = read_deadline(edits["deadline_text"])
    edited = replace(row, **words)  # type: ignore[arg-type]  # the names above are its fields
    readable = edited.kind == RowKind.UNREADABLE and edited.title.strip()
    return replace(edited, kind=RowKind.TASK, reason="") if readable else edited


class _OfficeBook:
    """Finds offices by printed name, remembers what was chosen, collects what stays open."""

    def __init__(self, committee: Committee | None, choices: Choices) -> None:
        offices = offices_of(committee.id) if committee else ()
        self._place = committee.place if committee else ""
        self._by_id = {office.id: office for office in offices}
        self._names = [
            OfficeName(office.id, office.name, tuple(alias.alias for alias in office.aliases))
            for office in offices
        ]
        self._choices = {fold(name): choice for name, choice in choices.offices.items()}
        self._found: dict[str, Office | None] = {}
        self._open: dict[str, OpenName] = {}

    def find(self, name: str, *, is_lead: bool) -> Office | None:
        key = fold(name)
        if key not in self._found:
            self._found[key] = self._look_up(name, key, is_lead=is_lead)
        if key in self._open:
            self._open[key].rows += 1
            self._open[key].is_lead |= is_lead
        return self._found[key]

    def _look_up(self, name: str, key: str, *, is_lead: bool) -> Office | None:
        chosen = self._choices.get(key)
        if chosen is not None and chosen not in (LEAVE_OPEN, ADD_OFFICE):
            return self._by_id.get(chosen)
        match = match_office(name, self._names, place=self._place)
        # An office that the person had added is found by its name here.
        if match.office_id is not None and chosen != LEAVE_OPEN:
            return self._by_id[match.office_id]
        offers = tuple(self._by_id[offer.id] for offer in match.offers)
        self._open[key] = OpenName(name, offers, is_lead, is_group(name))
        return None

    def open_names(self) -> list[OpenName]:
        """Names of lead offices first: those tasks would have nobody to remind."""
        return sorted(self._open.values(), key=lambda one: (not one.is_lead, -one.rows))


def _compare(
    source: Sequence[SourceRow],
    directive: Directive | None,
    book: _OfficeBook,
    choices: Choices,
) -> tuple[list[RehearsedRow], list[Task]]:
    """Every source row with its fate, and the tasks of the directive that no row speaks of."""
    tasks = {task.id: task for task in tasks_to_compare(directive.id)} if directive else {}
    named = [
        Named(index, row.ordinal, row.section, row.title)
        for index, row in enumerate(source)
        if row.kind == RowKind.TASK and row.source not in choices.left_out
    ]
    present = [Named(task.id, task.ordinal, task.section, task.title) for task in tasks.values()]
    matched = match_rows(named, present)
    rows = []
    for index, row in enumerate(source):
        if row.kind != RowKind.TASK:
            rows.append(RehearsedRow(row, Fate(row.kind.value)))
        elif row.source in choices.left_out:
            rows.append(RehearsedRow(row, Fate.LEFT_OUT))
        else:
            rows.append(_task_row(row, tasks.get(matched.get(index, 0)), book))
    return rows, [task for task in tasks.values() if task.id not in set(matched.values())]


def _task_row(row: SourceRow, task: Task | None, book: _OfficeBook) -> RehearsedRow:
    leads = [book.find(name, is_lead=True) for name in row.lead]
    supporting = [book.find(name, is_lead=False) for name in row.supporting]
    found = [office for office in leads if office is not None]
    rehearsed = RehearsedRow(
        row,
        Fate.NEW,
        task,
        lead=found[0] if found else None,
        co_leads=tuple(found[1:]),
        supporting=tuple(office for office in supporting if office is not None),
        lead_names=_names(row.lead, leads),
        supporting_names=_names(row.supporting, supporting),
    )
    if task is None:
        return rehearsed
    differences = tuple(_differences(rehearsed, task))
    fate = Fate.CHANGED if differences else Fate.UNCHANGED
    return replace(rehearsed, fate=fate, differences=differences)


def _names(as_printed: Sequence[str], offices: Sequence[Office | None]) -> tuple[str, ...]:
    pairs = zip(as_printed, offices, strict=True)
    return tuple(office.name if office else name for name, office in pairs)


def _differences(one: RehearsedRow, task: Task) -> list[Difference]:
    """What the row says otherwise than the task does.

    Deadline and owner are compared as printed: a deadline that was extended since, or an owner
    that was changed by a decision, is not taken back by reading the same annex again.
    """
    row = one.row
    found = []
    if fold(row.deadline_text) != fold(task.deadline_text) and row.deadline != task.deadline:
        found.append(Difference(Field.DEADLINE, task.deadline_code, row.deadline.encode()))
    lead_is_reworded = fold(printed(row.lead)) != fold(task.lead_text)
    if lead_is_reworded and one.lead is not None and one.lead.id != task.lead_office_id:
        old = task.lead_office.name if task.lead_office else ""
        found.append(Difference(Field.LEAD_OFFICE, old, one.lead.name))
    words = {Field.TITLE: row.title, Field.DELIVERABLE: row.deliverable, Field.SECTION: row.section}
    for name, new in {**words, Field.ORDINAL: row.ordinal}.items():
        old = str(getattr(task, name.value))
        if fold(new) != fold(old) and (new or name is Field.TITLE):
            found.append(Difference(name, old, new))
    return found


def printed(names: Sequence[str]) -> str:
    """Offices' names as one line, as a task keeps them."""
    return "; ".join(names)


def new_deadline(difference: Difference) -> Deadline:
    return Deadline.decode(difference.new)
