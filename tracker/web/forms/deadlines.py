"""A decision on the deadline of one task: another day, a rule by which it comes again, or no day."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, StringField
from wtforms.validators import Length, ValidationError

from tracker.domain.deadlines import Deadline, DeadlineKind, read_deadline
from tracker.web.forms import Form
from tracker.web.forms.fields import DayField, VersionField
from tracker.web.forms.tasks import document_field, effective_day, reason_field

_SHORT = Length(max=200, message=lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự."))


class DeadlineForm(Form):
    kind = RadioField(
        lazy_gettext("Thời hạn mới"), default=DeadlineKind.DATED.value, validate_choice=False
    )
    deadline_on = DayField(lazy_gettext("Ngày đến hạn mới"), render_kw={"class": "short"})
    deadline_text = StringField(
        lazy_gettext("Chu kỳ, khi chọn định kỳ"),
        validators=[_SHORT],
        description=lazy_gettext(
            "Ví dụ: hằng tuần; trước ngày 15 hằng tháng; hằng quý; 06 tháng một lần; hằng năm, "
            "trước ngày 30/6."
        ),
    )
    reason = reason_field()
    document_number = document_field()
    effective_on = effective_day()
    version = VersionField()

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        self.kind.choices = [
            (DeadlineKind.DATED.value, gettext("Đến ngày")),
            (DeadlineKind.RECURRING.value, gettext("Định kỳ, mỗi kỳ một hạn")),
            (DeadlineKind.ONGOING.value, gettext("Thường xuyên, không có ngày cuối")),
        ]

    def validate_deadline_on(self, field: DayField) -> None:
        asked = self.kind.data not in (DeadlineKind.ONGOING, DeadlineKind.RECURRING)
        if asked and not field.data and not field.process_errors:
            raise ValidationError(gettext("Hãy ghi ngày đến hạn mới, ví dụ 31/12/2025."))

    def validate_deadline_text(self, field: StringField) -> None:
        if self.kind.data == DeadlineKind.RECURRING and not self._read.rule:
            raise ValidationError(
                gettext(
                    "Chưa đọc được chu kỳ: hãy ghi như một trong các ví dụ, chẳng hạn hằng quý."
                )
            )

    @property
    def _read(self) -> Deadline:
        return read_deadline(self.deadline_text.data or "")

    @property
    def deadline(self) -> Deadline:
        if self.kind.data == DeadlineKind.ONGOING:
            return Deadline(DeadlineKind.ONGOING)
        if self.kind.data == DeadlineKind.RECURRING:
            return self._read
        return Deadline(DeadlineKind.DATED, on=self.deadline_on.data)
