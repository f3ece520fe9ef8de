"""Questions about evidence files: whose draft they wait in, what they stand with, what they show."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from tracker.db import db
from tracker.models import Evidence, Membership, ProgressReport, ReportState, Task, TaskChange
from tracker.queries.result_words import undone_lines
from tracker.queries.tasks import visible_to

_IN_DRAFT = and_(Evidence.report_id.is_(None), Evidence.change_id.is_(None))


def get_evidence_for(member: Membership, evidence_id: int) -> Evidence | None:
    """A file of a task that the member may see; one in a draft is its uploader's alone."""
    is_own = Evidence.uploaded_by_id == member.user_id
    query = (
        select(Evidence)
        .join(Evidence.task)
        .where(
            Evidence.id == evidence_id,
            visible_to(member),
            or_(~_IN_DRAFT, is_own),
        )
    )
    return db.session.scalar(query)


def draft_evidence(task_id: int, user_id: int) -> Sequence[Evidence]:
    """What the person has attached to the report, or to the status, that is being written."""
    mine = (Evidence.task_id == task_id, _IN_DRAFT, Evidence.uploaded_by_id == user_id)
    return db.session.scalars(select(Evidence).where(*mine).order_by(Evidence.id)).all()


def evidence_of_changes(task_id: int) -> Mapping[int, Sequence[Evidence]]:
    """The files that stand with each line of the task's history, by the line's id."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    query = select(Evidence).where(Evidence.task_id == task_id, Evidence.change_id.is_not(None))
    for evidence in db.session.scalars(query.order_by(Evidence.id)):
        found[evidence.change_id or 0].append(evidence)
    return found


def standing_evidence(
    task_id: int, as_of: date | None = None, known_at: datetime | None = None
) -> Sequence[Evidence]:
    """The files that show the task's result: of reports that were accepted, and of statuses that
    were not undone; the same file once. On a day and as known at a moment, where they are given."""
    query = (
        select(Evidence, ProgressReport, TaskChange)
        .outerjoin(ProgressReport, ProgressReport.id == Evidence.report_id)
        .outerjoin(TaskChange, TaskChange.id == Evidence.change_id)
        .where(
            Evidence.task_id == task_id,
            or_(ProgressReport.state == ReportState.ACCEPTED, TaskChange.id.is_not(None)),
        )
        .order_by(Evidence.id)
    )
    if as_of is not None:
        query = query.where(
            or_(ProgressReport.effective_on <= as_of, TaskChange.effective_on <= as_of)
        )
    if known_at is not None:
        query = query.where(
            or_(ProgressReport.decided_at <= known_at, TaskChange.recorded_at <= known_at)
        )
    rows = db.session.execute(query).all()
    gone = undone_lines({task_id}, known_at) if any(line for _, _, line in rows) else set()
    standing = [evidence for evidence, _, line in rows if line is None or line.id not in gone]
    return list({evidence.sha256: evidence for evidence in standing}.values())


def has_evidence(task_id: int) -> bool:
    """Does a file stand, or did a report that was accepted show a result: a link, a document?"""
    if standing_evidence(task_id):
        return True
    shows = or_(ProgressReport.document_number != "", ProgressReport.link != "")
    query = select(ProgressReport.id).where(
        ProgressReport.task_id == task_id, ProgressReport.state == ReportState.ACCEPTED, shows
    )
    return db.session.scalar(query.limit(1)) is not None


def all_evidence(committee_id: int | None = None) -> Sequence[Evidence]:
    """Of one committee, or of all."""
    query = select(Evidence).order_by(Evidence.id)
    if committee_id is not None:
        query = query.join(Evidence.task).where(Task.committee_id == committee_id)
    return db.session.scalars(query).all()
