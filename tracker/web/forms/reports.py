from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField

from tracker.adapters.papers.paper import Texts
from tracker.web.forms import AddressForm, Form
from tracker.web.forms.fields import ChoiceField, DayField, MomentField, at_most

_SHORT = at_most(300)
_LONG = at_most(20_000)


class PaperForm(Form):
    """What a person writes into a report before it is taken away as a file."""

    as_of = DayField(
        lazy_gettext("Số liệu tính đến ngày"),
        description=lazy_gettext("Bỏ trống: hôm nay."),
        render_kw={"class": "short"},
    )
    known_at = MomentField(lazy_gettext("Theo dữ liệu đã ghi nhận đến"))
    number = StringField(
        lazy_gettext("Số báo cáo"),
        description=lazy_gettext("Bỏ trống nếu văn thư chưa cấp số: trên giấy sẽ chừa chỗ."),
        validators=[_SHORT],
        render_kw={"class": "short", "inputmode": "numeric"},
    )
    signed_on = DayField(
        lazy_gettext("Ngày ký"),
        description=lazy_gettext("Bỏ trống nếu chưa biết: trên giấy sẽ chừa chỗ."),
        render_kw={"class": "short"},
    )
    addressee = StringField(lazy_gettext("Kính gửi"), validators=[_SHORT])
    difficulties = TextAreaField(
        lazy_gettext("Khó khăn, vướng mắc"),
        description=lazy_gettext(
            "Mỗi dòng là một đoạn. Bỏ trống: lấy từ báo cáo tiến độ đã xác nhận, "
            "không có thì báo cáo có dòng chấm để điền."
        ),
        validators=[_LONG],
        render_kw={"rows": 6},
    )
    proposals = TextAreaField(
        lazy_gettext("Đề xuất, kiến nghị"), validators=[_LONG], render_kw={"rows": 6}
    )

    def can_be_read(self) -> bool:
        """For an address with parameters, which carries no token: are they what they should be?"""
        wrong = [f for f in self if f.type != "CSRFTokenField" and not f.validate(self)]
        return not wrong

    def texts(self) -> Texts:
        """Raises RuleBroken for a number that is none."""
        return Texts(
            number=(self.number.data or "").strip(),
            signed_on=self.signed_on.data,
            addressee=self.addressee.data or "",
            difficulties=self.difficulties.data or None,
            proposals=self.proposals.data or None,
        )


class OfficeListForm(AddressForm):
    """Whose list is taken, and of which day."""

    office = ChoiceField(lazy_gettext("Cơ quan, đơn vị"), coerce=int)
    as_of = DayField(
        lazy_gettext("Số liệu tính đến ngày"),
        description=lazy_gettext("Bỏ trống: hôm nay."),
        render_kw={"class": "short"},
    )
