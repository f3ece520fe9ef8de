"""Questions about people."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.permissions import Role
from tracker.domain.vietnamese import person_key
from tracker.models import Membership, User


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def any_user() -> bool:
    return bool(db.session.scalar(select(exists().where(User.id > 0))))


def members_of(committee_id: int) -> Sequence[Membership]:
    """Everybody with a role in the committee, with account and office, in Vietnamese order."""
    query = (
        select(Membership)
        .join(Membership.user)
        .where(Membership.committee_id == committee_id)
        .order_by(User.id)
        .options(
            joinedload(Membership.user).selectinload(User.memberships),
            joinedload(Membership.office),
        )
    )
    return sorted(db.session.scalars(query), key=lambda one: person_key(one.user.name))


def membership_in(committee_id: int, membership_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.id == membership_id, Membership.committee_id == committee_id
        )
    )


def membership_of(committee_id: int, user_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.user_id == user_id, Membership.committee_id == committee_id
        )
    )


def administrators_of(committee_id: int) -> Sequence[Membership]:
    """Those who can still sign in."""
    query = (
        select(Membership)
        .join(Membership.user)
        .where(
            Membership.committee_id == committee_id,
            Membership.role == Role.ADMINISTRATOR,
            User.disabled_at.is_(None),
        )
    )
    return db.session.scalars(query).all()


def all_users() -> Sequence[User]:
    query = (
        select(User)
        .order_by(User.id)
        .options(
            selectinload(User.memberships).options(
                joinedload(Membership.committee), joinedload(Membership.office)
            )
        )
    )
    return db.session.scalars(query).all()
