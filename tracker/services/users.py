"""People and their roles in a committee. An administrator reaches the own committee alone."""

from dataclasses import dataclass
from datetime import datetime

from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.mail_addresses import normal_email
from tracker.domain.permissions import Role
from tracker.models import Committee, Membership, Office, User
from tracker.queries.users import administrators_of, membership_of, user_by_email
from tracker.services.audit import note
from tracker.services.passwords import check_new_password, hash_password, password_fits
from tracker.services.sessions import end_sessions
from tracker.services.sign_in import count_attempt, forget_failures
from tracker.services.turns import take_turn


@dataclass(frozen=True, slots=True)
class Added:
    """A new membership; `is_new_account` is false where the person had an account already."""

    membership: Membership
    is_new_account: bool


def add_user(
    committee: Committee,
    *,
    email: str,
    name: str,
    role: Role,
    office: Office | None,
    password: str,
    at: datetime,
    by: User | None = None,
) -> Added:
    """Give a person a role here. An account that exists elsewhere keeps its name and password.

    Raises RuleBroken for a bad address, a weak password, a head without an office, a double.
    """
    address = normal_email(email)
    with writing():
        take_turn(committee.id)
        added = add_member(
            committee, email=address, name=name, role=role, office=office, password=password, at=at
        )
        _note(AuditAction.USER_ADDED, added.membership, by, at, _part(role, office))
        return added


def add_member(
    committee: Committee,
    *,
    email: str,
    name: str,
    role: Role,
    office: Office | None,
    password: str,
    at: datetime,
) -> Added:
    """The part of `add_user` that the first set-up does inside its own transaction."""
    user = user_by_email(email)
    is_new = user is None
    if user is None:
        clean_name = _clean_name(name)
        check_new_password(password, email)
        user = User(
            email=email,
            name=clean_name,
            password_hash=hash_password(password),
            created_at=at,
        )
        db.session.add(user)
        db.session.flush()
    elif membership_of(committee.id, user.id):
        raise RuleBroken(
            N_("%(email)s đã có trong Ban Chỉ đạo này: hãy sửa vai trò ở dòng của người đó."),
            field="email",
            email=email,
        )
    membership = Membership(committee_id=committee.id)
    _set_role(membership, role, office)
    membership.user = user
    db.session.add(membership)
    db.session.flush()
    return Added(membership, is_new)


def change_member(
    membership: Membership,
    *,
    role: Role,
    office: Office | None,
    name: str | None = None,
    at: datetime,
    by: User | None,
) -> None:
    """Raises RuleBroken for a head without an office, and for the committee's last administrator.

    The name belongs to the account: None, or an account of several committees, leaves it.
    """
    with writing():
        if role is not Role.ADMINISTRATOR:
            check_another_administrator(membership)
        before = _part(membership.role, membership.office)
        _set_role(membership, role, office)
        after = _part(role, office)
        if after != before:
            _note(AuditAction.ROLE_CHANGED, membership, by, at, f"{before} → {after}")
        if name is not None and is_own_account(membership):
            membership.user.name = _clean_name(name)


def remove_member(membership: Membership, *, at: datetime, by: User | None) -> None:
    """The person leaves this committee; the account and what it recorded stay."""
    with writing():
        check_another_administrator(membership)
        _note(AuditAction.USER_REMOVED, membership, by, at)
        db.session.delete(membership)


def disable_user(membership: Membership, *, at: datetime, by: User | None) -> None:
    """Nobody signs in with this account any more; its open sessions end."""
    with writing():
        check_own_account(membership)
        check_another_administrator(membership)
        membership.user.disabled_at = at
        end_sessions(membership.user_id)
        _note(AuditAction.USER_DISABLED, membership, by, at)


def enable_user(membership: Membership, *, at: datetime, by: User | None) -> None:
    with writing():
        check_own_account(membership)
        membership.user.disabled_at = None
        _note(AuditAction.USER_ENABLED, membership, by, at)


def set_password(membership: Membership, password: str, *, at: datetime, by: User | None) -> None:
    """A new password given by an administrator; every open session of the person ends."""
    with writing():
        check_own_account(membership)
        _give_password(membership.user, password, by=by, at=at)


def set_password_of(user: User, password: str, *, at: datetime) -> None:
    """The same from the command line, for any account."""
    with writing():
        _give_password(user, password, by=None, at=at)


def _give_password(user: User, password: str, *, by: User | None, at: datetime) -> None:
    check_new_password(password, user.email)
    user.password_hash = hash_password(password)
    forget_failures(user.email)
    end_sessions(user.id)
    note(AuditAction.CREDENTIAL_CHANGED, committee_id=None, by=by, about=user, at=at)


def change_own_password(
    user: User, *, old: str, new: str, again: str, address: str, at: datetime
) -> None:
    """Raises TooManyFailures after too many wrong old passwords, RuleBroken for a weak new one."""
    if new != again:
        raise RuleBroken(
            N_("Hai lần nhập mật khẩu mới không giống nhau: hãy nhập lại."), field="again"
        )
    count_attempt(user.email, address, at)
    if not password_fits(user.password_hash, old):
        raise RuleBroken(N_("Mật khẩu đang dùng không đúng."), field="old")
    with writing():
        if new == old:
            raise RuleBroken(
                N_("Mật khẩu mới trùng mật khẩu đang dùng: hãy chọn mật khẩu khác."),
                field="password",
            )
        _give_password(user, new, by=user, at=at)


def _note(
    action: AuditAction, membership: Membership, by: User | None, at: datetime, detail: str = ""
) -> None:
    note(
        action,
        committee_id=membership.committee_id,
        by=by,
        about=membership.user,
        at=at,
        detail=detail,
    )


def _part(role: Role, office: Office | None) -> str:
    return f"{role.label}, {office.name}" if office else role.label


def _set_role(membership: Membership, role: Role, office: Office | None) -> None:
    if role is Role.HEAD and office is None:
        raise RuleBroken(
            N_("Thủ trưởng đơn vị phải gắn với một cơ quan, đơn vị: hãy chọn."), field="office"
        )
    if office is not None and office.committee_id != membership.committee_id:
        raise RuleBroken(N_("Cơ quan này không thuộc Ban Chỉ đạo."), field="office")
    membership.role = role
    membership.office_id = office.id if office else None


def check_another_administrator(membership: Membership) -> None:
    """Raises RuleBroken for the committee's last administrator who can sign in.

    Inside the transaction that takes the role away; two such take turns.
    """
    take_turn(membership.committee_id)
    others = [one for one in administrators_of(membership.committee_id) if one.id != membership.id]
    if membership.role is Role.ADMINISTRATOR and not others:
        raise RuleBroken(
            N_("Đây là người quản trị duy nhất: hãy giao quyền quản trị cho một người khác trước."),
            field="role",
        )


def _clean_name(name: str) -> str:
    clean = " ".join(name.split())[:200]
    if not clean:
        raise RuleBroken(N_("Hãy ghi họ và tên."), field="name")
    return clean


def is_own_account(membership: Membership) -> bool:
    """Does the account belong to this committee alone? Only then its administrator governs it."""
    return len(membership.user.memberships) == 1


def check_own_account(membership: Membership) -> None:
    """Raises RuleBroken where another committee has a say in the account."""
    if not is_own_account(membership):
        raise RuleBroken(
            N_(
                "Người này còn tham gia Ban Chỉ đạo khác nên tài khoản không khóa hay đổi mật khẩu "
                "từ đây được: hãy dùng “Bỏ khỏi Ban Chỉ đạo”, hoặc nhờ người vận hành máy chủ."
            )
        )
