"""Fields that several forms share: days as offices write them, moments, choices, a seen version."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectField
from wtforms.form import BaseForm
from wtforms.validators import Length, ValidationError
from wtforms.widgets import HiddenInput, NumberInput, TextInput

from tracker.clock import read_moment
from tracker.domain.errors import RuleBroken
from tracker.domain.vietnamese import parse_date, short_date
from tracker.web.forms import words


def read_number(text: str) -> int | None:
    """An id, version or place that a page carries; None for what is none, or no column can hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def file_name(sent: str) -> str:
    """The last part of an uploaded file's name, as some browsers send the whole path."""
    name = sent.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable())[-255:]


def at_most(letters: int) -> Length:
    """For words: no longer than so many letters."""
    return Length(max=letters, message=lazy_gettext("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự."))


class DayInput(TextInput):
    """Written as offices write it: a browser's own date field shows 5/11 as 11/05 where Windows is
    English, and the wrong day is saved."""

    def __call__(self, field: Field, **kwargs: Any) -> Any:
        kwargs = {
            "placeholder": gettext("ngày/tháng/năm"),
            "size": 11,
            "autocomplete": "off",
            **kwargs,
        }
        return super().__call__(field, **kwargs)


class DayField(Field):
    """A day as 31/10/2025; 2025-10-31, as links have it, is read too."""

    widget = DayInput()
    data: date | None

    def _value(self) -> str:
        # What could not be read stays as it was typed.
        if self.data:
            return short_date(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        text = valuelist[0].strip()
        self.data = None
        if text:
            try:
                self.data = parse_date(text)
            except RuleBroken as broken:
                raise ValueError(words(broken)) from broken


class MomentField(Field):
    """A moment in ISO form; without a zone the office's time, a day alone its end."""

    widget = HiddenInput()
    data: datetime | None

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        # A "+" that was not encoded arrives as a space.
        text = valuelist[0].strip().replace(" ", "+") if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = read_moment(text)
        except ValueError as error:
            wrong = gettext("“%(text)s” không phải thời điểm dạng 2025-11-05T17:00.", text=text)
            raise ValueError(wrong) from error


class VersionField(Field):
    """The version of the task that the person was looking at."""

    widget = HiddenInput()
    data: int | None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = read_number(valuelist[0]) if valuelist else None
        if self.data is None:
            raise ValueError(gettext("Trang này đã cũ: hãy tải lại rồi thử lại."))


class FormKeyField(Field):
    """Names one showing of a form, so that a double click is seen to be one."""

    widget = HiddenInput()
    data: str | None

    def _value(self) -> str:
        # What was refused and is sent again is still the same form.
        return self.data or str(uuid4())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0][:36] or None if valuelist else None


class ChoiceField(SelectField):
    """One of a list; its own words for what is not in the list."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            unknown = gettext("Không có lựa chọn này: hãy chọn lại trong danh sách.")
            raise ValidationError(unknown) from error


class PercentField(Field):
    """A whole number from 0 to 100; None where nothing was typed."""

    widget = NumberInput(min=0, max=100, step=1)
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        text = valuelist[0].strip()
        self.data = None
        if text:
            if not (text.isascii() and text.isdigit() and int(text[:4]) <= 100):
                raise ValueError(gettext("Tỷ lệ phải là số nguyên từ 0 đến 100."))
            self.data = int(text)
