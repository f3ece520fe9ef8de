"""One decision on many tasks, as it is typed and carried from page to page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, RadioField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.status import SETTABLE, Status
from tracker.web.forms import Form
from tracker.web.forms.fields import ChoiceField, DayField, read_number
from tracker.web.forms.tasks import document_field, effective_day, reason_field

STATUS, DEADLINE, OFFICE = "status", "deadline", "office"


class SeenField(Field):
    """The chosen tasks with the version that was seen of each: "12.4 13.5"."""

    widget = HiddenInput()
    data: dict[int, int]

    def _value(self) -> str:
        return " ".join(f"{task_id}.{version}" for task_id, version in self.data.items())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = {}
        for pair in (valuelist[0] if valuelist else "").split():
            first, _, second = pair.partition(".")
            task_id, version = read_number(first), read_number(second)
            if task_id is None or version is None:
                raise ValueError(gettext("Trang này đã cũ: hãy tải lại rồi thử lại."))
            self.data[task_id] = version


class BulkForm(Form):
    what = RadioField(lazy_gettext("Thay đổi"), default=STATUS, validate_choice=False)
    status = ChoiceField(lazy_gettext("Trạng thái mới"), default="")
    kind = RadioField(
        lazy_gettext("Thời hạn mới"), default=DeadlineKind.DATED.value, validate_choice=False
    )
    deadline_on = DayField(lazy_gettext("Ngày đến hạn mới"), render_kw={"class": "short"})
    office = ChoiceField(lazy_gettext("Cơ quan chủ trì mới"), default="")
    effective_on = effective_day()
    reason = reason_field()
    document_number = document_field()
    seen = SeenField()

    def __init__(self, offices: Mapping[int, str], **data: Any) -> None:
        super().__init__(**data)
        choose = ("", gettext("Hãy chọn"))
        self.what.choices = [
            (STATUS, gettext("Trạng thái")),
            (DEADLINE, gettext("Thời hạn")),
            (OFFICE, gettext("Cơ quan chủ trì")),
        ]
        self.status.choices = [choose, *((one.value, gettext(one.label)) for one in SETTABLE)]
        self.kind.choices = [
            (DeadlineKind.DATED.value, gettext("Đến ngày")),
            (DeadlineKind.ONGOING.value, gettext("Thường xuyên, không có ngày cuối")),
        ]
        self.office.choices = [choose, *((str(id_), name) for id_, name in offices.items())]

    def validate_what(self, field: RadioField) -> None:
        if field.data not in (STATUS, DEADLINE, OFFICE):
            raise ValidationError(gettext("Hãy chọn điều cần thay đổi."))

    def validate_status(self, field: ChoiceField) -> None:
        if self.what.data == STATUS and not field.data:
            raise ValidationError(gettext("Hãy chọn trạng thái mới."))

    def validate_office(self, field: ChoiceField) -> None:
        if self.what.data == OFFICE and not field.data:
            raise ValidationError(gettext("Hãy chọn cơ quan chủ trì mới."))

    def validate_deadline_on(self, field: DayField) -> None:
        asked = self.what.data == DEADLINE and self.kind.data != DeadlineKind.ONGOING
        if asked and not field.data and not field.process_errors:
            raise ValidationError(gettext("Hãy ghi ngày đến hạn mới, ví dụ 31/12/2025."))

    @property
    def new_status(self) -> Status:
        return Status(self.status.data)

    @property
    def deadline(self) -> Deadline:
        if self.kind.data == DeadlineKind.ONGOING:
            return Deadline(DeadlineKind.ONGOING)
        return Deadline(DeadlineKind.DATED, on=self.deadline_on.data)
