from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from tracker.domain.permissions import LABELS, Role
from tracker.models import Office
from tracker.web.forms import Form
from tracker.web.forms.summary_mail import pace_field

NO_OFFICE = ""


def _roles() -> dict[str, str]:
    return {role.value: gettext(label) for role, label in LABELS.items()}


class _RoleForm(Form):
    role = SelectField(
        lazy_gettext("Vai trò"),
        choices=_roles,
    )
    office = SelectField(
        lazy_gettext("Cơ quan, đơn vị"),
        description=lazy_gettext(
            "Bắt buộc với thủ trưởng đơn vị: người đó chỉ thấy việc của đơn vị."
        ),
    )

    def offer_offices(self, tree: Sequence[tuple[int, Office]]) -> None:
        self.office.choices = {
            NO_OFFICE: gettext("Không gắn với đơn vị nào"),
            **{str(office.id): "\u2003" * depth + office.name for depth, office in tree},
        }

    def chosen_role(self) -> Role:
        return Role(self.role.data)

    def chosen_office(self) -> int | None:
        return int(self.office.data) if self.office.data else None


class UserForm(_RoleForm):
    """A new person."""

    email = EmailField(
        lazy_gettext("Địa chỉ thư điện tử"),
        description=lazy_gettext("Cũng là tên đăng nhập."),
        validators=[InputRequired(lazy_gettext("Hãy nhập địa chỉ thư điện tử."))],
        render_kw={"autocomplete": "off"},
    )
    name = StringField(
        lazy_gettext("Họ và tên"),
        validators=[
            InputRequired(lazy_gettext("Hãy ghi họ và tên.")),
            Length(max=200, message=lazy_gettext("Tên dài quá 200 ký tự.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu"),
        description=lazy_gettext(
            "Bỏ trống: chương trình tạo mật khẩu và chỉ hiện một lần. Tự đặt: ít nhất 10 ký tự."
        ),
        render_kw={"autocomplete": "new-password"},
    )


class ErasureForm(Form):
    """The person's address, typed once more: what is removed does not come back."""

    email = StringField(
        lazy_gettext("Ghi lại địa chỉ thư của người này để xác nhận"),
        render_kw={"autocomplete": "off"},
    )


class MemberForm(_RoleForm):
    """A person who is here already."""

    name = StringField(
        lazy_gettext("Họ và tên"),
        validators=[Length(max=200, message=lazy_gettext("Tên dài quá 200 ký tự."))],
        render_kw={"autocomplete": "off"},
    )
    summary_pace = pace_field(
        lazy_gettext("Thư tổng hợp"), lazy_gettext("Chỉ lãnh đạo nhận; lãnh đạo tự đổi được.")
    )
