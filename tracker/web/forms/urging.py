from flask_babel import lazy_gettext
from wtforms import SelectMultipleField
from wtforms.widgets import HiddenInput

from tracker.web.forms import AddressForm
from tracker.web.forms.fields import DayField, read_number


class UrgingForm(AddressForm):
    """Which tasks, and by when their office is asked to be done with them."""

    task = SelectMultipleField(validate_choice=False, widget=HiddenInput())
    answer_by = DayField(
        lazy_gettext("Đề nghị hoàn thành trước ngày"),
        description=lazy_gettext("Bỏ trống: trong thời gian sớm nhất."),
        render_kw={"class": "short"},
    )

    def task_ids(self) -> list[int] | None:
        """None where no task was chosen: all that are overdue."""
        chosen = self.task.data or []
        ids = [id_ for one in chosen if (id_ := read_number(one)) is not None]
        return ids if chosen else None
