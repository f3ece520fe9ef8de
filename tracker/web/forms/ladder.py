"""A step of the ladder as it is chosen: when, counted how, repeated, to whom."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, IntegerField, RadioField
from wtforms.validators import Optional

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.reminder_ladder import Audience, Counted, Rung
from tracker.web.forms import CheckboxesField, Form
from tracker.web.forms.fields import VersionField


class When(StrEnum):
    BEFORE = "before"
    ON = "on"
    AFTER = "after"


_WHEN_LABELS = {
    When.BEFORE: N_("trước thời hạn"),
    When.ON: N_("đúng ngày đến hạn"),
    When.AFTER: N_("sau thời hạn"),
}


class StepForm(Form):
    when = RadioField(lazy_gettext("Nhắc vào lúc"))
    days = IntegerField(
        lazy_gettext("Số ngày"),
        description=lazy_gettext("Để trống nếu nhắc đúng ngày đến hạn."),
        validators=[Optional()],
        render_kw={"class": "short", "min": 1, "max": 365},
    )
    counted = RadioField(
        lazy_gettext("Tính theo"),
        description=lazy_gettext(
            "Rơi vào ngày nghỉ thì bước trước hạn lùi về ngày làm việc trước đó, bước sau hạn "
            "chuyển sang ngày làm việc tiếp theo."
        ),
    )
    every = IntegerField(
        lazy_gettext("Sau đó nhắc lại, cứ mỗi (ngày)"),
        description=lazy_gettext("Chỉ dùng cho bước sau thời hạn; để trống nếu chỉ nhắc một lần."),
        validators=[Optional()],
        render_kw={"class": "short", "min": 1, "max": 365},
    )
    audiences = CheckboxesField(
        lazy_gettext("Gửi đến"),
        description=lazy_gettext(
            "Khi thêm cấp trên vào một bước, hãy giữ cả đơn vị chủ trì để đơn vị cùng nhận."
        ),
    )
    edition = VersionField()

    @classmethod
    def of(cls, rung: Rung | None, edition: int) -> "StepForm":
        form = cls(edition=edition, **_values(rung))
        form.when.choices = [(one.value, gettext(_WHEN_LABELS[one])) for one in When]
        form.counted.choices = [(one.value, gettext(one.label)) for one in Counted]
        form.audiences.choices = [(one.value, gettext(one.label)) for one in Audience]
        return form

    def rung(self) -> Rung:
        """Raises RuleBroken where the number of days is missing."""
        when, days = When(self.when.data), self.days.data or 0
        if when is not When.ON and days < 1:
            raise RuleBroken(N_("Hãy ghi số ngày, từ 1 trở lên."), field="days")
        side = {When.BEFORE: -1, When.ON: 0, When.AFTER: 1}[when]
        return Rung(
            side * days,
            Counted(self.counted.data),
            self.every.data,
            frozenset(Audience(one) for one in self.audiences.data or ()),
        )


def _values(rung: Rung | None) -> dict[str, Any]:
    """The fields for a step; for a new one what is most often added."""
    if rung is None:
        return {"when": When.AFTER, "counted": Counted.WORKING, "audiences": ["head"]}
    sides = {-1: When.BEFORE, 0: When.ON, 1: When.AFTER}
    return {
        "when": sides[(rung.days > 0) - (rung.days < 0)],
        "days": abs(rung.days) or None,
        "counted": rung.counted,
        "every": rung.every,
        "audiences": [one for one in Audience if one in rung.audiences],
    }


class OtherMailForm(Form):
    """The mail beside the reminders."""

    summary_mail = BooleanField(
        lazy_gettext("Lãnh đạo nhận thư tổng hợp, mỗi người theo tuần hoặc tháng như đã chọn")
    )
    secretary_mail = BooleanField(
        lazy_gettext("Thư ký nhận thư khi có việc mới chờ xử lý, và nhắc lại mỗi tuần một lần")
    )
