"""Sign-in sessions: a browser stays signed in for as long as its session stands in the register."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.digests import digest_of
from tracker.models import SignInSession, User
from tracker.services.audit import note

# Cookies live for a working day (web/security.py); rows of browsers that were just closed go later.
KEPT = timedelta(days=30)


def open_session(user: User, *, at: datetime) -> str:
    """Register a session; the key is for the browser's cookie alone."""
    key = secrets.token_urlsafe(24)
    with writing():
        old = (SignInSession.user_id == user.id, SignInSession.started_at < at - KEPT)
        db.session.execute(delete(SignInSession).where(*old))
        db.session.add(SignInSession(user_id=user.id, key_digest=digest_of(key), started_at=at))
    return key


def sign_out(user: User, key: str, *, everywhere: bool, address: str, at: datetime) -> None:
    """End the session, or all of the person's: a copy of the cookie opens nothing any more."""
    with writing():
        if everywhere:
            end_sessions(user.id)
        this_one = SignInSession.key_digest == digest_of(key)
        db.session.execute(delete(SignInSession).where(this_one))
        note(AuditAction.SIGNED_OUT, committee_id=None, by=user, at=at, address=address)


def end_sessions(user_id: int) -> None:
    """All of a person's, inside the caller's transaction."""
    db.session.execute(delete(SignInSession).where(SignInSession.user_id == user_id))
