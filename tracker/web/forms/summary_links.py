from flask_babel import lazy_gettext
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired

from tracker.web.forms import Form
from tracker.web.forms.fields import at_most


class SummaryLinkForm(Form):
    label = StringField(
        lazy_gettext("Dành cho ai"),
        [
            InputRequired(lazy_gettext("Hãy ghi đường dẫn này dành cho ai.")),
            at_most(200),
        ],
    )
    days = IntegerField(lazy_gettext("Xem được trong bao nhiêu ngày"), default=7)
