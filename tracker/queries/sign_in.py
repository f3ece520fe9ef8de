"""Questions of the brake on repeated sign-in failures."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from tracker.db import db
from tracker.models import SignInFailure


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
