from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from tracker.domain.reporting_periods import Period, PeriodKind, period_of
from tracker.domain.vietnamese import short_date
from tracker.services.official_reports import Issue
from tracker.services.report_texts import DraftWords
from tracker.web.formats import period
from tracker.web.forms import Form
from tracker.web.forms.fields import DayField, MomentField, VersionField, at_most

_SHORT = at_most(300)
_LONG = at_most(100_000)


class NewReportForm(Form):
    """Which report is drafted: one of the periods that are near, or an ad hoc one."""

    period = RadioField(lazy_gettext("Kỳ báo cáo"))
    as_of = DayField(
        lazy_gettext("Số liệu tính đến ngày"),
        description=lazy_gettext("Bỏ trống: ngày chốt số liệu của kỳ, hoặc hôm nay nếu chưa đến."),
        render_kw={"class": "short"},
    )

    def offer(self, periods: Iterable[Period]) -> None:
        self.period.choices = [
            *((one.key, _offered(one)) for one in periods),
            (PeriodKind.AD_HOC.value, gettext(PeriodKind.AD_HOC.label)),
        ]

    def chosen(self) -> Period | None:
        return period_of(self.period.data)


def _offered(one: Period) -> str:
    day = short_date(one.ends_on)
    return str(gettext("Báo cáo %(period)s, chốt ngày %(day)s", period=period(one), day=day))


class DraftForm(Form):
    """What a person writes into a draft; the results come filled in from the figures."""

    as_of = DayField(lazy_gettext("Số liệu tính đến ngày"), render_kw={"class": "short"})
    addressee = StringField(lazy_gettext("Kính gửi"), validators=[_SHORT])
    results = TextAreaField(
        lazy_gettext("Kết quả chung"),
        description=lazy_gettext("Viết sẵn theo số liệu. Sửa lại thì báo cáo ghi đúng như đã sửa."),
        validators=[_LONG],
        render_kw={"rows": 9},
    )
    fields = TextAreaField(
        lazy_gettext("Kết quả cụ thể"),
        description=lazy_gettext(
            "Lấy từ báo cáo tiến độ đã xác nhận và kết quả thư ký ghi trong kỳ. Xóa hết thì báo cáo "
            "không có mục này."
        ),
        validators=[_LONG],
        render_kw={"rows": 9},
    )
    difficulties = TextAreaField(
        lazy_gettext("Khó khăn, vướng mắc"),
        description=lazy_gettext(
            "Lấy từ báo cáo tiến độ đã xác nhận trong kỳ; mỗi dòng là một đoạn. "
            "Bỏ trống: báo cáo có dòng chấm để điền."
        ),
        validators=[_LONG],
        render_kw={"rows": 6},
    )
    proposals = TextAreaField(
        lazy_gettext("Đề xuất, kiến nghị"), validators=[_LONG], render_kw={"rows": 6}
    )
    # Fingerprints of the parts as they were shown: only what differs from them was edited.
    shown = HiddenField(validators=[_SHORT])
    version = VersionField()

    def words(self, today: date) -> DraftWords:
        return DraftWords(
            as_of=self.as_of.data or today,
            addressee=self.addressee.data or "",
            results=self.results.data or "",
            fields=self.fields.data or "",
            shown=self.shown.data or "",
            difficulties=self.difficulties.data or "",
            proposals=self.proposals.data or "",
        )


class IssueForm(Form):
    """Number and day, beside the figures that were looked at."""

    number = StringField(
        lazy_gettext("Số báo cáo"),
        description=lazy_gettext("Chỉ ghi phần số do văn thư cấp, ví dụ 217."),
        validators=[_SHORT],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    issued_on = DayField(lazy_gettext("Ngày ban hành"), render_kw={"class": "short"})
    checked_at = MomentField()
    version = VersionField()

    def issue(self, today: date, now: datetime) -> Issue:
        """A form that does not say which figures were looked at is refused as one from the future."""
        return Issue(
            number=self.number.data or "",
            issued_on=self.issued_on.data or today,
            checked_at=self.checked_at.data or now + timedelta(days=1),
        )
