"""What is typed about an annex: the file or pasted table, and the document that it belongs to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.vietnamese import short_date
from tracker.services.annexes import Choices, Rehearsal
from tracker.web.forms import Form
from tracker.web.forms.fields import ChoiceField, DayField, at_most, file_name

KINDS = ".docx,.docm,.xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.html,.htm"


class UploadForm(Form):
    file = FileField(
        lazy_gettext("Tệp phụ lục"),
        description=lazy_gettext(
            "Word (.docx), Excel (.xlsx, .xls), .ods hoặc .csv, tối đa 20 MB."
        ),
        render_kw={"accept": KINDS},
    )
    pasted = TextAreaField(
        lazy_gettext("Hoặc dán bảng chép từ Word, Excel"),
        description=lazy_gettext("Chép cả dòng tiêu đề của bảng."),
        render_kw={"rows": 4, "data-html": "pasted_html"},
    )
    # The same table as the clipboard's HTML, which keeps merged cells; filled in by paste.js.
    pasted_html = HiddenField()

    def content(self, today: date) -> tuple[str, bytes]:
        """The file's name and bytes, or those of what was pasted; RuleBroken where there is neither."""
        file: FileStorage | None = self.file.data
        if file is not None and file.filename:
            return file_name(file.filename), file.read()
        name = gettext("Bảng dán ngày %(day)s", day=short_date(today).replace("/", "-"))
        if "<table" in (self.pasted_html.data or ""):
            return name, f"<html><body>{self.pasted_html.data}</body></html>".encode()
        if (self.pasted.data or "").strip():
            return name, str(self.pasted.data).encode()
        raise RuleBroken(N_("Hãy chọn một tệp, hoặc dán bảng chép từ Word, Excel."), field="file")


class DocumentForm(Form):
    """The directive of a rehearsed annex, and the days that count."""

    directive_number = StringField(
        lazy_gettext("Số, ký hiệu văn bản"),
        validators=[at_most(100)],
    )
    directive_title = TextAreaField(lazy_gettext("Tên văn bản, phụ lục"), render_kw={"rows": 2})
    issued_on = DayField(lazy_gettext("Ngày ban hành"))
    assigned_on = DayField(
        lazy_gettext("Ngày giao"),
        description=lazy_gettext("Nhiệm vụ mới và thay đổi được tính từ ngày này."),
    )
    revises = ChoiceField(
        lazy_gettext("Điều chỉnh văn bản đã có"),
        description=lazy_gettext(
            "Chọn khi phụ lục này sửa nhiệm vụ của một văn bản trước: thời hạn khác thành gia hạn, "
            "tình trạng và lịch sử được giữ."
        ),
    )
    statuses_on = DayField(
        lazy_gettext("Lấy tình trạng trong phụ lục, tính đến ngày"),
        description=lazy_gettext("Bỏ trống thì mọi nhiệm vụ mới bắt đầu ở “Chưa thực hiện”."),
    )
    # The rehearsal that the person saw.
    seen = HiddenField()
    page = HiddenField()

    def __init__(self, directives: Mapping[int, str], today: date, **data: Any) -> None:
        super().__init__(**data)
        self._today = today
        self.revises.choices = [
            ("", gettext("Không: nhiệm vụ thuộc văn bản ghi ở trên")),
            *((str(id_), number) for id_, number in directives.items()),
        ]

    def validate_assigned_on(self, field: DayField) -> None:
        if field.data and field.data > self._today:
            raise ValidationError(
                gettext("Ngày này không được ở sau hôm nay: hãy chọn hôm nay hoặc ngày trước đó.")
            )

    validate_statuses_on = validate_assigned_on

    def words(self) -> dict[str, Any]:
        """What was typed, by the names of Choices."""
        return {
            "directive_number": (self.directive_number.data or "").strip(),
            "directive_title": (self.directive_title.data or "").strip(),
            "issued_on": self.issued_on.data,
            "assigned_on": self.assigned_on.data,
            "revises_id": int(self.revises.data) if self.revises.data else None,
            "statuses_on": self.statuses_on.data,
        }


def shown(choices: Choices, rehearsal: Rehearsal, today: date) -> dict[str, Any]:
    """What the form shows when it opens: what was found, unless the person said otherwise."""
    assigned_on = min(rehearsal.assigned_on or today, today)
    return {
        "directive_number": rehearsal.number,
        "directive_title": rehearsal.guess.title,
        "issued_on": rehearsal.guess.issued_on,
        "assigned_on": assigned_on,
        "revises": str(choices.revises_id or ""),
        "statuses_on": choices.statuses_on,
    }
