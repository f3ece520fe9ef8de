"""The parameters of /tasks: read, checked, and offered as a form. Every number's link uses them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, StringField, ValidationError
from wtforms.validators import Length, Regexp

from tracker.clock import today
from tracker.domain.comparison import Move
from tracker.domain.status import Status
from tracker.domain.vietnamese import short_date
from tracker.queries.summary import directive_numbers
from tracker.queries.task_filters import UNASSIGNED, Sort, TaskFilter
from tracker.queries.task_groups import GROUP_LABELS
from tracker.queries.task_order import Place, places_of, sections_and_fields
from tracker.web.access import member
from tracker.web.extensions import translate
from tracker.web.forms.fields import ChoiceField, DayField, MomentField

NONE = "none"
PARAMETERS = (
    "q", "status", "box", "office", "directive", "section", "field",
    "from", "to", "sort", "page", "as_of", "known_at", "moved", "since",
    "silent",
)  # fmt: skip
SORT_LABELS = {
    Sort.ANNEX: lazy_gettext("Thứ tự phụ lục"),
    Sort.DEADLINE: lazy_gettext("Thời hạn"),
    Sort.OFFICE: lazy_gettext("Cơ quan chủ trì"),
    Sort.TITLE: lazy_gettext("Tên nhiệm vụ"),
}
_LONG = lazy_gettext("Từ cần tìm quá dài: hãy bớt còn nhiều nhất 200 ký tự.")
_NO_PAGE = lazy_gettext("Số trang phải là số nguyên.")
Choices = list[tuple[str, Any]]


class FilterForm(Form):
    """A value that cannot be read is a problem to show: a filter is never silently dropped."""

    q = StringField(validators=[Length(max=200, message=_LONG)])
    status = ChoiceField(default="")
    box = ChoiceField(default="")
    office = ChoiceField(default="")
    directive = ChoiceField(default="")
    # Sections and fields are words: an old link may name one that no task is in any more.
    section = ChoiceField(default="", validate_choice=False)
    field = ChoiceField(default="", validate_choice=False)
    due_from = DayField(name="from")
    due_to = DayField(name="to")
    sort = ChoiceField(default=Sort.ANNEX.value)
    page = StringField(validators=[Regexp(r"[0-9]{0,6}$", message=_NO_PAGE)])
    as_of = DayField()
    known_at = MomentField()
    moved = ChoiceField(default="")
    since = DayField()
    silent = BooleanField()

    def __init__(
        self,
        args: MultiDict[str, str],
        *,
        offices: Mapping[int, str],
        directives: Mapping[int, str],
        places: Sequence[Place],
        today: date,
    ) -> None:
        super().__init__(args)
        self.today, self.places = today, places
        sections, fields = sections_and_fields(places)
        self.status.choices = [_any(), *((one.value, translate(one.label)) for one in Status)]
        self.box.choices = [_any(), *((key, translate(name)) for key, name in GROUP_LABELS.items())]
        self.office.choices = [_any(), *_named(offices), (NONE, gettext("Chưa giao cơ quan nào"))]
        self.directive.choices = [_any(), *_named(directives)]
        self.section.choices = _words(sections, self.section.data)
        self.section.choices.append((NONE, gettext("Không thuộc mục nào")))
        self.field.choices = _words(fields, self.field.data)
        self.field.choices.append((NONE, gettext("Chưa ghi lĩnh vực")))
        self.moved.choices = [_any(), *((move.value, translate(move.label)) for move in Move)]
        self.sort.choices = [(sort.value, label) for sort, label in SORT_LABELS.items()]

    def validate_due_to(self, field: DayField) -> None:
        first = self.due_from.data
        if first and field.data and field.data < first:
            raise ValidationError(gettext("Ngày cuối phải từ ngày đầu trở đi."))

    def validate_as_of(self, field: DayField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(
                gettext(
                    "Chưa có số liệu của ngày %(day)s: hãy chọn hôm nay hoặc một ngày đã qua.",
                    day=short_date(field.data),
                )
            )

    def validate_since(self, field: DayField) -> None:
        if bool(field.data) != bool(self.moved.data) or (
            field.data and field.data >= (self.as_of.data or self.today)
        ):
            raise ValidationError(
                gettext(
                    "Ngày so sánh phải đi cùng loại thay đổi và ở trước ngày lấy số liệu: hãy chọn lại."
                )
            )

    @property
    def problems(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]

    def chosen(self) -> TaskFilter:
        """The filter, after validation."""
        office, section, field = self.office.data, self.section.data, self.field.data
        return TaskFilter(
            words=self.q.data or "",
            status=Status(self.status.data) if self.status.data else None,
            group=self.box.data,
            office=(UNASSIGNED if office == NONE else int(office)) if office else None,
            section=("" if section == NONE else section) if section else None,
            directive=int(self.directive.data) if self.directive.data else None,
            field=("" if field == NONE else field) if field else None,
            due_from=self.due_from.data,
            due_to=self.due_to.data,
            sort=Sort(self.sort.data),
            page=int(self.page.data or 1),
            as_of=self.as_of.data or (self.today if self.known_at.data else None),
            known_at=self.known_at.data,
            moved=Move(self.moved.data) if self.moved.data else None,
            since=self.since.data,
            silent=self.silent.data,
        )


def _any() -> tuple[str, str]:
    return "", gettext("Tất cả")


def _named(names: Mapping[int, str]) -> Choices:
    return [(str(id_), name) for id_, name in names.items()]


def _words(known: Sequence[str], chosen: str) -> Choices:
    old = [chosen] if chosen and chosen not in known and chosen != NONE else []
    return [_any(), *((word, word) for word in [*known, *old])]


def filter_form(offices: Mapping[int, str]) -> FilterForm:
    """The filter of this request's parameters, with what can be chosen in this committee."""
    committee_id = member().committee_id
    return FilterForm(
        request.args,
        offices=offices,
        directives=directive_numbers(committee_id),
        places=places_of(committee_id),
        today=today(),
    )


def chosen_parameters(**changes: Any) -> dict[str, Any]:
    """The parameters of this request, changed (None drops one); page 1 unless a page is named."""
    given = request.args
    kept = {name: given[name] for name in PARAMETERS if name in given}
    kept.pop("page", None)
    return {name: value for name, value in (kept | changes).items() if value not in (None, "")}


def is_filtered() -> bool:
    """Is anything left out of the list?"""
    return bool(chosen_parameters(sort=None, as_of=None, known_at=None))


def list_link(**changes: Any) -> str:
    """The list with the filter of this request, changed."""
    return address_of_query(urlencode(chosen_parameters(**changes), safe=":/"))


def list_query(**changes: Any) -> str:
    """The filter of this request as it stands in the list's address; "" for no filter."""
    return urlencode(chosen_parameters(**changes))


def address_of_query(query: str) -> str:
    """The list with a filter that `list_query` wrote."""
    return f"{request.script_root}/tasks" + (f"?{query}" if query else "")
