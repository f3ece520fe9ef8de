"""What a person decides about an annex between the rehearsal and the saving; kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

LEAVE_OPEN = 0
ADD_OFFICE = -1
# The words of a row that can be corrected in place. "deadline" says how the printed phrase is to
# be read; "task" turns a heading into a task; "new" parts a row from the task it was taken for.
EDITABLE = (
    "ordinal",
    "title",
    "deliverable",
    "lead",
    "supporting",
    "deadline",
    "task",
    "new",
)
TICKED = ("task", "new")


@dataclass(frozen=True, slots=True)
class Choices:
    # Blank: as found in the document.
    directive_number: str = ""
    directive_title: str = ""
    issued_on: date | None = None
    # The day from which new tasks and changes count; None: the day the document was issued.
    assigned_on: date | None = None
    # The directive whose tasks this annex revises; None: the one of its own number.
    revises_id: int | None = None
    # Name as printed → office id, LEAVE_OPEN or ADD_OFFICE.
    offices: Mapping[str, int] = field(default_factory=dict)
    # Table's name → ColumnPlan.encode(), where a person corrected what was found; None: no tasks.
    columns: Mapping[str, Any] = field(default_factory=dict)
    # Row's source → the words that a person corrected in place, by the names in EDITABLE.
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Sources of rows that a person leaves out.
    left_out: tuple[str, ...] = ()
    # The day of the statuses in the annex's progress column; None: they are not taken over.
    statuses_on: date | None = None
    # Tasks that the new annex no longer has and that the person cancels.
    cancel: tuple[int, ...] = ()

    def encode(self) -> dict[str, Any]:
        stored = asdict(self)
        for name in _DAYS:
            stored[name] = stored[name].isoformat() if stored[name] else None
        return stored

    @classmethod
    def decode(cls, stored: Mapping[str, Any]) -> "Choices":
        given = dict(stored)
        for name in _DAYS:
            given[name] = date.fromisoformat(given[name]) if given.get(name) else None
        for name in ("left_out", "cancel"):
            given[name] = tuple(given.get(name, ()))
        return cls(**given)

    def for_the_same_file(self) -> "Choices":
        """What still holds when the file is taken over once more: how it is read, not what is done."""
        return replace(self, statuses_on=None, cancel=())


_DAYS = ("issued_on", "assigned_on", "statuses_on")
