from flask_babel import lazy_gettext
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired

from tracker.web.forms import Form


class SignInForm(Form):
    email = EmailField(
        lazy_gettext("Địa chỉ thư điện tử"),
        validators=[InputRequired(lazy_gettext("Hãy nhập địa chỉ thư điện tử."))],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu"),
        validators=[InputRequired(lazy_gettext("Hãy nhập mật khẩu."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    # What was typed in a form that the session's end cut off, to be sent again after sign-in.
    typed = HiddenField()


class PasswordForm(Form):
    old = PasswordField(
        lazy_gettext("Mật khẩu đang dùng"),
        validators=[InputRequired(lazy_gettext("Hãy nhập mật khẩu đang dùng."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu mới"),
        description=lazy_gettext("Ít nhất 10 ký tự; một câu ngắn dễ nhớ thì tốt hơn một từ khó."),
        validators=[InputRequired(lazy_gettext("Hãy nhập mật khẩu mới."))],
        render_kw={"autocomplete": "new-password", "minlength": 10},
    )
    again = PasswordField(
        lazy_gettext("Mật khẩu mới, nhập lại"),
        validators=[InputRequired(lazy_gettext("Hãy nhập lại mật khẩu mới."))],
        render_kw={"autocomplete": "new-password"},
    )
