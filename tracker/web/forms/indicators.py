"""Indicators as they are typed: what is measured, a value of a day, the target of a year."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import TextInput

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import Direction, IndicatorKind
from tracker.domain.vietnamese import number_words, parse_number
from tracker.models import Indicator, Office
from tracker.services.indicator_values import NewValue
from tracker.services.indicators import IndicatorWords
from tracker.web.forms import Form, words
from tracker.web.forms.fields import ChoiceField, DayField, VersionField, at_most

NO_OFFICE = ""
_NUMBER = N_("Hãy ghi số, ví dụ 5.010 hoặc 98,39.")


class NumberField(Field):
    """A number as offices write it, "5.010" or "98,39"; a percent sign behind it does no harm."""

    widget = TextInput()
    data: Decimal | None

    def _value(self) -> str:
        # What could not be read stays as it was typed.
        if self.data is not None:
            return number_words(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip().removesuffix("%") if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_number(text)
            except RuleBroken as broken:
                raise ValueError(words(broken)) from broken


class IndicatorForm(Form):
    """Named as the services name them, so that a rule's words find their field."""

    name = StringField(
        lazy_gettext("Tên chỉ tiêu"),
        validators=[InputRequired(lazy_gettext("Hãy ghi tên chỉ tiêu.")), at_most(300)],
    )
    office = ChoiceField(
        lazy_gettext("Đơn vị theo dõi"),
        description=lazy_gettext("Thủ trưởng đơn vị này nhập số liệu và được nhắc khi đến kỳ."),
    )
    kind = ChoiceField(lazy_gettext("Cách tính"))
    part_name = StringField(
        lazy_gettext("Số thứ nhất đếm"),
        description=lazy_gettext("Chỉ với tỷ lệ, ví dụ “hồ sơ nộp trực tuyến”."),
        validators=[at_most(200)],
    )
    whole_name = StringField(
        lazy_gettext("Trên tổng số"),
        description=lazy_gettext("Chỉ với tỷ lệ, ví dụ “hồ sơ đã tiếp nhận”."),
        validators=[at_most(200)],
    )
    unit = StringField(
        lazy_gettext("Đơn vị tính"),
        description=lazy_gettext("Ví dụ “hồ sơ”, “người”; tỷ lệ luôn là %."),
        validators=[at_most(40)],
        render_kw={"class": "short"},
    )
    decimals = SelectField(
        lazy_gettext("Số chữ số thập phân"),
        choices={"0": "0 (98)", "1": "1 (98,4)", "2": "2 (98,39)"},
    )
    direction = ChoiceField(lazy_gettext("Hướng tốt"))
    rhythm = ChoiceField(lazy_gettext("Kỳ nhập số liệu"))
    due_day = IntegerField(
        lazy_gettext("Hạn nhập là ngày"),
        description=lazy_gettext("Ngày trong tháng; tháng ngắn hơn thì là ngày cuối tháng."),
        validators=[
            Optional(),
            NumberRange(1, 31, message=lazy_gettext("Ngày trong tháng là số từ 1 đến 31.")),
        ],
        render_kw={"class": "short"},
    )
    position = IntegerField(
        lazy_gettext("Thứ tự"),
        validators=[
            Optional(),
            NumberRange(0, 9999, message=lazy_gettext("Thứ tự là số từ 0 đến 9999.")),
        ],
        render_kw={"class": "short"},
    )
    version = VersionField()

    def __init__(self, tree: Sequence[tuple[int, Office]], **data: Any) -> None:
        super().__init__(**data)
        self.office.choices = {
            NO_OFFICE: gettext("Chưa giao đơn vị nào"),
            **{str(office.id): "\u2003" * depth + office.name for depth, office in tree},
        }
        self.kind.choices = [(one.value, gettext(one.label)) for one in IndicatorKind]
        self.direction.choices = [(one.value, gettext(one.label)) for one in Direction]
        self.rhythm.choices = [(one.value, gettext(one.label)) for one in Rhythm]

    def words(self) -> IndicatorWords:
        return IndicatorWords(
            name=self.name.data or "",
            kind=IndicatorKind(self.kind.data),
            unit=self.unit.data or "",
            part_name=self.part_name.data or "",
            whole_name=self.whole_name.data or "",
            decimals=int(self.decimals.data),
            direction=Direction(self.direction.data),
            office_id=int(self.office.data) if self.office.data else None,
            rhythm=Rhythm(self.rhythm.data),
            due_day=self.due_day.data or 14,
            position=self.position.data,
        )


def shown_words(indicator: Indicator) -> dict[str, Any]:
    """The form's values of an indicator as it stands."""
    return {
        "name": indicator.name,
        "office": str(indicator.office_id or NO_OFFICE),
        "kind": indicator.kind.value,
        "part_name": indicator.part_name,
        "whole_name": indicator.whole_name,
        "unit": indicator.unit,
        "decimals": str(indicator.decimals),
        "direction": indicator.direction.value,
        "rhythm": indicator.rhythm.value,
        "due_day": indicator.due_day,
        "position": indicator.position,
        "version": indicator.version,
    }


class ValueForm(Form):
    """The value of one day; a plain indicator has no second number."""

    on = DayField(
        lazy_gettext("Số liệu của ngày"),
        validators=[InputRequired(lazy_gettext("Hãy ghi ngày, ví dụ 31/10/2025."))],
        render_kw={"class": "short"},
    )
    part = NumberField(lazy_gettext("Số liệu"), render_kw={"class": "short"})
    whole = NumberField(lazy_gettext("Trên tổng số"), render_kw={"class": "short"})
    document_number = StringField(
        lazy_gettext("Nguồn: số văn bản, báo cáo"), validators=[at_most(100)]
    )
    note = TextAreaField(
        lazy_gettext("Ghi chú"),
        description=lazy_gettext("Sửa hoặc rút số liệu đã có thì ghi lý do ở đây."),
        validators=[at_most(2000)],
        render_kw={"rows": 2},
    )

    def __init__(self, indicator: Indicator, **data: Any) -> None:
        super().__init__(**data)
        if indicator.kind is IndicatorKind.RATIO:
            self.part.label.text = _sentence(indicator.part_name)
            self.whole.label.text = _sentence(indicator.whole_name)
        else:
            del self.whole
            if indicator.unit:
                self.part.label.text = gettext("Số liệu (%(unit)s)", unit=indicator.unit)

    def new_value(self, today: date) -> NewValue:
        """Raises RuleBroken where a number is missing."""
        if self.part.data is None:
            raise RuleBroken(_NUMBER, field="part")
        return NewValue(
            on=self.on.data or today,
            part=self.part.data,
            whole=self.whole.data if self.whole else None,
            document_number=self.document_number.data or "",
            note=self.note.data or "",
        )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


class TargetForm(Form):
    year = IntegerField(
        lazy_gettext("Năm"),
        validators=[InputRequired(lazy_gettext("Hãy ghi năm, ví dụ 2025."))],
        render_kw={"class": "short"},
    )
    amount = NumberField(
        lazy_gettext("Mục tiêu"),
        description=lazy_gettext("Bỏ trống: bỏ mục tiêu của năm này."),
        render_kw={"class": "short"},
    )
    decision = StringField(lazy_gettext("Văn bản giao chỉ tiêu"), validators=[at_most(100)])


class RetireForm(Form):
    reason = StringField(lazy_gettext("Lý do"), validators=[at_most(300)])
