from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from tracker.clock import today
from tracker.web.formats import day
from tracker.web.forms import Form
from tracker.web.forms.fields import ChoiceField, DayField, at_most


class OccurrenceForm(Form):
    """That a due day of a recurring task was met; the due days on offer are those still owed."""

    due_on = ChoiceField(lazy_gettext("Kỳ đến hạn ngày"))
    completed_on = DayField(
        lazy_gettext("Hoàn thành ngày"),
        validators=[InputRequired(lazy_gettext("Hãy ghi ngày, ví dụ 31/10/2025."))],
        render_kw={"class": "short"},
    )
    note = TextAreaField(
        lazy_gettext("Kết quả, số văn bản"),
        validators=[at_most(2000)],
        render_kw={"rows": 3},
    )

    def __init__(self, owed: Iterable[date], **data: Any) -> None:
        super().__init__(**data)
        self.due_on.choices = [(due.isoformat(), _words(due)) for due in owed]


def _words(due: date) -> str:
    if due < today():
        return str(gettext("%(day)s (quá hạn)", day=day(due)))
    return day(due)
