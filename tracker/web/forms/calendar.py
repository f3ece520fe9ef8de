"""A year of the working calendar as it is typed: days off and weekend days worked."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.domain.calendar_lines import read_lines, write_lines
from tracker.domain.calendar_year import DayKind, SpecialDay, check_year, fingerprint
from tracker.services.calendar import YearInForce
from tracker.web.forms import Form
from tracker.web.forms.fields import VersionField

_LENGTH = [
    Length(max=20_000, message=lazy_gettext("Danh sách quá dài: mỗi ngày chỉ ghi một dòng."))
]


class CalendarForm(Form):
    """The fields are named after the kinds of days, so that a rule's words find their field."""

    holiday = TextAreaField(
        lazy_gettext("Ngày nghỉ lễ, Tết và ngày nghỉ hoán đổi"),
        description=lazy_gettext(
            "Mỗi dòng một ngày rồi đến tên, ví dụ “30/4/2026 Ngày Chiến thắng”; nhiều ngày liền "
            "thì ghi “16/2/2026 - 20/2/2026 Tết Nguyên đán”. Không cần ghi thứ Bảy, Chủ nhật."
        ),
        validators=_LENGTH,
        render_kw={"rows": 16, "spellcheck": "false"},
    )
    worked = TextAreaField(
        lazy_gettext("Thứ Bảy, Chủ nhật đi làm bù"),
        description=lazy_gettext("Ví dụ “10/1/2026 làm bù ngày 02/01”; không có thì để trống."),
        validators=_LENGTH,
        render_kw={"rows": 3, "spellcheck": "false"},
    )
    edition = VersionField()
    # Which days the preview below the form has shown.
    seen = HiddenField()

    @classmethod
    def showing(cls, year: YearInForce) -> "CalendarForm":
        def lines(kind: DayKind) -> str:
            return write_lines(day for day in year.days if day.kind is kind)

        return cls(
            holiday=lines(DayKind.HOLIDAY),
            worked=lines(DayKind.WORKED),
            edition=year.edition,
        )

    def days(self, year: int) -> list[SpecialDay]:
        """Raises RuleBroken (see domain.calendar_lines and domain.calendar_year)."""
        found = [
            day for kind in DayKind for day in read_lines(self[kind.value].data or "", kind, year)
        ]
        check_year(year, found)
        return sorted(found)

    def has_shown(self, days: list[SpecialDay]) -> bool:
        return bool(self.seen.data == fingerprint(days))
