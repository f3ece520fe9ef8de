from flask_babel import lazy_gettext
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from tracker.domain.commune_offices import USUAL_OFFICES
from tracker.web.forms import CheckboxesField, Form


class SetupForm(Form):
    code = StringField(
        lazy_gettext("Mã thiết lập"),
        description=lazy_gettext(
            "In ra ở cửa sổ khởi động chương trình; cũng nằm trong tệp instance/setup-code "
            "trên máy chủ. Dùng một lần."
        ),
        validators=[InputRequired(lazy_gettext("Hãy nhập mã thiết lập."))],
        render_kw={"autocomplete": "off"},
    )
    committee = StringField(
        lazy_gettext("Tên Ban Chỉ đạo"),
        description=lazy_gettext("Ví dụ: Ban Chỉ đạo đặc khu Cát Hải"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi tên Ban Chỉ đạo.")),
            Length(max=200, message=lazy_gettext("Tên dài quá 200 ký tự.")),
        ],
    )
    place = StringField(
        lazy_gettext("Địa danh trên văn bản"),
        description=lazy_gettext("Ví dụ: Cát Hải, như trong “Cát Hải, ngày 06 tháng 11 năm 2025”"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi địa danh.")),
            Length(max=100, message=lazy_gettext("Địa danh dài quá 100 ký tự.")),
        ],
    )
    offices = CheckboxesField(
        lazy_gettext("Cơ quan, đơn vị tham gia"),
        description=lazy_gettext("Sửa, thêm, bớt được sau ở trang “Cơ quan, đơn vị”."),
        choices={office.name: office.name for office in USUAL_OFFICES},
        default=[office.name for office in USUAL_OFFICES if office.suggested],
    )
    name = StringField(
        lazy_gettext("Họ và tên người quản trị"),
        validators=[InputRequired(lazy_gettext("Hãy ghi họ và tên."))],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        lazy_gettext("Địa chỉ thư điện tử của người quản trị"),
        validators=[InputRequired(lazy_gettext("Hãy nhập địa chỉ thư điện tử."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu"),
        description=lazy_gettext("Ít nhất 10 ký tự; một câu ngắn dễ nhớ thì tốt hơn một từ khó."),
        validators=[InputRequired(lazy_gettext("Hãy nhập mật khẩu."))],
        render_kw={"autocomplete": "new-password", "minlength": 10},
    )
