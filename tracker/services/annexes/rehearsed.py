"""The answer of a rehearsal: every source row with what will become of it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from tracker.domain.annexes.directives import DirectiveGuess
from tracker.domain.annexes.source_rows import RowKind, SourceRow
from tracker.domain.annexes.table import Table
from tracker.domain.annexes.tables import TaskTable
from tracker.domain.errors import N_
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Directive, Office, Task
from tracker.services.annexes.office_book import AskedName


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
        return _FATES[self]


class Problem(StrEnum):
    """Why a person should look at a row before it is saved."""

    UNREADABLE = "unreadable"
    REPEATED = "repeated"
    DEADLINE = "deadline"
    LEAD = "lead"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return _PROBLEMS[self]


_FATES = {
    Fate.NEW: N_("Mới"),
    Fate.CHANGED: N_("Thay đổi"),
    Fate.UNCHANGED: N_("Không đổi"),
    Fate.SECTION: N_("Mục"),
    Fate.HEADER: N_("Tiêu đề bảng"),
    Fate.UNREADABLE: N_("Không đọc được"),
    Fate.LEFT_OUT: N_("Bỏ ra"),
}
_PROBLEMS = {
    Problem.UNREADABLE: N_("Không đọc được thành nhiệm vụ"),
    Problem.REPEATED: N_("Trùng với một dòng ở trên: bỏ ra nếu là một nhiệm vụ"),
    Problem.DEADLINE: N_("Chưa đọc được thời hạn"),
    Problem.LEAD: N_("Chưa rõ cơ quan chủ trì"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`old` and `new` as the history stores them; offices by their names."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RehearsedRow:
    index: int
    row: SourceRow
    fate: Fate
    task: Task | None = None
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    lead: Office | None = None
    co_leads: tuple[Office, ...] = ()
    supporting: tuple[Office, ...] = ()
    # As the office writes them where they are known, else as printed.
    lead_names: tuple[str, ...] = ()
    supporting_names: tuple[str, ...] = ()
    # What the annex's own status column says, where it can be read.
    status: Status | None = None
    is_edited: bool = False

    @property
    def is_saved(self) -> bool:
        return self.fate in (Fate.NEW, Fate.CHANGED)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    filename: str
    # What the document says of itself, with what the person corrected.
    guess: DirectiveGuess
    number: str
    number_is_filename: bool
    directive: Directive | None
    assigned_on: date | None
    rows: Sequence[RehearsedRow]
    tables: Sequence[TaskTable]
    # Tables that were not taken for lists of tasks.
    others: Sequence[Table]
    names: Sequence[AskedName]
    # Tasks of the directive that no row speaks of; empty where the annex is an additional one.
    missing: Sequence[Task]
    # Remarks about the file, msgids.
    notes: Sequence[str] = ()

    @property
    def open_names(self) -> list[AskedName]:
        return [name for name in self.names if name.is_open]

    def counts(self) -> dict[str, int]:
        """Source rows by kind; they add up to all rows of the task tables."""
        kinds = Counter(one.row.kind for one in self.rows)
        return {kind.value: kinds[kind] for kind in RowKind}

    def fates(self) -> dict[Fate, int]:
        fates = Counter(one.fate for one in self.rows)
        return {fate: fates[fate] for fate in Fate}

    def statuses(self) -> dict[Status, int]:
        """First states that the annex's own status column offers for its new tasks."""
        said = Counter(one.status for one in self.rows if one.status and one.fate is Fate.NEW)
        return {status: said[status] for status in Status if said[status]}

    @property
    def to_save(self) -> int:
        return sum(one.is_saved for one in self.rows)

    @property
    def unreadable(self) -> int:
        """Rows that look like tasks, cannot be read and so are not saved."""
        return sum(Problem.UNREADABLE in one.problems for one in self.rows)

    @property
    def fingerprint(self) -> str:
        """Differs when another outcome is rehearsed: what is confirmed must be what was seen."""
        seen = sha256()
        for line in self._outcome():
            seen.update(json.dumps(line).encode())
        return seen.hexdigest()

    def _outcome(self) -> Iterable[Sequence[object]]:
        for one in self.rows:
            task_id = one.task.id if one.task else None
            differences = [(each.field, each.new) for each in one.differences]
            yield one.row.source, one.fate, task_id, one.row.deadline.encode(), differences
