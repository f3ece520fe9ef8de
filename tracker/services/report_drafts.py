"""What a person types of a report is kept as it was typed, until it is sent or thrown away."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from tracker.db import db, writing
from tracker.domain.errors import N_, RuleBroken
from tracker.models import ReportDraft, Task, User
from tracker.queries.progress_reports import draft_of
from tracker.services.evidence import forget_draft
from tracker.services.history import lock

LONGEST = 100_000


def save_draft(task: Task, typed: Mapping[str, str], *, at: datetime, by: User) -> ReportDraft:
    """Keep the words, checked for nothing but their length; the newest save counts."""
    if sum(map(len, typed.values())) > LONGEST:
        raise RuleBroken(N_("Nội dung quá dài nên chưa lưu được bản nháp: hãy viết ngắn lại."))
    with writing():
        lock(task)
        draft = draft_of(task.id, by.id)
        if draft is None:
            draft = ReportDraft(task_id=task.id, user_id=by.id)
            db.session.add(draft)
        draft.typed, draft.saved_at = dict(typed), at
        return draft


def throw_away_draft(task: Task, *, by: User) -> None:
    """Forget what was typed and attached but not sent."""
    with writing():
        lock(task)
        drop_draft(task.id, by.id)
        forget_draft(task, by)


def drop_draft(task_id: int, user_id: int) -> None:
    """The part inside a transaction."""
    mine = (ReportDraft.task_id == task_id, ReportDraft.user_id == user_id)
    db.session.execute(delete(ReportDraft).where(*mine))
