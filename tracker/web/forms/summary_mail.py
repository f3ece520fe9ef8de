from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from tracker.domain.notices import PACE_LABELS
from tracker.web.forms import Form


def _paces() -> dict[str, str]:
    return {pace.value: gettext(label) for pace, label in PACE_LABELS.items()}


def pace_field(label: str, hint: str) -> SelectField:
    return SelectField(label, choices=_paces, description=hint)


class SummaryMailForm(Form):
    """A leader chooses how often the figures come by mail."""

    summary_pace = pace_field(
        lazy_gettext("Gửi thư cho tôi"),
        lazy_gettext("Đổi xong, thư đầu tiên đến vào sáng ngày làm việc tới nếu kỳ này chưa gửi."),
    )
