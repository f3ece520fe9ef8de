from flask_babel import lazy_gettext
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length

from tracker.web.forms import Form


class SummaryLinkForm(Form):
    label = StringField(
        lazy_gettext("Dành cho ai"),
        [
            InputRequired(lazy_gettext("Hãy ghi đường dẫn này dành cho ai.")),
            Length(max=200, message=lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự.")),
        ],
    )
    days = IntegerField(lazy_gettext("Xem được trong bao nhiêu ngày"), default=7)
