"""Questions about people."""

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.models import Membership, User


def user_by_session_id(session_id: str) -> User | None:
    """The user of a session, with memberships; None when disabled or since given a new password."""
    user_id, _, _ = session_id.partition(":")
    if not user_id.isdigit():
        return None
    found = db.session.scalar(
        select(User)
        .where(User.id == int(user_id))
        .options(
            selectinload(User.memberships).options(
                joinedload(Membership.committee), joinedload(Membership.office)
            )
        )
    )
    return found if found and found.is_active and found.get_id() == session_id else None


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def any_user() -> bool:
    return bool(db.session.scalar(select(exists().where(User.id > 0))))
