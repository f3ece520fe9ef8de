"""The list as a file: the filter, the order and the columns of the page, and the rows of all pages."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

from flask import Blueprint, abort, send_file
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.adapters.papers.task_table import (
    TaskTable,
    Value,
    write_task_csv,
    write_task_excel,
)
from tracker.clock import now, office_time, today
from tracker.domain.permissions import Action
from tracker.queries.summary import office_names
from tracker.queries.task_columns import Column, read_columns
from tracker.queries.task_filters import Sort, TaskFilter
from tracker.queries.task_list import TaskList, task_list
from tracker.queries.task_rows import TaskRow
from tracker.services.audit import note_export
from tracker.web.access import member, requires, user
from tracker.web.formats import day, moment, tag_of
from tracker.web.forms.task_filter import filter_form, list_query
from tracker.web.task_texts import deadline_words

blueprint = Blueprint("task_exports", __name__)
Cell = Callable[[TaskRow], Value]
Head = tuple[str, int, Cell]  # name, width in the workbook, what stands in a row
WRITERS = {
    "csv": (write_task_csv, "text/csv"),
    "xlsx": (
        write_task_excel,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@blueprint.get("/tasks/export.<any(csv, xlsx):kind>")
@requires(Action.SEE_TASKS)
def download(kind: str) -> Response:
    offices = office_names(member().committee_id)
    form = filter_form(offices)
    if not form.validate():
        abort(404)
    chosen = form.chosen()
    found = task_list(member(), chosen, today(), offices, page_size=None)
    write, media = WRITERS[kind]
    content = write(_table(chosen, found))
    subject = f"/tasks/export.{kind}?{list_query()} ({found.matching})"
    note_export(member(), user(), subject, at=now())
    name = f"nhiem-vu-{found.as_of}.{kind}"
    return send_file(BytesIO(content), mimetype=media, as_attachment=True, download_name=name)


def _table(chosen: TaskFilter, found: TaskList) -> TaskTable:
    heads = [*_first(chosen), *_chosen_columns(chosen.as_of)]
    produced = moment(office_time(now()))
    return TaskTable(
        title=gettext(
            "%(committee)s: nhiệm vụ tính đến ngày %(day)s",
            committee=member().committee.name,
            day=day(found.as_of),
        ),
        note=gettext(
            "%(number)s nhiệm vụ, lập lúc %(moment)s.", number=found.matching, moment=produced
        ),
        columns=[name for name, _, _ in heads],
        widths=[width for _, width, _ in heads],
        rows=[[cell(row) for _, _, cell in heads] for row in found.rows],
    )


def _first(chosen: TaskFilter) -> Iterator[Head]:
    yield gettext("STT"), 7, lambda row: row.ordinal
    if chosen.sort is Sort.ANNEX:
        # On the page it stands above the rows.
        yield gettext("Mục"), 20, lambda row: row.section
    yield gettext("Nhiệm vụ"), 48, lambda row: row.title


def _chosen_columns(as_of: date | None) -> Iterator[Head]:
    cells: dict[Column, tuple[int, Cell]] = {
        Column.LEAD: (22, lambda row: row.lead_office or gettext("Chưa giao")),
        Column.SUPPORTING: (22, lambda row: row.supporting),
        Column.DELIVERABLE: (26, lambda row: row.deliverable),
        Column.FIELD: (16, lambda row: row.field),
        Column.DIRECTIVE: (16, lambda row: row.directive),
        Column.DEADLINE: (14, _deadline),
        Column.BOX: (20, lambda row: _box(row, as_of)),
        Column.STATUS: (18, lambda row: gettext(row.status.label)),
    }
    for column in read_columns(member().task_columns):
        yield (gettext(column.label), *cells[column])
        if column is Column.STATUS and as_of is None:
            yield gettext("Tỷ lệ (%)"), 10, lambda row: row.percent


def _deadline(row: TaskRow) -> Value:
    printed = row.phrase if row.deadline == row.first_deadline else ""
    return row.deadline.on or printed or deadline_words(row.deadline)


def _box(row: TaskRow, as_of: date | None) -> str:
    tag = tag_of(row, as_of)
    return f"{tag.text}; {gettext('Chờ xác nhận')}" if tag.awaiting else tag.text
