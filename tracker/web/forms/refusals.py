from flask_babel import lazy_gettext
from wtforms import TextAreaField

from tracker.services.refusals import LONGEST
from tracker.web.forms import Form
from tracker.web.forms.fields import at_most


class RefusalForm(Form):
    reason = TextAreaField(
        lazy_gettext("Theo bạn, việc này của ai? (không bắt buộc)"),
        [at_most(LONGEST)],
        render_kw={"rows": 2},
    )
