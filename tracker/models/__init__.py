"""Tables: columns, constraints and relationships; the rules live in `domain` and `services`."""

from tracker.domain.delivery import MailState
from tracker.models.absences import Absence
from tracker.models.annexes import Annex, AnnexForm, AnnexState
from tracker.models.arming import MailArming
from tracker.models.audit import AuditEntry
from tracker.models.calendar import CalendarDay, CalendarYear
from tracker.models.comments import TaskComment
from tracker.models.committees import Committee
from tracker.models.directives import Directive
from tracker.models.evidence import Evidence
from tracker.models.holds import MailHold
from tracker.models.indicators import Indicator, IndicatorStatement
from tracker.models.ladders import LadderEdition, LadderStep
from tracker.models.occurrences import TaskOccurrence
from tracker.models.offices import Office, OfficeAlias
from tracker.models.official_reports import Report, Stage
from tracker.models.progress_reports import (
    ProgressReport,
    ReportDraft,
    ReportRhythm,
    ReportState,
)
from tracker.models.refusals import Refusal
from tracker.models.reminders import Mail, MailNotice, Reminder, ReminderRun
from tracker.models.report_templates import ReportTemplate
from tracker.models.saved_filters import SavedFilter
from tracker.models.search import TASK_SEARCH
from tracker.models.summary_links import SummaryLink
from tracker.models.tasks import Part, Task, TaskChange, TaskOffice
from tracker.models.users import Membership, SignInFailure, SignInSession, User

__all__ = [
    "TASK_SEARCH",
    "Absence",
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
    "LadderEdition",
    "LadderStep",
    "Mail",
    "MailArming",
    "MailHold",
    "MailNotice",
    "MailState",
    "Membership",
    "Office",
    "OfficeAlias",
    "Part",
    "ProgressReport",
    "Refusal",
    "Reminder",
    "ReminderRun",
    "Report",
    "ReportDraft",
    "ReportRhythm",
    "ReportState",
    "ReportTemplate",
    "SavedFilter",
    "SignInFailure",
    "SignInSession",
    "Stage",
    "SummaryLink",
    "Task",
    "TaskChange",
    "TaskComment",
    "TaskOccurrence",
    "TaskOffice",
    "User",
]
