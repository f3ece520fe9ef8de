"""Questions of signing in: the brake on repeated failures, and who is signed in."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.digests import digest_of
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


# Asked of every page: made once, and answered at once.
_OF_SESSION = (
    select(User)
    .join(SignInSession, SignInSession.user_id == User.id)
    .where(SignInSession.key_digest == bindparam("digest"), User.disabled_at.is_(None))
    .options(
        joinedload(User.memberships).options(
            joinedload(Membership.committee), joinedload(Membership.office)
        )
    )
)


def user_of_session(key: str) -> User | None:
    """Whose session it is, with memberships; None where it was ended or the account is disabled."""
    found = db.session.scalars(_OF_SESSION, {"digest": digest_of(key)})
    return found.unique().one_or_none()
