"""A word between the secretary and an office about a task."""

from datetime import datetime

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Membership, Task, TaskComment
from tracker.queries.comments import comment_of_form
from tracker.services.history import lock

LONGEST = 2000


def write_comment(
    task: Task,
    text: str,
    *,
    by: Membership,
    office_id: int | None = None,
    at: datetime,
    form_key: str | None = None,
) -> TaskComment:
    """Append a comment; the same form sent twice says it once. RuleBroken for no or too many words.

    `office_id`: the office whose head `by` stands in for.
    """
    words = text.strip()
    if not words:
        raise RuleBroken(N_("Hãy ghi nội dung trao đổi."), field="text")
    if len(words) > LONGEST:
        raise RuleBroken(
            N_("Hãy viết ngắn lại: nhiều nhất %(max)d ký tự."), field="text", max=LONGEST
        )
    with writing():
        # Held, so that two clicks at once come one after the other.
        lock(task)
        said = comment_of_form(form_key) if form_key else None
        if said is not None:
            return said
        comment = TaskComment(
            task_id=task.id,
            written_by_id=by.user_id,
            role=by.role,
            office_id=office_id or by.office_id,
            written_at=at,
            text=words,
            form_key=form_key,
        )
        db.session.add(comment)
    return comment
