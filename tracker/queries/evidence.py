"""Questions about evidence files: whose draft they wait in, which report they belong to."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from tracker.db import db
from tracker.models import Evidence, Membership, ProgressReport, ReportState
from tracker.queries.tasks import visible_to


def get_evidence_for(member: Membership, evidence_id: int) -> Evidence | None:
    """A file of a task that the member may see; one in a draft is its uploader's alone."""
    is_own = Evidence.uploaded_by_id == member.user_id
    query = (
        select(Evidence)
        .join(Evidence.task)
        .where(
            Evidence.id == evidence_id,
            visible_to(member),
            or_(Evidence.report_id.is_not(None), is_own),
        )
    )
    return db.session.scalar(query)


def draft_evidence(task_id: int, user_id: int) -> Sequence[Evidence]:
    """What the person has attached to the report that is being written."""
    in_draft = and_(Evidence.report_id.is_(None), Evidence.uploaded_by_id == user_id)
    query = select(Evidence).where(Evidence.task_id == task_id, in_draft).order_by(Evidence.id)
    return db.session.scalars(query).all()


def has_evidence(task_id: int) -> bool:
    """Did a report that was accepted show a result: a file, a link, a document?"""
    shows = or_(
        ProgressReport.document_number != "",
        ProgressReport.link != "",
        ProgressReport.evidence.any(),
    )
    query = select(ProgressReport.id).where(
        ProgressReport.task_id == task_id, ProgressReport.state == ReportState.ACCEPTED, shows
    )
    return db.session.scalar(query.limit(1)) is not None


def all_evidence() -> Sequence[Evidence]:
    return db.session.scalars(select(Evidence).order_by(Evidence.id)).all()
