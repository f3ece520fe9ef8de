"""What is typed about a document that assigns tasks."""

import json
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from tracker.services.directives import DirectiveWords
from tracker.web.forms import Form
from tracker.web.forms.fields import DayField, at_most


class DirectiveForm(Form):
    title = TextAreaField(
        lazy_gettext("Tên văn bản (trích yếu)"),
        validators=[at_most(1000)],
        render_kw={"rows": 3},
    )
    issuer = StringField(lazy_gettext("Cơ quan ban hành"), validators=[at_most(200)])
    issued_on = DayField(lazy_gettext("Ngày ban hành"), render_kw={"class": "short"})
    seen = StringField(widget=HiddenInput())

    def __init__(self, present: DirectiveWords) -> None:
        super().__init__(
            title=present.title,
            issuer=present.issuer,
            issued_on=present.issued_on,
            seen=written(present),
        )

    def validate_seen(self, field: StringField) -> None:
        try:
            self.seen_words()
        except (TypeError, ValueError) as error:
            field.errors = []
            raise ValidationError(gettext("Trang này đã cũ: hãy tải lại rồi thử lại.")) from error

    def words(self) -> DirectiveWords:
        return DirectiveWords(
            (self.title.data or "").strip(), (self.issuer.data or "").strip(), self.issued_on.data
        )

    def seen_words(self) -> DirectiveWords:
        title, issuer, day = json.loads(self.seen.data or "")
        return DirectiveWords(str(title), str(issuer), date.fromisoformat(day) if day else None)


def written(words: DirectiveWords) -> str:
    """What was seen of the document, as the form carries it."""
    day: Any = words.issued_on.isoformat() if words.issued_on else None
    return json.dumps([words.title, words.issuer, day])
