"""Whether this installation may send mail. A copied, moved or restored database may not, by itself.

A random word stands in the database and in the instance folder, there with where the two belong and
with the last message that was accepted. Where anything of that does not fit, a person must look first.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from flask_babel import force_locale, gettext
from sqlalchemy import make_url, select, update

from tracker.config import Settings
from tracker.config.current import current_settings
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.delivery import MailState
from tracker.domain.errors import N_, RuleBroken
from tracker.models import Committee, Mail, MailArming, User
from tracker.services.audit import note
from tracker.services.mail_memory import recall

_MACHINE = Path("/etc/machine-id")


class Disarmed(StrEnum):
    """Why mail is held back."""

    NEVER_ARMED = "never_armed"
    OTHER_FOLDER = "other_folder"
    OTHER_PLACE = "other_place"
    OLDER = "older"

    @property
    def label(self) -> str:
        """The Vietnamese words, a msgid: edges translate them."""
        return _LABELS[self]


_LABELS = {
    Disarmed.NEVER_ARMED: N_("Chưa ai cho phép chương trình này gửi thư."),
    Disarmed.OTHER_FOLDER: N_(
        "Cơ sở dữ liệu và thư mục của chương trình không thuộc về nhau: "
        "có thể một bản sao đã được đưa vào đây."
    ),
    Disarmed.OTHER_PLACE: N_(
        "Cơ sở dữ liệu, máy hoặc địa chỉ trang web đã đổi kể từ khi cho phép gửi thư."
    ),
    Disarmed.OLDER: N_(
        "Cơ sở dữ liệu cũ hơn những thư đã gửi: có thể bản sao lưu cũ vừa được khôi phục."
    ),
}


class MailDisarmed(RuleBroken):
    """Nothing may be planned or sent until a person arms mail."""


@dataclass(frozen=True, slots=True)
class _Armed:
    """What the instance folder knows; `last` is the Message-ID of one that was accepted."""

    token: str
    place: str
    last: str = ""


def why_disarmed() -> Disarmed | None:
    """None: mail may go out. Without a mail server, and for the sample, it goes to a folder only."""
    settings = current_settings()
    # The folder before the database: another sender's newest message must not look unknown because
    # it was accepted between the two.
    known = _read(settings)
    if settings.smtp_url is None or db.session.scalar(
        select(Committee.id).where(Committee.is_sample).limit(1)
    ):
        return None
    token = db.session.scalar(select(MailArming.token).order_by(MailArming.id.desc()).limit(1))
    if token is None:
        return Disarmed.NEVER_ARMED
    if known is None or known.token != token:
        return Disarmed.OTHER_FOLDER
    if known.place != _place(settings):
        return Disarmed.OTHER_PLACE
    if known.last:
        state = db.session.scalar(select(Mail.state).where(Mail.message_id == known.last))
        if state is not MailState.SENT:
            return Disarmed.OLDER
    return None


def check_armed() -> None:
    """Raises MailDisarmed."""
    # What was read before is an older state of the database than the folder's.
    db.session.rollback()
    why = why_disarmed()
    db.session.rollback()
    if why is not None:
        raise MailDisarmed(
            N_(
                "Thư nhắc việc đang tắt: %(why)s Hãy xem những thư sẽ gửi rồi cho phép gửi ở trang "
                "Thư nhắc việc, hoặc bằng lệnh “flask reminders arm”."
            ),
            why=why.label,
        )


def arm(*, at: datetime, by: User | None) -> None:
    """Let mail go out from here on.

    What waits from before may have been sent by the original of this copy: it is listed as uncertain,
    for a person to decide on. What went out from this folder is known, and not sent again.
    """
    settings, token = current_settings(), secrets.token_hex(16)
    with writing():
        why = why_disarmed()
        if why not in (None, Disarmed.NEVER_ARMED):
            _doubt_what_waits()
    if why is not None:
        recall(now=at)
    with writing():
        db.session.add(MailArming(token=token, armed_at=at, armed_by=by))
        member = by.memberships[0] if by and by.memberships else None
        note(
            AuditAction.MAIL_ARMED,
            committee_id=member.committee_id if member else _first_committee(),
            by=by,
            at=at,
            subject=settings.base_url,
        )
    _write(settings, _Armed(token, _place(settings)))


def remember_accepted(message_id: str) -> None:
    """So that an older copy of the database is recognised."""
    known = _read(current_settings())
    if known is not None:
        _write(current_settings(), replace(known, last=message_id))


def _doubt_what_waits() -> None:
    with force_locale("vi"):
        words = gettext(
            "Thư lập trước khi cơ sở dữ liệu được sao chép, chuyển chỗ hoặc khôi phục: "
            "có thể đã gửi, có thể chưa."
        )
    db.session.execute(
        update(Mail)
        .where(Mail.state.in_((MailState.PENDING, MailState.HANDING_OVER)))
        .values(state=MailState.UNCERTAIN, trouble=None, answer=words)
        .execution_options(synchronize_session=False)
    )


def _first_committee() -> int | None:
    return db.session.scalar(select(Committee.id).order_by(Committee.id).limit(1))


def _place(settings: Settings) -> str:
    """Where database, folder and web address are, as a digest: nothing secret can be read from it."""
    address = make_url(settings.database_url).set(username=None, password=None)
    # Several machines may serve one database that stands elsewhere.
    is_here = address.host in (None, "", "localhost", "127.0.0.1", "::1")
    machine = _MACHINE.read_text(encoding="ascii") if is_here and _MACHINE.is_file() else ""
    parts = (address.render_as_string(), str(settings.instance), settings.base_url, machine)
    return sha256("\n".join(parts).encode()).hexdigest()


def _path(settings: Settings) -> Path:
    return settings.instance / "mail-armed"


def _read(settings: Settings) -> _Armed | None:
    try:
        return _Armed(**json.loads(_path(settings).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(settings: Settings, armed: _Armed) -> None:
    """Whole or not at all."""
    path = _path(settings)
    aside = path.with_suffix(f".{secrets.token_hex(4)}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(armed), file)
    aside.replace(path)
