"""Taking over a published annex: rehearse, choose, save, undo."""

from tracker.services.annexes.choices import ADD_OFFICE, LEAVE_OPEN, Choices
from tracker.services.annexes.rehearsal import (
    Difference,
    Fate,
    OpenName,
    Rehearsal,
    RehearsedRow,
    rehearse,
)
from tracker.services.annexes.saving import choose, save_annex, undo_annex, upload_annex

__all__ = [
    "ADD_OFFICE",
    "LEAVE_OPEN",
    "Choices",
    "Difference",
    "Fate",
    "OpenName",
    "Rehearsal",
    "RehearsedRow",
    "choose",
    "rehearse",
    "save_annex",
    "undo_annex",
    "upload_annex",
]
