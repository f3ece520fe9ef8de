from flask_babel import lazy_gettext
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from tracker.services.committees import CommitteeSettings
from tracker.web.forms import Form


class SettingsForm(Form):
    name = StringField(
        lazy_gettext("Tên Ban Chỉ đạo"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi tên Ban Chỉ đạo.")),
            Length(max=200, message=lazy_gettext("Tên dài quá 200 ký tự.")),
        ],
    )
    issuer = TextAreaField(
        lazy_gettext("Cơ quan ban hành (góc trái đầu văn bản)"),
        description=lazy_gettext(
            "Mỗi dòng một dòng chữ in, ví dụ “ỦY BAN NHÂN DÂN”, “ĐẶC KHU CÁT HẢI”."
        ),
        render_kw={"rows": 3},
    )
    issuer_code = StringField(
        lazy_gettext("Ký hiệu cơ quan"),
        description=lazy_gettext("Như “UBND” trong số 217/BC-UBND."),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi ký hiệu cơ quan.")),
            Length(max=40, message=lazy_gettext("Ký hiệu dài quá 40 ký tự.")),
        ],
        render_kw={"class": "short"},
    )
    place = StringField(
        lazy_gettext("Địa danh"),
        description=lazy_gettext("Đứng trước ngày tháng, ví dụ “Cát Hải”."),
        validators=[Length(max=100, message=lazy_gettext("Địa danh dài quá 100 ký tự."))],
    )
    signer = TextAreaField(
        lazy_gettext("Người ký"),
        description=lazy_gettext(
            "Các dòng chức vụ, dòng cuối là họ và tên: “TM. ỦY BAN NHÂN DÂN”, “KT. CHỦ TỊCH”, "
            "“PHÓ CHỦ TỊCH”, rồi tên người ký."
        ),
        render_kw={"rows": 4},
    )
    recipients = TextAreaField(
        lazy_gettext("Nơi nhận"),
        description=lazy_gettext(
            "Mỗi dòng một nơi nhận; dòng cuối là nơi lưu, ví dụ “Lưu: VT, VHXH.”"
        ),
        render_kw={"rows": 6},
    )
    percent_decimals = SelectField(
        lazy_gettext("Số chữ số thập phân của tỷ lệ phần trăm"),
        choices={"0": "56%", "1": "55,8%", "2": "55,77%"},
    )
    due_soon_days = IntegerField(
        lazy_gettext("“Sắp đến hạn” là trong vòng (ngày)"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi số ngày.")),
            NumberRange(min=1, max=60, message=lazy_gettext("Số ngày phải từ 1 đến 60.")),
        ],
        render_kw={"class": "short", "min": 1, "max": 60},
    )

    def words(self) -> CommitteeSettings:
        return CommitteeSettings(
            name=self.name.data or "",
            issuer=self.issuer.data or "",
            issuer_code=self.issuer_code.data or "",
            place=self.place.data or "",
            signer=self.signer.data or "",
            recipients=self.recipients.data or "",
            percent_decimals=int(self.percent_decimals.data),
            due_soon_days=self.due_soon_days.data or 0,
        )
