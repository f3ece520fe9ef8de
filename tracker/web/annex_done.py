"""The page of an annex that was saved, or taken back: what was done, with links to it."""

from http import HTTPStatus

from flask import render_template, request

from tracker.models import Annex
from tracker.queries.annexes import (
    changes_beside,
    count_assigned_by,
    count_changed_beside,
    tasks_assigned_by,
    undoable,
)
from tracker.queries.stories import said_of
from tracker.queries.summary import office_names
from tracker.services.annexes import still_known

TASKS_SHOWN = 100


def done_page(annex: Annex) -> tuple[str, int]:
    count = count_assigned_by(annex.id)
    pages = max(1, -(-count // TASKS_SHOWN))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    offices = office_names(annex.committee_id)
    html = render_template(
        "annexes/done.html",
        annex=annex,
        count=count,
        tasks=tasks_assigned_by(annex.id, offset=(page - 1) * TASKS_SHOWN, limit=TASKS_SHOWN),
        page=page,
        pages=pages,
        changed=count_changed_beside(annex.id),
        changes=[
            (change.task, said_of(change, offices))
            for change in changes_beside(annex.id, limit=TASKS_SHOWN)
        ],
        still_known=still_known(annex),
        may_undo=annex.id in undoable(annex.committee_id),
    )
    return html, HTTPStatus.OK
