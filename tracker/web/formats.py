"""How dates, numbers and statuses are written on pages: Jinja filters and the status tag."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from flask import Flask
from flask_babel import gettext

from tracker.clock import office_day, office_time, today
from tracker.domain import vietnamese
from tracker.domain.deadlines import Deadline
from tracker.domain.reporting_periods import Period
from tracker.domain.status import Status
from tracker.domain.timeliness import Box, box_of, is_due_soon
from tracker.web.access import member
from tracker.web.extensions import language, translate

NONE = "—"


class TaskLike(Protocol):
    """A Task, or a TaskState of another day."""

    @property
    def status(self) -> Status: ...
    @property
    def status_since(self) -> date: ...
    @property
    def deadline(self) -> Deadline: ...


@dataclass(frozen=True, slots=True)
class Tag:
    """A status in a few words; `kind` is its shape and colour in tracker.css."""

    kind: str
    text: str
    awaiting: bool = False


def init_formats(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        weekday_day=weekday_day,
        moment=moment,
        count=count,
        number=number,
        msg=msg,
        period=period,
    )
    app.jinja_env.globals.update(tag_of=tag_of, today=today)


def day(value: date | None) -> str:
    """A moment stands for the office's day it falls on."""
    if isinstance(value, datetime):
        value = office_day(value)
    return vietnamese.short_date(value) if value else NONE


def weekday_day(value: date | None) -> str:
    """ "thứ Hai, 24/11/2025"."""
    if value is None:
        return NONE
    return f"{gettext(vietnamese.weekday(value))}, {vietnamese.short_date(value)}"


def moment(value: datetime | None) -> str:
    """ "07:30 ngày 24/11/2025", in the office's time."""
    if value is None:
        return NONE
    local = office_time(value)
    return str(gettext("%(time)s ngày %(day)s", time=f"{local:%H:%M}", day=day(local.date())))


def count(value: int) -> str:
    """As counts stand in running text: "07"; in Vietnamese none is "không"."""
    return vietnamese.count(value) if language() == "vi" else number(value)


def number(value: int) -> str:
    return vietnamese.number(value) if language() == "vi" else f"{value:,}"


def period(value: Period) -> str:
    """ "tháng 12/2025", "quý IV/2025"."""
    message, values = value.words()
    return str(gettext(message, **values))


def msg(message: str) -> str:
    """Translate a msgid that came from below, e.g. `status.label`."""
    return translate(message)


def tag_of(task: TaskLike, as_of: date | None = None) -> Tag:
    """What the list says of a task on the day `as_of` (today when None)."""
    soon = member().committee.due_soon_days
    on = as_of or today()
    return _tag(task.status, task.status_since, task.deadline, on, soon, language())


@lru_cache(maxsize=4096)
def _tag(
    status: Status, since: date, deadline: Deadline, on: date, soon: int, _language: str
) -> Tag:
    """A list says the same of many tasks, and the same again the next time it is opened."""
    awaiting = status is Status.AWAITING_ACCEPTANCE
    days = (deadline.on - on).days if deadline.on else 0
    match box_of(status, since, deadline, on):
        case None:
            return Tag("none", gettext(status.label))
        case Box.COMPLETED_ON_TIME:
            return Tag("ok", gettext("Hoàn thành đúng hạn"))
        case Box.COMPLETED_LATE:
            return Tag("late", gettext("Hoàn thành quá hạn"))
        case Box.COMPLETED_NO_DEADLINE:
            return Tag("ok", gettext("Hoàn thành"))
        case Box.OPEN_NO_DEADLINE:
            return Tag("none", gettext("Không có thời hạn"), awaiting)
        case Box.OPEN_OVERDUE:
            return Tag("over", gettext("Quá hạn %(days)s ngày", days=-days), awaiting)
    if not is_due_soon(status, deadline, on, soon):
        return Tag("go", gettext("Trong hạn"), awaiting)
    words = gettext("Còn %(days)s ngày", days=days) if days else gettext("Đến hạn hôm nay")
    return Tag("soon", words, awaiting)
