"""Signing in, and the brake on repeated failures."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from tracker.clock import office_time
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken
from tracker.models import SignInFailure, User
from tracker.queries.sign_in import failures_of_address, failures_of_email
from tracker.queries.users import user_by_email
from tracker.services.audit import note
from tracker.services.passwords import hash_password, needs_new_hash, password_fits

WINDOW = timedelta(minutes=15)
EMAIL_LIMIT = 5
# An office behind one router shares an address: the limit leaves room for its slips.
ADDRESS_LIMIT = 30
KEPT = timedelta(days=1)


class TooManyFailures(RuleBroken):
    """The brake holds until `until`; the right password is refused as well."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        # The minute after: what the sentence promises must be true.
        readable = office_time(until + timedelta(seconds=59)).strftime("%H:%M")
        super().__init__(
            N_(
                "Đã nhập sai quá nhiều lần nên tạm dừng nhận đăng nhập. "
                "Hãy thử lại từ %(time)s; quên mật khẩu thì hỏi người quản trị."
            ),
            time=readable,
        )


def sign_in(email: str, password: str, *, address: str, at: datetime) -> User:
    """The user, when e-mail and password fit.

    Every attempt is counted before the password is looked at, so that many at once do not slip
    through; attempts during the brake are not counted, so that it always ends.
    Raises TooManyFailures, or RuleBroken in words that do not tell which of the two was wrong.
    """
    email = email.strip().lower()[:254]
    count_attempt(email, address, at)
    user = user_by_email(email)
    fits = password_fits(user.password_hash if user else None, password)
    if user is None or not fits or not user.is_active or not user.memberships:
        _note_refusal(user, fits, address, at)
    if user is None or not fits or not user.is_active:
        raise RuleBroken(N_("Địa chỉ thư hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại."))
    if not user.memberships:
        raise RuleBroken(
            N_("Tài khoản này không còn thuộc Ban Chỉ đạo nào: hãy hỏi người quản trị.")
        )
    with writing():
        forget_failures(email)
        if needs_new_hash(user.password_hash):
            user.password_hash = hash_password(password)
        note(AuditAction.SIGNED_IN, committee_id=None, by=user, at=at, address=address)
    return user


def _note_refusal(user: User | None, fits: bool, address: str, at: datetime) -> None:
    """What was typed is not kept: it may be a password in the wrong box, or nobody's to know."""
    if user is None:
        why = N_("không có tài khoản với địa chỉ thư đã nhập")
    elif not fits:
        why = N_("sai mật khẩu")
    elif not user.is_active:
        why = N_("tài khoản đang bị khóa")
    else:
        why = N_("không thuộc Ban Chỉ đạo nào")
    with writing():
        note(
            AuditAction.SIGN_IN_REFUSED,
            committee_id=None,
            by=None,
            about=user,
            at=at,
            detail=why,
            address=address,
        )


def count_attempt(email: str, address: str, at: datetime) -> None:
    """Raises TooManyFailures while the brake holds."""
    with writing():
        # Attempts on one account come one after the other, so that each sees those before it.
        account = select(User.id).where(User.email == email)
        db.session.execute(account.with_for_update(key_share=True))
        until = _brake_until(email, address, at)
        if until is not None:
            raise TooManyFailures(until)
        db.session.execute(delete(SignInFailure).where(SignInFailure.at < at - KEPT))
        db.session.add(SignInFailure(email=email, address=address, at=at))


def forget_failures(email: str) -> None:
    """Inside the caller's transaction: the person is known again."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.email == email))


def _brake_until(email: str, address: str, at: datetime) -> datetime | None:
    since = at - WINDOW
    by_email = failures_of_email(email, since, at)[EMAIL_LIMIT - 1 :]
    by_address = failures_of_address(address, since, at)[ADDRESS_LIMIT - 1 :]
    return max((found[0] + WINDOW for found in (by_email, by_address) if found), default=None)
