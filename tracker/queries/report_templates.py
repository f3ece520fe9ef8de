"""The office's own Word files for its reports: their versions, and the one in use."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.models import ReportTemplate


def templates_of(committee_id: int) -> Sequence[ReportTemplate]:
    """Every version, the newest first."""
    query = (
        select(ReportTemplate)
        .where(ReportTemplate.committee_id == committee_id)
        .order_by(ReportTemplate.number.desc())
        .options(joinedload(ReportTemplate.uploaded_by))
    )
    return db.session.scalars(query).all()


def template_in(committee_id: int, template_id: int) -> ReportTemplate | None:
    return db.session.scalar(
        select(ReportTemplate).where(
            ReportTemplate.id == template_id, ReportTemplate.committee_id == committee_id
        )
    )


def active_template(committee_id: int) -> ReportTemplate | None:
    """The version that new papers are made with; None where the default form is in use."""
    return db.session.scalar(
        select(ReportTemplate).where(
            ReportTemplate.committee_id == committee_id, ReportTemplate.is_active
        )
    )


def same_template(committee_id: int, sha256: str) -> ReportTemplate | None:
    """The version with these very bytes."""
    return db.session.scalar(
        select(ReportTemplate).where(
            ReportTemplate.committee_id == committee_id, ReportTemplate.sha256 == sha256
        )
    )


def last_number(committee_id: int) -> int:
    query = select(func.max(ReportTemplate.number)).where(
        ReportTemplate.committee_id == committee_id
    )
    return db.session.scalar(query) or 0
