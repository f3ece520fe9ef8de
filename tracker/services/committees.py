"""The first set-up of an installation, and a committee's own settings."""

import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.config import Settings
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.commune_offices import USUAL_OFFICES
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.mail_addresses import normal_email
from tracker.domain.permissions import Role
from tracker.models import Committee, User
from tracker.queries.committees import committee_named
from tracker.queries.users import any_user
from tracker.services.arming import arm
from tracker.services.audit import note
from tracker.services.offices import OfficeWords, create_office
from tracker.services.users import add_member

# How the audit log names what was changed.
_NAMES = {
    "name": N_("tên"),
    "issuer": N_("cơ quan ban hành"),
    "issuer_code": N_("ký hiệu cơ quan"),
    "place": N_("địa danh"),
    "signer": N_("người ký"),
    "recipients": N_("nơi nhận"),
    "percent_decimals": N_("số chữ số thập phân"),
    "due_soon_days": N_("số ngày sắp đến hạn"),
}


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first-run page asks: the committee, its offices and its administrator."""

    committee: str
    place: str
    offices: Sequence[str]
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class CommitteeSettings:
    """Lines of issuer, signer and recipients are separated by line breaks."""

    name: str
    issuer: str
    issuer_code: str
    place: str
    signer: str
    recipients: str
    percent_decimals: int
    due_soon_days: int


def setup_code(settings: Settings) -> str | None:
    """The code that the first-run page asks for; None once the installation is set up.

    It is made once and kept in instance/setup-code (rights 600): only who can read the server's
    files or its window sets it up.
    """
    if any_user():
        return None
    path = _code_file(settings)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or None
    code = secrets.token_urlsafe(9)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(code)
    return code


def _code_file(settings: Settings) -> Path:
    return settings.instance / "setup-code"


def found(settings: Settings, code: str, founding: Founding, *, at: datetime) -> User:
    """Set up the installation: committee, offices, administrator. Works once.

    Raises RuleBroken for a wrong code, words that are missing, a weak password.
    """
    email = normal_email(founding.email)
    right = setup_code(settings)
    if right is None:
        raise RuleBroken(N_("Chương trình đã được thiết lập rồi: hãy đăng nhập."))
    if not hmac.compare_digest(code.strip().encode(), right.encode()):
        raise RuleBroken(
            N_("Mã thiết lập không đúng: hãy xem mã trong cửa sổ khởi động chương trình."),
            field="code",
        )
    with writing():
        if any_user():
            raise RuleBroken(N_("Chương trình đã được thiết lập rồi: hãy đăng nhập."))
        committee = _new_committee(founding.committee, founding.place, at)
        for usual in USUAL_OFFICES:
            if usual.name in founding.offices:
                create_office(committee.id, OfficeWords(usual.name, usual.aliases))
        added = add_member(
            committee,
            email=email,
            name=founding.name,
            role=Role.ADMINISTRATOR,
            office=None,
            password=founding.password,
            at=at,
        )
    arm(at=at, by=added.membership.user)
    _code_file(settings).unlink(missing_ok=True)
    return added.membership.user


def _new_committee(name: str, place: str, at: datetime) -> Committee:
    committee = Committee(
        name=_clean_name(name, "committee"), place=place.strip()[:100], created_at=at
    )
    db.session.add(committee)
    db.session.flush()
    return committee


def _clean_name(name: str, field: str) -> str:
    clean = " ".join(name.split())[:200]
    if not clean:
        raise RuleBroken(N_("Hãy ghi tên Ban Chỉ đạo."), field=field)
    return clean


def change_committee(
    committee: Committee, words: CommitteeSettings, *, at: datetime, by: User | None
) -> None:
    """Raises RuleBroken for a name that another committee has, or a number out of its range."""
    with writing():
        name = _clean_name(words.name, "name")
        same = committee_named(name)
        if same is not None and same.id != committee.id:
            raise RuleBroken(N_("Đã có Ban Chỉ đạo khác mang tên này."), field="name")
        if not 0 <= words.percent_decimals <= 2:
            raise RuleBroken(N_("Số chữ số thập phân là 0, 1 hoặc 2."), field="percent_decimals")
        if not 1 <= words.due_soon_days <= 60:
            raise RuleBroken(N_("Số ngày phải từ 1 đến 60."), field="due_soon_days")
        before = {key: getattr(committee, key) for key in _NAMES}
        committee.name = name
        committee.issuer = _lines(words.issuer)
        committee.issuer_code = words.issuer_code.strip()[:40]
        committee.place = words.place.strip()[:100]
        committee.signer = _lines(words.signer)
        committee.recipients = _lines(words.recipients)
        committee.percent_decimals = words.percent_decimals
        committee.due_soon_days = words.due_soon_days
        # What changed, not how: signers and recipients are persons.
        changed = [said for key, said in _NAMES.items() if getattr(committee, key) != before[key]]
        if changed:
            note(
                AuditAction.SETTINGS_CHANGED,
                committee_id=committee.id,
                by=by,
                at=at,
                detail=", ".join(changed),
            )


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
