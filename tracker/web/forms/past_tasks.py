from flask_babel import gettext, lazy_gettext
from wtforms.validators import InputRequired, ValidationError

from tracker.clock import today
from tracker.domain.vietnamese import short_date
from tracker.web.forms import AddressForm
from tracker.web.forms.fields import DayField, MomentField


class PastForm(AddressForm):
    """Which day a task is looked at, and by what was known when."""

    as_of = DayField(
        lazy_gettext("Ngày"),
        validators=[InputRequired(lazy_gettext("Hãy ghi ngày, ví dụ 31/10/2025."))],
        render_kw={"class": "short"},
    )
    known_at = MomentField()

    def validate_as_of(self, field: DayField) -> None:
        if field.data and field.data > today():
            raise ValidationError(
                gettext(
                    "Chưa có số liệu của ngày %(day)s: hãy chọn hôm nay hoặc một ngày đã qua.",
                    day=short_date(field.data),
                )
            )
