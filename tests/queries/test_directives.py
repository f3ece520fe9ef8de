"""Which documents changed the tasks of a directive, on both databases."""

from datetime import date

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Directive
from tracker.queries.directives import changed_by, documents_that_changed, listed_directives
from tracker.services.tasks import (
    NewTask,
    assign_by,
    change_deadline,
    change_status,
    reassign,
    undo,
)

NOW = office_time(TODAY)


def test_documents_are_told_with_what_they_changed_and_from_when(cast: Cast) -> None:
    tasks = [cast.assign(f"Việc {number}", deadline="31/10/2025") for number in range(3)]
    for task, day in zip(tasks[:2], (20, 18), strict=True):
        change_deadline(
            task, Deadline.due(date(2025, 12, 15)), on=date(2025, 11, day), at=NOW, by=None,
            reason="Chờ", document_number="15-TB/BCĐ",
        )  # fmt: skip
    reassign(
        tasks[2], cast.office("economy"), on=TODAY, at=NOW, by=None, reason="Đúng việc",
        document_number="15-TB/BCĐ",
    )  # fmt: skip
    change_status(
        tasks[0], Status.COMPLETED, on=TODAY, at=NOW, by=None, document_number="96/KH-UBND"
    )
    first = db.session.get_one(Directive, cast.directive)
    assert [
        (found.number, found.directive_id, found.on, list(map(tuple_of, found.revised)))
        for found in documents_that_changed(first)
    ] == [
        (
            "15-TB/BCĐ",
            None,
            date(2025, 11, 18),
            [(Field.DEADLINE, 2, date(2025, 11, 18)), (Field.LEAD_OFFICE, 1, TODAY)],
        )
    ]
    second = assign_by(cast.committee, "15-TB/BCĐ", NewTask("Bốn"), on=TODAY, at=NOW, by=None)
    assert documents_that_changed(first)[0].directive_id == second.directive_id
    assert [found.number for found in changed_by(second.directive)] == ["01-KH/BCĐ"]
    assert changed_by(first) == documents_that_changed(second.directive) == []
    listed = [(one.directive.number, one.tasks) for one in listed_directives(cast.committee)]
    assert listed == [("01-KH/BCĐ", 3), ("15-TB/BCĐ", 1)]


def test_what_was_taken_back_changed_nothing(cast: Cast) -> None:
    task, lan = cast.assign(deadline="31/10/2025"), cast.user("lan")
    change_deadline(
        task, Deadline.due(date(2025, 12, 15)), on=date(2025, 11, 18), at=NOW, by=lan,
        reason="Chờ", document_number="15-TB/BCĐ",
    )  # fmt: skip
    directive = db.session.get_one(Directive, cast.directive)
    assert [found.number for found in documents_that_changed(directive)] == ["15-TB/BCĐ"]
    undo(task, at=NOW, by=lan)
    assert documents_that_changed(directive) == []


def tuple_of(revised: object) -> tuple[object, ...]:
    return tuple(getattr(revised, name) for name in ("field", "tasks", "on"))
