"""What a head reports of a task, and what the secretary decides about it."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.domain.status import REPORTABLE
from tracker.web.forms.fields import ChoiceField, DayField, VersionField
from tracker.web.forms.tasks import document_field, effective_day, percent_field

_LONG = lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự.")


class ReportForm(FlaskForm):
    status = ChoiceField(lazy_gettext("Trạng thái"))
    percent = percent_field()
    text = TextAreaField(
        lazy_gettext("Nội dung đã thực hiện"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi nội dung đã thực hiện.")),
            Length(max=8000, message=_LONG),
        ],
        description=lazy_gettext("Kết quả, sản phẩm; khó khăn, vướng mắc; đề xuất, kiến nghị."),
        render_kw={"rows": 6},
    )
    document_number = document_field()
    effective_on = effective_day()
    version = VersionField()

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        self.status.choices = [(status.value, gettext(status.label)) for status in REPORTABLE]


class AcceptForm(FlaskForm):
    """The secretary may correct the day from which the reported status holds."""

    effective_on: DayField = effective_day()


class ReturnForm(FlaskForm):
    reason = TextAreaField(
        lazy_gettext("Lý do trả lại"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi lý do trả lại để đơn vị biết cần làm gì.")),
            Length(max=2000, message=_LONG),
        ],
        render_kw={"rows": 2},
    )
