"""The list of tasks, and what a person keeps about it: filters under a name, the columns shown."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, session
from flask_babel import gettext
from werkzeug.wrappers import Response

from tracker.clock import today
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.queries.saved_filters import filter_of, filters_of
from tracker.queries.summary import office_names
from tracker.queries.task_columns import Column
from tracker.queries.task_list import task_list
from tracker.services.task_lists import choose_columns, delete_filter, save_filter
from tracker.services.tasks_bulk import MOST
from tracker.web.access import allowed, member, requires
from tracker.web.bulk import bulk_address
from tracker.web.forms import words
from tracker.web.forms.task_filter import (
    address_of_query,
    chosen_parameters,
    filter_form,
    is_filtered,
    list_link,
    list_query,
)
from tracker.web.task_rows import GAP, drawn, row_context, totals_context

blueprint = Blueprint("task_lists", __name__)
LAST_LIST = "list"
LONGEST_KEPT = 600  # signs of a filter's address: the cookie carries it


def list_page() -> tuple[str, int]:
    """The list as the request's parameters filter it; 422 for parameters that cannot be read."""
    offices = office_names(member().committee_id)
    form = filter_form(offices)
    if not form.validate():
        page = render_template("tasks/index.html", form=form, found=None, link=list_link)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    chosen = form.chosen()
    found = task_list(member(), chosen, today(), offices, places=form.places)
    may_edit = allowed(Action.EDIT_TASKS) and chosen.as_of is None
    _keep_for_the_way_back()
    rows = row_context(may_edit=may_edit, as_of=chosen.as_of, known_at=chosen.known_at)
    page = render_template(
        "tasks/index.html",
        form=form,
        found=found,
        is_filtered=is_filtered(),
        rows=rows,
        drawn=drawn(found.rows, rows),
        gap=GAP,
        filters=_filters(),
        here=chosen_parameters(),
        columns=Column,
        bulk=bulk_address() if may_edit else None,
        bulk_most=MOST,
        **totals_context(found.tally, chosen),
    )
    return page, HTTPStatus.OK


def _keep_for_the_way_back() -> None:
    """Pages of a task lead back to the list as it was last filtered, in this committee."""
    query = list_query(page=request.args.get("page"))
    kept = [member().committee_id, query if len(query) <= LONGEST_KEPT else ""]
    if kept != session.get(LAST_LIST):
        session[LAST_LIST] = kept


@blueprint.app_template_global()
def last_list() -> str:
    """The list as this person last filtered it."""
    committee_id, query = session.get(LAST_LIST) or (None, "")
    return address_of_query(query if committee_id == member().committee_id else "")


def _filters() -> list[dict[str, object]]:
    here = list_query()
    return [
        {
            "id": one.id,
            "name": one.name,
            "href": address_of_query(one.query),
            "is_current": one.query == here,
        }
        for one in filters_of(member().id)
    ]


@blueprint.post("/tasks/filters")
@requires(Action.SEE_TASKS)
def save() -> Response:
    """Keeps the filter in the address of this form under a name."""
    name = request.form.get("name", "")
    try:
        saved = save_filter(member(), name, list_query())
    except RuleBroken as broken:
        flash(words(broken), "error")
    else:
        flash(gettext("Đã lưu bộ lọc “%(name)s”.", name=saved.name))
    return redirect(list_link(), HTTPStatus.SEE_OTHER)


@blueprint.post("/tasks/filters/<int:filter_id>/delete")
@requires(Action.SEE_TASKS)
def delete(filter_id: int) -> Response:
    found = filter_of(member().id, filter_id) or abort(404)
    name = found.name
    delete_filter(found)
    flash(gettext("Đã xóa bộ lọc “%(name)s”.", name=name))
    return redirect(list_link(), HTTPStatus.SEE_OTHER)


@blueprint.post("/tasks/columns")
@requires(Action.SEE_TASKS)
def columns() -> Response:
    """Shows the ticked columns from now on; "usual" goes back to those that everybody begins with."""
    ticked = [] if "usual" in request.form else request.form.getlist("column")
    choose_columns(member(), [column for column in Column if column.value in ticked])
    flash(gettext("Đã đổi các cột của danh sách."))
    return redirect(list_link(), HTTPStatus.SEE_OTHER)
