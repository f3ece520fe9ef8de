"""What the secretary and the heads said to each other about tasks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.clock import end_of, office_day, start_of
from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Part, Task, TaskComment, TaskOffice

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class CommentNews:
    """A comment as the other side's morning mail mentions it.

    `to_offices`: the offices that lead the task now, alone or with others; empty for a head's own
    word, which goes to the secretary.
    """

    comment_id: int
    task_id: int
    written_on: date
    by_name: str
    role: Role
    office_id: int | None
    excerpt: str
    to_secretary: bool
    to_offices: frozenset[int]


def comments_of(task_id: int) -> Sequence[TaskComment]:
    """The first word first."""
    query = (
        select(TaskComment)
        .where(TaskComment.task_id == task_id)
        .order_by(TaskComment.id)
        .options(joinedload(TaskComment.written_by), joinedload(TaskComment.office))
    )
    return db.session.scalars(query).all()


def comment_of_form(form_key: str) -> TaskComment | None:
    return db.session.scalar(select(TaskComment).where(TaskComment.form_key == form_key))


def comments_since(committee_id: int, since: date, until: date) -> list[CommentNews]:
    """What was said on those office days about tasks that are still on the list, oldest first."""
    query = (
        select(TaskComment)
        .join(TaskComment.task)
        .where(
            Task.committee_id == committee_id,
            Task.removed_on.is_(None),
            TaskComment.written_at >= start_of(since),
            TaskComment.written_at <= end_of(until),
        )
        .order_by(TaskComment.id)
        .options(joinedload(TaskComment.written_by), joinedload(TaskComment.task))
    )
    comments = db.session.scalars(query).all()
    co_leads = _co_leads({comment.task_id for comment in comments})
    return [_news(comment, co_leads[comment.task_id]) for comment in comments]


def _co_leads(task_ids: set[int]) -> dict[int, set[int]]:
    query = select(TaskOffice.task_id, TaskOffice.office_id).where(
        TaskOffice.task_id.in_(task_ids), TaskOffice.part == Part.CO_LEAD
    )
    found: dict[int, set[int]] = defaultdict(set)
    for task_id, office_id in db.session.execute(query):
        found[task_id].add(office_id)
    return found


def _news(comment: TaskComment, co_leads: set[int]) -> CommentNews:
    # A leader writes only while standing in for a head.
    by_head = comment.role in (Role.HEAD, Role.LEADER)
    lead = comment.task.lead_office_id
    return CommentNews(
        comment_id=comment.id,
        task_id=comment.task_id,
        written_on=office_day(comment.written_at),
        by_name=comment.written_by.name,
        role=comment.role,
        office_id=comment.office_id,
        excerpt=shorten(comment.text, EXCERPT, placeholder="…"),
        to_secretary=by_head,
        to_offices=frozenset() if by_head else frozenset({*co_leads, *([lead] if lead else [])}),
    )
