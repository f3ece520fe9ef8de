"""Tables: columns, constraints and relationships; the rules live in `domain` and `services`."""

from tracker.domain.delivery import MailState
from tracker.models.annexes import Annex, AnnexForm, AnnexState
from tracker.models.audit import AuditEntry
from tracker.models.calendar import CalendarDay, CalendarYear
from tracker.models.committees import Committee
from tracker.models.directives import Directive
from tracker.models.indicators import Indicator, IndicatorStatement
from tracker.models.evidence import Evidence
from tracker.models.occurrences import TaskOccurrence
from tracker.models.offices import Office, OfficeAlias
from tracker.models.progress_reports import (
    ProgressReport,
    ReportDraft,
    ReportRhythm,
    ReportState,
)
from tracker.models.reminders import Mail, Reminder, ReminderRun
from tracker.models.reports import Report, Stage
from tracker.models.saved_filters import SavedFilter
from tracker.models.search import TASK_SEARCH
from tracker.models.tasks import Part, Task, TaskChange, TaskOffice
from tracker.models.users import Membership, SignInFailure, User

__all__ = [
    "TASK_SEARCH",
    "Annex",
    "AnnexForm",
    "AnnexState",
    "AuditEntry",
    "CalendarDay",
    "CalendarYear",
    "Committee",
    "Directive",
    "Evidence",
    "Indicator",
    "IndicatorStatement",
    "Mail",
    "MailState",
    "Membership",
    "Office",
    "OfficeAlias",
    "Part",
    "ProgressReport",
    "Reminder",
    "ReminderRun",
    "Report",
    "ReportDraft",
    "ReportRhythm",
    "ReportState",
    "SavedFilter",
    "SignInFailure",
    "Stage",
    "Task",
    "TaskChange",
    "TaskOccurrence",
    "TaskOffice",
    "User",
]
