from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length

from tracker.services.refusals import LONGEST
from tracker.web.forms import Form


class RefusalForm(Form):
    reason = TextAreaField(
        lazy_gettext("Theo đồng chí, việc này của ai? (không bắt buộc)"),
        [Length(max=LONGEST, message=lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự."))],
        render_kw={"rows": 2},
    )
