"""Reads what a person typed and ticked in the rows, names and columns of a rehearsal.

Fields are named after what they speak of ("title@bảng 2, dòng 5"), so that they mean the same
row whatever else has changed since the page was drawn. What a page did not show stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from tracker.domain.annexes.columns import Column, ColumnPlan
from tracker.services.annexes import ADD_OFFICE, Choices, Correction
from tracker.services.annexes.choices import EDITABLE, TICKED
from tracker.web.forms.fields import read_number

Typed = MultiDict[str, str]
LONGEST = 4000
NO_LIST, NO_HEADER = "no", "none"


def with_typed(before: Choices, typed: Typed) -> Choices:
    """The choices with what the page's fields say of rows, offices and missing tasks."""
    return replace(
        before,
        edits=_edits(before, typed),
        left_out=_ticked(before.left_out, typed.getlist("shown"), typed.getlist("out")),
        offices=_offices(before, typed),
        cancel=tuple(
            task_id for one in typed.getlist("cancel") if (task_id := read_number(one)) is not None
        ),
    )


def with_added(choices: Choices, names: list[str]) -> Choices:
    """The choices with every name that has no answer yet added as a new office."""
    return replace(choices, offices={**dict.fromkeys(names, ADD_OFFICE), **choices.offices})


def _fields(typed: Typed, prefix: str) -> Iterator[tuple[str, str]]:
    """(what it speaks of, value) of the fields with this prefix."""
    for name, value in typed.items():
        before, at, subject = name.partition("@")
        if at and before == prefix:
            yield subject, value


def _edits(before: Choices, typed: Typed) -> dict[str, dict[str, str]]:
    edits: dict[str, dict[str, str]] = {
        source: dict(words) for source, words in before.edits.items()
    }
    for name in EDITABLE:
        for source, value in _fields(typed, name):
            edits.setdefault(source, {})[name] = value.replace("\r\n", "\n")[:LONGEST]
    for source in typed.getlist("opened"):
        # A box that is not ticked is not sent.
        for name in TICKED:
            if f"{name}@{source}" not in typed:
                edits.get(source, {}).pop(name, None)
    return edits


def _ticked(before: tuple[str, ...], shown: list[str], ticked: list[str]) -> tuple[str, ...]:
    on_page = set(shown)
    return (*(one for one in before if one not in on_page), *ticked)


def _offices(before: Choices, typed: Typed) -> dict[str, int]:
    offices = dict(before.offices)
    for name, answer in _fields(typed, "office"):
        office_id = ADD_OFFICE if answer == str(ADD_OFFICE) else read_number(answer)
        if office_id is None:
            offices.pop(name, None)
        else:
            offices[name] = office_id
    return offices


def signature(header: str, columns: Mapping[int, Column]) -> str:
    """What a page showed of a table's columns: sent back with it, to see what was changed."""
    return "|".join([header, *(str(columns[index]) for index in sorted(columns))])


def header_value(plan: ColumnPlan | None) -> str:
    if plan is None:
        return NO_LIST
    return NO_HEADER if plan.header is None else str(plan.header)


def corrections(typed: Typed) -> dict[str, Correction]:
    """By table what the person says otherwise than the page showed."""
    columns: dict[str, dict[int, Column]] = defaultdict(dict)
    for subject, value in _fields(typed, "column"):
        table, _, place = subject.rpartition("@")
        index = read_number(place)
        if index is not None and value in set(Column):
            columns[table][index] = Column(value)
    found = {}
    for table, before in _fields(typed, "was"):
        header = typed.get(f"header@{table}", "")
        if header and signature(header, columns[table]) != before:
            old_header, _, old_columns = before.partition("|")
            is_new = signature("", columns[table]) != f"|{old_columns}"
            # Under another header the columns are found anew, unless they were chosen too.
            said = columns[table] if is_new or header == old_header else {}
            found[table] = _correction(header, said)
    return found


def _correction(header: str, columns: Mapping[int, Column]) -> Correction:
    if header == NO_LIST:
        return Correction(None, {}, is_list=False)
    return Correction(read_number(header), columns)
