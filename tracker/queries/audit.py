"""Reading the audit log: an administrator sees what concerns the own committee and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from tracker.clock import end_of, start_of
from tracker.db import db
from tracker.domain.audit import AuditAction
from tracker.domain.vietnamese import person_key
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
    page: int
    has_next: bool


def audit_page(committee_id: int, chosen: AuditFilter, page: int) -> AuditPage:
    """Newest first. The lines are not counted: the log only grows, and nobody reads how long it is."""
    query = (
        select(AuditEntry)
        .where(_seen_from(committee_id), *_wanted(chosen))
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
        .options(joinedload(AuditEntry.by), joinedload(AuditEntry.about))
    )
    found = db.session.scalars(query).all()
    return AuditPage(found[:PAGE_SIZE], page, len(found) > PAGE_SIZE)


def newest_at() -> datetime | None:
    """When the last line of any committee was written."""
    return db.session.scalar(select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1))


def people_of(committee_id: int) -> Sequence[User]:
    """Who is or was in the committee, in Vietnamese order: those who left are still in its log."""
    members = select(Membership.user_id).where(Membership.committee_id == committee_id)
    known = select(AuditEntry.about_id).where(
        AuditEntry.committee_id == committee_id, AuditEntry.about_id.is_not(None)
    )
    query = select(User).where(User.id.in_(members.union(known))).order_by(User.id)
    return sorted(db.session.scalars(query), key=lambda one: person_key(one.name))


def _seen_from(committee_id: int) -> ColumnElement[bool]:
    """The committee's own lines, the signing in and out of its people, and of nobody known."""
    people = [person.id for person in people_of(committee_id)]
    by, about = AuditEntry.by_id, AuditEntry.about_id
    of_nobody = and_(by.is_(None), about.is_(None))
    of_people = or_(of_nobody, by.in_(people), about.in_(people))
    return or_(
        AuditEntry.committee_id == committee_id, and_(AuditEntry.committee_id.is_(None), of_people)
    )


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
