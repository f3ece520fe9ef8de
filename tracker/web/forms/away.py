"""Days of absence, of a hold of mail, and of a rehearsal."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from tracker.models import Membership
from tracker.web.forms import AddressForm, Form
from tracker.web.forms.fields import ChoiceField, DayField

_FIRST_DAY = [InputRequired(lazy_gettext("Hãy ghi ngày đầu."))]
_LAST_DAY = [InputRequired(lazy_gettext("Hãy ghi ngày cuối."))]


class AbsenceForm(Form):
    away = ChoiceField(lazy_gettext("Người vắng mặt"))
    first_day = DayField(lazy_gettext("Từ ngày"), validators=_FIRST_DAY)
    last_day = DayField(lazy_gettext("Đến hết ngày"), validators=_LAST_DAY)
    substitute = ChoiceField(
        lazy_gettext("Người thay"),
        validators=[InputRequired(lazy_gettext("Hãy chọn người thay."))],
        description=lazy_gettext(
            "Nhận thư nhắc và báo cáo tiến độ thay cho người vắng mặt trong những ngày này."
        ),
    )

    def offer(self, away: Iterable[Membership], everybody: Iterable[Membership]) -> None:
        self.away.choices = [_choice(one) for one in away]
        self.substitute.choices = [("", ""), *(_choice(one) for one in everybody)]


def _choice(member: Membership) -> tuple[str, str]:
    office = f" ({member.office.name})" if member.office else ""
    return str(member.user_id), f"{member.user.name}{office}"


_REASON = [
    InputRequired(lazy_gettext("Hãy ghi lý do tạm dừng gửi thư.")),
    Length(max=500, message=lazy_gettext("Lý do dài quá 500 ký tự.")),
]


class HoldForm(Form):
    first_day = DayField(lazy_gettext("Từ ngày"), validators=_FIRST_DAY)
    last_day = DayField(lazy_gettext("Đến hết ngày"), validators=_LAST_DAY)
    reason = StringField(
        lazy_gettext("Lý do"),
        description=lazy_gettext("Ví dụ “Nghỉ Tết”, “Đang rà soát lại danh sách”."),
        validators=_REASON,
    )


class TaskHoldForm(Form):
    last_day = DayField(lazy_gettext("Không nhắc đến hết ngày"), validators=_LAST_DAY)
    reason = StringField(lazy_gettext("Lý do"), validators=_REASON)


class RehearsalForm(AddressForm):
    first = DayField(lazy_gettext("Từ ngày"))
    last = DayField(lazy_gettext("Đến ngày"))

    def days(self, first: date, last: date) -> tuple[date, date]:
        """What was asked for; where nothing was, the days given here."""
        self.first.data = self.first.data or first
        self.last.data = self.last.data or max(last, self.first.data)
        return self.first.data, self.last.data
