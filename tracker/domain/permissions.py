"""Who may do what inside a committee. Nobody may do anything in a committee that is not theirs."""

from enum import StrEnum

from tracker.domain.errors import N_


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    LEADER = "leader"
    HEAD = "head"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    Role.ADMINISTRATOR: N_("Quản trị"),
    Role.SECRETARY: N_("Thư ký"),
    Role.LEADER: N_("Lãnh đạo"),
    Role.HEAD: N_("Thủ trưởng đơn vị"),
}


class Action(StrEnum):
    SEE_TASKS = "see_tasks"
    SEE_SUMMARY = "see_summary"
    CHOOSE_SUMMARY_MAIL = "choose_summary_mail"
    EDIT_TASKS = "edit_tasks"
    REPORT_PROGRESS = "report_progress"
    COMMENT = "comment"
    DECIDE_REPORTS = "decide_reports"
    IMPORT_ANNEX = "import_annex"
    SEE_REMINDERS = "see_reminders"
    SEND_REMINDERS = "send_reminders"
    TAKE_PAPERS = "take_papers"
    ISSUE_REPORTS = "issue_reports"
    SHARE_SUMMARY = "share_summary"
    SEE_INDICATORS = "see_indicators"
    ENTER_VALUES = "enter_values"
    MANAGE_INDICATORS = "manage_indicators"
    MANAGE_OFFICES = "manage_offices"
    MANAGE_USERS = "manage_users"
    SEE_AUDIT = "see_audit"


_READ = frozenset({Action.SEE_TASKS, Action.SEE_SUMMARY, Action.SEE_INDICATORS, Action.TAKE_PAPERS})
_SECRETARY = _READ | {
    Action.COMMENT,
    Action.EDIT_TASKS,
    Action.DECIDE_REPORTS,
    Action.IMPORT_ANNEX,
    Action.SEE_REMINDERS,
    Action.SEND_REMINDERS,
    Action.ISSUE_REPORTS,
    Action.SHARE_SUMMARY,
    Action.ENTER_VALUES,
    Action.MANAGE_INDICATORS,
    Action.MANAGE_OFFICES,
}
_ALLOWED = {
    Role.ADMINISTRATOR: _SECRETARY | {Action.MANAGE_USERS, Action.SEE_AUDIT},
    Role.SECRETARY: _SECRETARY,
    Role.LEADER: _READ | {Action.SEE_REMINDERS, Action.CHOOSE_SUMMARY_MAIL},
    # A head sees the tasks and indicators of the own office only: the queries limit the rows.
    Role.HEAD: frozenset(
        {
            Action.SEE_TASKS,
            Action.REPORT_PROGRESS,
            Action.COMMENT,
            Action.SEE_INDICATORS,
            Action.ENTER_VALUES,
        }
    ),
}


# What a head does for the office, whoever stands in for the head does too: for that office, and as
# long as it lasts.
_FOR_THE_OFFICE = frozenset({Action.REPORT_PROGRESS, Action.COMMENT, Action.ENTER_VALUES})


def may_standing_in(action: Action) -> bool:
    return action in _FOR_THE_OFFICE


def may(role: Role, action: Action) -> bool:
    return action in _ALLOWED[role]
