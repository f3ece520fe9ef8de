"""Taking over a published annex: rehearse, choose, save, undo."""

from tracker.services.annexes.choices import ADD_OFFICE, LEAVE_OPEN, Choices
from tracker.services.annexes.columns import Correction
from tracker.services.annexes.office_book import AskedName
from tracker.services.annexes.rehearsal import rehearse
from tracker.services.annexes.rehearsed import (
    Difference,
    Fate,
    Problem,
    Rehearsal,
    RehearsedRow,
)
from tracker.services.annexes.saving import import_annex, save_annex
from tracker.services.annexes.undoing import still_known, undo_annex
from tracker.services.annexes.uploading import (
    KEPT,
    choose,
    correct_columns,
    drop_abandoned,
    drop_annex,
    upload_annex,
)

__all__ = [
    "ADD_OFFICE",
    "KEPT",
    "LEAVE_OPEN",
    "AskedName",
    "Choices",
    "Correction",
    "Difference",
    "Fate",
    "Problem",
    "Rehearsal",
    "RehearsedRow",
    "choose",
    "correct_columns",
    "drop_abandoned",
    "drop_annex",
    "import_annex",
    "rehearse",
    "save_annex",
    "still_known",
    "undo_annex",
    "upload_annex",
]
