"""Timeliness as of a day: computed from status, deadline and day, never typed (DOMAIN: four boxes)."""

from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.deadlines import Deadline
from tracker.domain.errors import N_
from tracker.domain.status import BESIDE, Status


class Box(StrEnum):
    """The official four boxes, and beside them the two without a dated deadline."""

    COMPLETED_ON_TIME = "completed_on_time"
    COMPLETED_LATE = "completed_late"
    OPEN_ON_TRACK = "open_on_track"
    OPEN_OVERDUE = "open_overdue"
    OPEN_NO_DEADLINE = "open_no_deadline"
    COMPLETED_NO_DEADLINE = "completed_no_deadline"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    Box.COMPLETED_ON_TIME: N_("Hoàn thành đúng hạn"),
    Box.COMPLETED_LATE: N_("Hoàn thành quá hạn"),
    Box.OPEN_ON_TRACK: N_("Đang thực hiện trong hạn"),
    Box.OPEN_OVERDUE: N_("Đang thực hiện quá hạn"),
    Box.OPEN_NO_DEADLINE: N_("Đang thực hiện, không có thời hạn"),
    Box.COMPLETED_NO_DEADLINE: N_("Hoàn thành, không có thời hạn"),
}


def box_of(status: Status, since: date, deadline: Deadline, as_of: date) -> Box | None:
    """The box of a task as of a day; None for paused and cancelled, which stand beside the total.

    `since` is the day the status took effect: for a completed task the day of completion.
    """
    if status in BESIDE:
        return None
    if status is Status.COMPLETED:
        if deadline.on is None:
            return Box.COMPLETED_NO_DEADLINE
        return Box.COMPLETED_ON_TIME if since <= deadline.on else Box.COMPLETED_LATE
    if deadline.on is None:
        return Box.OPEN_NO_DEADLINE
    return Box.OPEN_OVERDUE if as_of > deadline.on else Box.OPEN_ON_TRACK


SILENT_DAYS = 30


def is_silent(status: Status, last_word: date, as_of: date) -> bool:
    """Open, and nothing recorded or reported for thirty days [our own convention]."""
    return status.is_open and (as_of - last_word).days >= SILENT_DAYS


def is_due_soon(status: Status, deadline: Deadline, as_of: date, days: int) -> bool:
    """Open, not late, and due within `days` days: a part of "on track", shown beside it."""
    if not status.is_open or deadline.on is None:
        return False
    return as_of <= deadline.on <= as_of + timedelta(days=days)
