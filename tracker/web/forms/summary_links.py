from flask_babel import lazy_gettext
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import Form


class SummaryLinkForm(Form):
    label = StringField(lazy_gettext("Dành cho ai"), [InputRequired(), Length(max=200)])
    days = IntegerField(lazy_gettext("Xem được trong bao nhiêu ngày"), default=7)
