"""Removing what tells who a person was: what the person recorded stays, and so do all figures."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken
from tracker.models import (
    Evidence,
    Mail,
    MailNotice,
    MailState,
    Membership,
    Office,
    Reminder,
    ReportDraft,
    User,
)
from tracker.services.audit import note
from tracker.services.passwords import UNUSABLE
from tracker.services.sessions import end_sessions
from tracker.services.sign_in import forget_failures
from tracker.services.users import check_another_administrator, check_own_account


def remove_personal_data(membership: Membership, *, typed: str, at: datetime, by: User) -> User:
    """Name and address give way to a number, here and in the mail ledger; the account is closed.

    `typed`: the address, typed once more by the administrator. Raises RuleBroken. There is no way
    back: the log says that it was done, and not what was removed.
    """
    with writing():
        user = membership.user
        _check(membership, typed, by)
        old_name, old_email = user.name, user.email
        user.name = f"Người dùng đã xóa số {user.id}"
        user.email = f"da-xoa-{user.id}@removed.invalid"
        user.password_hash = UNUSABLE
        user.disabled_at = user.disabled_at or at
        end_sessions(user.id)
        forget_failures(old_email)
        _forget_drafts(user)
        _forget_in_ledger(user, old_name, old_email)
        note(
            AuditAction.PERSONAL_DATA_REMOVED,
            committee_id=membership.committee_id,
            by=by,
            about=user,
            at=at,
        )
        db.session.delete(membership)
    return user


def _forget_drafts(user: User) -> None:
    """Nobody else ever saw them; what was sent with a report or a status stays."""
    db.session.execute(delete(ReportDraft).where(ReportDraft.user_id == user.id))
    unsent = (
        Evidence.uploaded_by_id == user.id,
        Evidence.report_id.is_(None),
        Evidence.change_id.is_(None),
    )
    db.session.execute(delete(Evidence).where(*unsent))


def _check(membership: Membership, typed: str, by: User) -> None:
    check_own_account(membership)
    check_another_administrator(membership)
    if membership.user_id == by.id:
        raise RuleBroken(
            N_("Không tự xóa dữ liệu của chính mình được: hãy nhờ một người quản trị khác.")
        )
    email = membership.user.email
    if typed.strip().lower() != email:
        raise RuleBroken(
            N_("Địa chỉ thư ghi lại không đúng: hãy ghi đúng địa chỉ ở đầu trang để xác nhận."),
            field="email",
        )
    office = db.session.scalar(select(Office).where(func.lower(Office.mailbox) == email))
    if office is not None:
        raise RuleBroken(
            N_(
                "Địa chỉ này còn là hộp thư của %(office)s: hãy đổi hộp thư của cơ quan đó trước, "
                "kẻo thư nhắc tiếp tục đến đây."
            ),
            field="email",
            office=office.name,
        )


def _forget_in_ledger(user: User, old_name: str, old_email: str) -> None:
    """That something was sent stays; to whom no longer shows, nor does the name in any letter."""
    waits = (Mail.recipient == old_email, Mail.state == MailState.PENDING)
    db.session.execute(update(Mail).where(*waits).values(state=MailState.NOT_NEEDED))
    his = Mail.recipient == old_email
    db.session.execute(update(Mail).where(his).values(recipient_name=user.name))
    for table in (Mail, Reminder, MailNotice):
        row: Any = table
        theirs = row.recipient == old_email
        db.session.execute(update(table).where(theirs).values(recipient=user.email))
    _reword_letters(old_email, user.email)
    # One word may be part of many others; a full name is not.
    if " " in old_name:
        _reword_letters(old_name, user.name)


def _reword_letters(old: str, new: str) -> None:
    for column in (Mail.subject, Mail.body_text, Mail.answer):
        found = column.contains(old, autoescape=True)
        said = {column.key: func.replace(column, old, new)}
        db.session.execute(update(Mail).where(found).values(said))
