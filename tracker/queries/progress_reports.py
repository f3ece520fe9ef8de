"""Questions about progress reports: what awaits a decision, and what was said of a task."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.db import db
from tracker.domain.status import OPEN
from tracker.models import Membership, ProgressReport, ReportDraft, ReportState, Task
from tracker.queries.tasks import visible_to

PAGE_SIZE = 50
Reports = Sequence[ProgressReport]
_WITH_TASK = contains_eager(ProgressReport.task).joinedload(Task.lead_office)
_WITH_PEOPLE = (
    joinedload(ProgressReport.office),
    joinedload(ProgressReport.reported_by),
    joinedload(ProgressReport.decided_by),
    selectinload(ProgressReport.evidence),
)


def awaiting_report(task_id: int) -> ProgressReport | None:
    """The task's open report; the database allows no more than one."""
    return db.session.scalar(
        select(ProgressReport).where(
            ProgressReport.task_id == task_id, ProgressReport.state == ReportState.AWAITING
        )
    )


def draft_of(task_id: int, user_id: int) -> ReportDraft | None:
    """What the person has typed of a report on the task and not sent."""
    mine = (ReportDraft.task_id == task_id, ReportDraft.user_id == user_id)
    return db.session.scalar(select(ReportDraft).where(*mine))


def drafts_of(member: Membership) -> Sequence[tuple[Task, ReportDraft]]:
    """What the member has typed and not sent of tasks that still take reports, newest first."""
    query = (
        select(Task, ReportDraft)
        .join(ReportDraft, ReportDraft.task_id == Task.id)
        .where(visible_to(member), Task.status.in_(OPEN), ReportDraft.user_id == member.user_id)
        .order_by(ReportDraft.saved_at.desc())
    )
    return [(task, draft) for task, draft in db.session.execute(query)]


def reports_of(task_id: int) -> Reports:
    """Every report on the task with its decision, newest first."""
    query = (
        select(ProgressReport)
        .where(ProgressReport.task_id == task_id)
        .order_by(ProgressReport.id.desc())
        .options(*_WITH_PEOPLE)
    )
    return db.session.scalars(query).all()


def count_awaiting(member: Membership) -> int:
    query = (
        select(func.count(ProgressReport.id))
        .join(ProgressReport.task)
        .where(visible_to(member), ProgressReport.state == ReportState.AWAITING)
    )
    return db.session.scalar(query) or 0


def awaiting(member: Membership, page: int = 1) -> Reports:
    """What waits for the secretary, the longest wait first."""
    query = (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(visible_to(member), ProgressReport.state == ReportState.AWAITING)
        .options(_WITH_TASK, *_WITH_PEOPLE)
        .order_by(ProgressReport.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return db.session.scalars(query).all()


def decided(member: Membership, limit: int = 20) -> Reports:
    """What was accepted, returned or taken back, the newest decision first."""
    query = (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(visible_to(member), ProgressReport.state != ReportState.AWAITING)
        .options(_WITH_TASK, *_WITH_PEOPLE)
        .order_by(ProgressReport.decided_at.desc(), ProgressReport.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()


def accepted_before(reports: Reports) -> dict[int, ProgressReport]:
    """{task id: the newest report that was accepted}, to be read beside those that wait."""
    newest = (
        select(func.max(ProgressReport.id))
        .where(
            ProgressReport.task_id.in_([report.task_id for report in reports]),
            ProgressReport.state == ReportState.ACCEPTED,
        )
        .group_by(ProgressReport.task_id)
    )
    query = select(ProgressReport).where(ProgressReport.id.in_(newest)).options(*_WITH_PEOPLE)
    return {report.task_id: report for report in db.session.scalars(query)}
