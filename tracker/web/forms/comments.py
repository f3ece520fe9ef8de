from flask_babel import lazy_gettext
from wtforms import TextAreaField

from tracker.web.forms import Form
from tracker.web.forms.fields import FormKeyField


class CommentForm(Form):
    text = TextAreaField(lazy_gettext("Nội dung trao đổi"), render_kw={"rows": 3})
    form_key = FormKeyField()
