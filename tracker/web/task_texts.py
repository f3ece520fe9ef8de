"""How deadlines and shares are written on the pages about tasks."""

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from textwrap import shorten

from flask import Flask
from flask_babel import gettext

from tracker.clock import office_day
from tracker.domain import vietnamese
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import N_
from tracker.domain.history import Field
from tracker.domain.text_differences import differences
from tracker.models import Task
from tracker.web.extensions import language
from tracker.web.formats import NONE, day

# As they stand after "sửa" in a task's history.
FIELD_NAMES = {
    Field.TITLE: N_("tên nhiệm vụ"),
    Field.DELIVERABLE: N_("sản phẩm, kết quả"),
    Field.ORDINAL: N_("số thứ tự"),
    Field.SECTION: N_("mục"),
    Field.FIELD: N_("lĩnh vực"),
    Field.SUPPORTING: N_("cơ quan phối hợp"),
}


def init_task_texts(app: Flask) -> None:
    app.jinja_env.globals.update(field_names=FIELD_NAMES, differences=differences)
    app.jinja_env.filters.update(deadline_words=deadline_words, share=share, iso_day=iso_day)


def deadline_words(deadline: Deadline) -> str:
    """ "31/12/2025", "Thường xuyên", "Hằng quý, trước ngày 15 …"; or that nobody could read it."""
    return _deadline_words(deadline, language())


@lru_cache(maxsize=4096)
def _deadline_words(deadline: Deadline, _language: str) -> str:
    """Many tasks share a deadline."""
    if deadline.rule is not None:
        message, values = deadline.rule.words()
        rule = str(gettext(message, **values))
        return rule[:1].upper() + rule[1:]
    if deadline.kind is DeadlineKind.ONGOING:
        return str(gettext("Thường xuyên"))
    return day(deadline.on) if deadline.on else str(gettext("Chưa xác định"))


def iso_day(moment: datetime) -> str:
    """The office's day of a moment, for an address."""
    return office_day(moment).isoformat()


def short_name(task: Task) -> str:
    """What a message calls the task: titles in annexes run over several lines."""
    title = shorten(task.title, width=80, placeholder="…")
    return f"{task.ordinal}. {title}" if task.ordinal else title


def share(percent: Decimal | None) -> str:
    """ "63%", "98,39%"; nothing of nothing is "—"."""
    if percent is None:
        return NONE
    places = -int(percent.as_tuple().exponent)
    written = vietnamese.decimal(percent, places) if language() == "vi" else f"{percent:f}"
    return f"{written}%"
