"""What is typed about tasks: the row form, a new task, its words, and the decisions on it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import MultipleFileField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from tracker.clock import today
from tracker.domain.deadlines import Deadline
from tracker.domain.status import DATED, SETTABLE, Status
from tracker.web.forms import CheckboxesField, Form
from tracker.web.forms.fields import ChoiceField, DayField, FormKeyField, PercentField, VersionField

_DAY = lazy_gettext("Hãy ghi ngày, ví dụ 31/10/2025.")
NEW_DIRECTIVE = "new"
_ACCEPT = ".pdf,.doc,.docx,.xls,.xlsx,.png,.jpg,.jpeg,.zip"


def _short(words: int) -> list[Any]:
    return [Length(max=words, message=lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự."))]


def percent_field() -> PercentField:
    return PercentField(
        lazy_gettext("Tỷ lệ hoàn thành (%)"),
        render_kw={"class": "short", "inputmode": "numeric"},
    )


def effective_day() -> DayField:
    return DayField(
        lazy_gettext("Có hiệu lực từ ngày"),
        validators=[InputRequired(_DAY)],
        render_kw={"class": "short"},
    )


def document_field() -> StringField:
    return StringField(
        lazy_gettext("Số văn bản"),
        validators=_short(100),
        description=lazy_gettext("Ví dụ 12/TB-UBND."),
        render_kw={"class": "short"},
    )


def reason_field() -> TextAreaField:
    return TextAreaField(lazy_gettext("Lý do"), validators=_short(2000), render_kw={"rows": 3})


def files_field() -> MultipleFileField:
    return MultipleFileField(lazy_gettext("Đính kèm tệp"), render_kw={"accept": _ACCEPT})


class RowForm(Form):
    """The row of the list: status and percent, from today on; where the task asks for a product,
    also what shows it, or why nothing does."""

    status = ChoiceField()
    percent = percent_field()
    document_number = StringField(validators=_short(100))
    reason = StringField(validators=_short(2000))
    version = VersionField()

    def __init__(self) -> None:
        super().__init__()
        self.status.choices = [(status.value, gettext(status.label)) for status in SETTABLE]

    @property
    def problems(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]


class StatusForm(Form):
    status = ChoiceField(lazy_gettext("Trạng thái"))
    percent = percent_field()
    effective_on = effective_day()
    reason = TextAreaField(
        lazy_gettext("Kết quả, lý do"), validators=_short(2000), render_kw={"rows": 3}
    )
    document_number = document_field()
    files = files_field()
    version = VersionField()

    def __init__(self, standing: Status, **data: Any) -> None:
        """`standing`: the task's own status. Where it began on a day that counts, the day may stay
        empty: then it is not moved."""
        super().__init__(**data)
        self.standing = standing
        self.status.choices = [(status.value, gettext(status.label)) for status in SETTABLE]
        self.reason.description = gettext(
            "Báo cáo in lời này ở cột “Kết quả thực hiện”. Bắt buộc khi tạm dừng, thôi giao hoặc "
            "giao lại, và khi hoàn thành nhiệm vụ có yêu cầu sản phẩm mà không có số văn bản hoặc "
            "tệp."
        )
        if standing in DATED:
            self.effective_on.flags.required = False
            self.effective_on.description = gettext(
                "Để trống thì giữ nguyên ngày đã ghi, khi không đổi trạng thái."
            )
        if self.keeps_day:
            self.effective_on.validators = ()

    @property
    def keeps_day(self) -> bool:
        """Is the status said again, and no day with it?"""
        is_same = self.standing in DATED and self.status.data == self.standing.value
        return is_same and not (self.effective_on.data or self.effective_on.process_errors)


class OfficeForm(Form):
    office = ChoiceField(lazy_gettext("Cơ quan chủ trì mới"))
    reason = reason_field()
    document_number = document_field()
    effective_on = effective_day()
    version = VersionField()

    def __init__(self, offices: Mapping[int, str], **data: Any) -> None:
        super().__init__(**data)
        self.office.choices = [("", gettext("Hãy chọn")), *_named(offices)]

    def validate_office(self, field: ChoiceField) -> None:
        if not field.data:
            raise ValidationError(gettext("Hãy chọn cơ quan chủ trì mới."))


class CancelForm(Form):
    reason = reason_field()
    document_number = document_field()
    effective_on = effective_day()
    version = VersionField()


class _Words(Form):
    """What a task says, apart from what figures depend on."""

    title = TextAreaField(
        lazy_gettext("Nhiệm vụ"),
        validators=[InputRequired(lazy_gettext("Hãy ghi nội dung nhiệm vụ.")), *_short(4000)],
        render_kw={"rows": 3},
    )
    ordinal = StringField(
        lazy_gettext("Số thứ tự trong phụ lục"), validators=_short(40), render_kw={"class": "short"}
    )
    section = StringField(
        lazy_gettext("Mục"), validators=_short(1000), render_kw={"list": "sections"}
    )
    deliverable = TextAreaField(
        lazy_gettext("Sản phẩm, kết quả"), validators=_short(4000), render_kw={"rows": 2}
    )
    field = StringField(
        lazy_gettext("Lĩnh vực"), validators=_short(100), render_kw={"list": "fields"}
    )
    supporting = CheckboxesField(lazy_gettext("Cơ quan phối hợp"), coerce=int)


class WordsForm(_Words):
    version = VersionField()

    def __init__(self, offices: Mapping[int, str], **data: Any) -> None:
        super().__init__(**data)
        self.supporting.choices = list(offices.items())


class NewTaskForm(_Words):
    form_key = FormKeyField()
    directive = ChoiceField(lazy_gettext("Văn bản giao nhiệm vụ"))
    new_directive = StringField(
        lazy_gettext("Số, ký hiệu văn bản mới"),
        validators=_short(100),
        description=lazy_gettext("Chỉ ghi khi văn bản chưa có trong danh sách, ví dụ 96/KH-UBND."),
        render_kw={"class": "short"},
    )
    lead_office = ChoiceField(lazy_gettext("Cơ quan chủ trì"))
    deadline_text = StringField(
        lazy_gettext("Thời hạn như trong văn bản"),
        validators=_short(1000),
        description=lazy_gettext("Ví dụ: Quý IV/2025; trước ngày 15/12/2025; thường xuyên."),
    )
    deadline_on = DayField(
        lazy_gettext("Hoặc chọn ngày đến hạn"),
        description=lazy_gettext("Ngày chọn ở đây được dùng thay cho ngày đọc từ câu chữ."),
        render_kw={"class": "short"},
    )
    assigned_on = DayField(
        lazy_gettext("Ngày giao"), validators=[InputRequired(_DAY)], render_kw={"class": "short"}
    )

    def __init__(
        self, offices: Mapping[int, str], directives: Mapping[int, str], **data: Any
    ) -> None:
        super().__init__(**data)
        self.supporting.choices = list(offices.items())
        self.lead_office.choices = [("", gettext("Chưa giao cơ quan nào")), *_named(offices)]
        self.directive.choices = [
            *_named(directives),
            (NEW_DIRECTIVE, gettext("Văn bản mới (ghi số ở ô bên cạnh)")),
        ]

    def validate_assigned_on(self, field: DayField) -> None:
        if field.data and field.data > today():
            raise ValidationError(gettext("Ngày giao không được ở sau hôm nay."))

    def validate_new_directive(self, field: StringField) -> None:
        if self.directive.data == NEW_DIRECTIVE and not (field.data or "").strip():
            raise ValidationError(gettext("Hãy ghi số, ký hiệu của văn bản mới."))

    @property
    def deadline(self) -> Deadline | None:
        """The chosen day; None leaves it to the phrase."""
        day = self.deadline_on.data
        return Deadline.due(day) if day else None


def _named(names: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(str(id_), name) for id_, name in names.items()]
