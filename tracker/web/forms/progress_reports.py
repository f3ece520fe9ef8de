"""What a head reports of a task, and what the secretary decides about it."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.report_rhythm import RHYTHMS, rhythm
from tracker.domain.status import REPORTABLE
from tracker.web.forms import Form, words
from tracker.web.forms.fields import ChoiceField, DayField, PercentField, VersionField, at_most
from tracker.web.forms.tasks import document_field, effective_day, files_field, percent_field

# What a draft keeps: the words, not the page's own marks.
TYPED = (
    "status",
    "percent",
    "text",
    "difficulties",
    "proposals",
    "document_number",
    "document_on",
    "link",
    "no_evidence",
    "effective_on",
)
NO_RHYTHM = "none"
_RHYTHM_WORDS = {Frequency.MONTHLY: N_("Hằng tháng"), Frequency.QUARTERLY: N_("Hằng quý")}


def _long_field(label: Any, rows: int = 3, **more: Any) -> TextAreaField:
    limit = at_most(8000)
    return TextAreaField(label, validators=[limit], render_kw={"rows": rows}, **more)


class ReportForm(Form):
    status = ChoiceField(lazy_gettext("Trạng thái"))
    percent = percent_field()
    text = TextAreaField(
        lazy_gettext("Nội dung đã thực hiện"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi nội dung đã thực hiện.")),
            at_most(8000),
        ],
        render_kw={"rows": 5},
    )
    difficulties = _long_field(lazy_gettext("Khó khăn, vướng mắc"))
    proposals = _long_field(lazy_gettext("Đề xuất, kiến nghị"))
    document_number = document_field()
    document_on = DayField(lazy_gettext("Ngày văn bản"), render_kw={"class": "short"})
    link = StringField(
        lazy_gettext("Đường dẫn"),
        validators=[at_most(500)],
        description=lazy_gettext("Trang đăng văn bản hoặc kết quả, bắt đầu bằng https://."),
        render_kw={"inputmode": "url"},
    )
    files = files_field()
    no_evidence = StringField(lazy_gettext("Không có minh chứng vì"), validators=[at_most(1000)])
    effective_on = effective_day()
    replaces = HiddenField()
    version = VersionField()

    def __init__(self, done: str = "", **data: Any) -> None:
        """`done`: what “completed” means where the task is done again and again."""
        super().__init__(**data)
        names = {status.value: gettext(status.label) for status in REPORTABLE}
        if done:
            names["completed"] = done
        self.status.choices = list(names.items())


class AcceptForm(Form):
    """The secretary may correct the day from which the reported status holds."""

    effective_on: DayField = effective_day()
    reason = StringField(validators=[at_most(2000)])


class PartForm(Form):
    """What the secretary accepts instead of what was reported, and why."""

    status = ChoiceField()
    percent: PercentField = percent_field()
    effective_on: DayField = effective_day()
    reason = StringField(
        validators=[
            InputRequired(lazy_gettext("Hãy ghi lý do chỉ xác nhận một phần để đơn vị biết.")),
            at_most(2000),
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.status.choices = [(status.value, gettext(status.label)) for status in REPORTABLE]


class ReturnForm(Form):
    reason = TextAreaField(
        lazy_gettext("Lý do trả lại"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi lý do trả lại để đơn vị biết cần làm gì.")),
            at_most(2000),
        ],
        render_kw={"rows": 2},
    )


class RhythmForm(Form):
    """How often the office must report on the task."""

    frequency = ChoiceField(lazy_gettext("Yêu cầu báo cáo"))
    before_day = StringField(
        lazy_gettext("Trước ngày"),
        description=lazy_gettext(
            "Ngày trong tháng, hoặc trong tháng cuối quý, ví dụ 15. Để trống là ngày cuối tháng."
        ),
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    whole_directive = BooleanField(
        lazy_gettext("Áp dụng cho mọi nhiệm vụ đang thực hiện của văn bản này")
    )

    def __init__(self, present: Recurrence | None = None) -> None:
        day = present.before_day if present else None
        super().__init__(
            frequency=present.frequency.value if present else NO_RHYTHM,
            before_day=str(day) if day else "",
        )
        self.frequency.choices = [
            (NO_RHYTHM, gettext("Không yêu cầu báo cáo định kỳ")),
            *((one.value, gettext(_RHYTHM_WORDS[one])) for one in RHYTHMS),
        ]

    def validate_before_day(self, _field: StringField) -> None:
        try:
            self.chosen()
        except RuleBroken as broken:
            raise ValidationError(words(broken)) from broken

    def chosen(self) -> Recurrence | None:
        """The rhythm; None for none. Raises RuleBroken for a day that no month has."""
        if self.frequency.data not in {one.value for one in RHYTHMS}:
            return None
        typed = (self.before_day.data or "").strip()
        is_number = typed.isascii() and typed.isdigit()
        day = int(typed[:3]) if is_number else 0
        return rhythm(Frequency(self.frequency.data), day if typed else None)
