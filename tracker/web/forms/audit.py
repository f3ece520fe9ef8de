from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import Regexp

from tracker.domain.audit import AuditAction
from tracker.queries.audit import AuditFilter
from tracker.web.forms import AddressForm
from tracker.web.forms.fields import ChoiceField, DayField


class AuditForm(AddressForm):
    """Which lines of the log are shown."""

    action = ChoiceField(lazy_gettext("Việc"), default="")
    person = ChoiceField(lazy_gettext("Người"), default="")
    first = DayField(lazy_gettext("Từ ngày"), render_kw={"class": "short"})
    last = DayField(lazy_gettext("Đến ngày"), render_kw={"class": "short"})
    page = StringField(
        default="1",
        validators=[Regexp(r"[1-9][0-9]{0,5}$", message=lazy_gettext("Không có trang này."))],
    )

    def __init__(self, args: MultiDict[str, str], people: Mapping[int, str]) -> None:
        super().__init__(args)
        everything = ("", gettext("Tất cả"))
        self.action.choices = [
            everything,
            *((action.value, gettext(action.label)) for action in AuditAction),
        ]
        self.person.choices = [everything, *((str(id_), name) for id_, name in people.items())]

    def chosen(self) -> AuditFilter:
        """After validation."""
        return AuditFilter(
            action=AuditAction(self.action.data) if self.action.data else None,
            person=int(self.person.data) if self.person.data else None,
            first=self.first.data,
            last=self.last.data,
        )

    def query(self, page: int) -> dict[str, str]:
        """The same lines on another page, for a link."""
        said = {
            "action": self.action.data,
            "person": self.person.data,
            "first": self.first.data.isoformat() if self.first.data else "",
            "last": self.last.data.isoformat() if self.last.data else "",
        }
        return {name: value for name, value in said.items() if value} | {"page": str(page)}
