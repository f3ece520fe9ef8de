"""The audit log and the tasks' history grow, and nothing of them is ever altered."""

from datetime import date

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast, office_time
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.models import AuditEntry, TaskChange, TaskComment
from tracker.services.audit import note
from tracker.services.comments import write_comment

AT = office_time(date(2025, 11, 24))


@pytest.fixture
def recorded(cast: Cast) -> None:
    task = cast.assign()
    write_comment(task, "Đã lấy ý kiến chưa?", by=cast.member("lan"), at=AT)
    with writing():
        note(
            AuditAction.SETTINGS_CHANGED,
            committee_id=cast.committee,
            by=cast.user("an"),
            at=AT,
            subject="due_soon_days",
        )


@pytest.mark.parametrize("table", [AuditEntry, TaskChange, TaskComment])
def test_no_statement_of_the_application_alters_what_was_recorded(
    recorded: None, table: type[AuditEntry | TaskChange | TaskComment]
) -> None:
    before = db.session.scalars(select(table.id)).all()
    assert before
    for statement in (update(table).values(id=99), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), writing():
            db.session.execute(statement)
    row = db.session.scalars(select(table)).first()
    with pytest.raises(RuntimeError, match="was recorded"), writing():
        db.session.delete(row)
    assert db.session.scalars(select(table.id)).all() == before
