from datetime import date
from typing import Any

from flask_babel import lazy_gettext

from tracker.web.forms import AddressForm
from tracker.web.forms.fields import DayField, MomentField


class SummaryForm(AddressForm):
    """Which day is asked for, and which day stands beside it; links carry the same parameters."""

    as_of = DayField(lazy_gettext("Số liệu tính đến ngày"))
    compare = DayField(lazy_gettext("So với ngày"))
    known_at = MomentField(lazy_gettext("Theo dữ liệu đã ghi nhận đến"))

    def day(self, today: date) -> date:
        return self.as_of.data or today

    def parameters(self, today: date) -> dict[str, Any]:
        """What a link needs to show exactly the tasks of this page."""
        known_at = self.known_at.data
        return {
            "as_of": self.day(today).isoformat(),
            "known_at": known_at.isoformat() if known_at else None,
        }
