"""Verbs on tasks. Every one is a transaction of its own; `at` is the moment it is recorded."""

from tracker.services.search import refresh_search_text
from tracker.services.tasks.assigning import NewTask, add_task, assign, assign_by, remove_task
from tracker.services.tasks.decisions import (
    change_deadline,
    decide_deadline,
    decide_lead_office,
    reassign,
)
from tracker.services.tasks.statuses import change_status, decide_status, set_status
from tracker.services.tasks.undoing import undo, undoable
from tracker.services.tasks.words import edit_words, set_offices

__all__ = [
    "NewTask",
    "add_task",
    "assign",
    "assign_by",
    "change_deadline",
    "change_status",
    "decide_deadline",
    "decide_lead_office",
    "decide_status",
    "edit_words",
    "reassign",
    "refresh_search_text",
    "remove_task",
    "set_offices",
    "set_status",
    "undo",
    "undoable",
]
