"""Reading the audit log: an administrator sees what concerns the own committee and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from tracker.clock import end_of, start_of
from tracker.db import db
from tracker.domain.audit import AuditAction
from tracker.models import AuditEntry, Membership, User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuditFilter:
    action: AuditAction | None = None
    person: int | None = None  # who did it, or whom it concerns
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    entries: Sequence[AuditEntry]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))


def audit_page(committee_id: int, chosen: AuditFilter, page: int) -> AuditPage:
    """Newest first."""
    matching = and_(_seen_from(committee_id), *_wanted(chosen))
    count = db.session.scalar(select(func.count(AuditEntry.id)).where(matching)) or 0
    query = (
        select(AuditEntry)
        .where(matching)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .options(joinedload(AuditEntry.by), joinedload(AuditEntry.about))
    )
    return AuditPage(db.session.scalars(query).all(), count, page)


def people_of(committee_id: int) -> Sequence[User]:
    """Who is or was in the committee: those who left are still in its log."""
    query = select(User).where(_of_committee(User.id, committee_id)).order_by(User.name, User.id)
    return db.session.scalars(query).all()


def _seen_from(committee_id: int) -> ColumnElement[bool]:
    """The committee's own lines, the signing in and out of its people, and of nobody known."""
    of_nobody = and_(AuditEntry.by_id.is_(None), AuditEntry.about_id.is_(None))
    persons = (
        _of_committee(column, committee_id) for column in (AuditEntry.by_id, AuditEntry.about_id)
    )
    return or_(
        AuditEntry.committee_id == committee_id,
        and_(AuditEntry.committee_id.is_(None), or_(of_nobody, *persons)),
    )


def _of_committee(column: Any, committee_id: int) -> ColumnElement[bool]:
    members = select(Membership.user_id).where(Membership.committee_id == committee_id)
    known = select(AuditEntry.about_id).where(
        AuditEntry.committee_id == committee_id, AuditEntry.about_id.is_not(None)
    )
    found: ColumnElement[bool] = column.in_(members.union(known))
    return found


def _wanted(chosen: AuditFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if chosen.action is not None:
        wanted.append(AuditEntry.action == chosen.action)
    if chosen.person is not None:
        wanted.append(or_(AuditEntry.by_id == chosen.person, AuditEntry.about_id == chosen.person))
    if chosen.first is not None:
        wanted.append(AuditEntry.at >= start_of(chosen.first))
    if chosen.last is not None:
        wanted.append(AuditEntry.at <= end_of(chosen.last))
    return wanted
