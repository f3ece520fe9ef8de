"""Questions of signing in: the brake on repeated failures, and who is signed in."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.models import Membership, SignInFailure, SignInSession, User


def failures_of_email(email: str, since: datetime, until: datetime) -> list[datetime]:
    return _moments(SignInFailure.email == email, since, until)


def failures_of_address(address: str, since: datetime, until: datetime) -> list[datetime]:
    return _moments(SignInFailure.address == address, since, until)


def _moments(whose: ColumnElement[bool], since: datetime, until: datetime) -> list[datetime]:
    """Newest first. Moments after `until` are those of a clock that was set back: they do not count."""
    query = (
        select(SignInFailure.at)
        .where(whose, SignInFailure.at > since, SignInFailure.at <= until)
        .order_by(SignInFailure.at.desc())
    )
    return list(db.session.scalars(query))


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def user_of_session(key: str) -> User | None:
    """Whose session it is, with memberships; None where it was ended or the account is disabled."""
    query = (
        select(User)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.key_digest == digest_of(key), User.disabled_at.is_(None))
        .options(
            selectinload(User.memberships).options(
                joinedload(Membership.committee), joinedload(Membership.office)
            )
        )
    )
    return db.session.scalar(query)
