"""One message to one's own address, and exactly what became of it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask_babel import gettext

from tracker.adapters.mail import Undelivered, open_transport
from tracker.adapters.mail.message import Correspondent, Letter, as_bytes
from tracker.clock import office_time
from tracker.config import Settings
from tracker.config.current import current_settings
from tracker.db import db, writing
from tracker.domain.audit import AuditAction
from tracker.domain.delivery import Trouble
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.mail_addresses import is_usable
from tracker.models import Committee, User
from tracker.services.audit import note

# Seconds that one step may take: a person is waiting.
_PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Trial:
    """`server` is host and port without the account; `answer` the server's own words, or the file."""

    to: str
    server: str
    answer: str
    trouble: Trouble | None

    @property
    def is_kept_here(self) -> bool:
        return not self.server

    @property
    def why(self) -> str:
        """Why it was not sent, a msgid; unlike a reminder it is not tried again."""
        if self.trouble is Trouble.DEFERRED:
            return N_("Máy chủ thư tạm thời chưa nhận thư này")
        return self.trouble.label if self.trouble else ""


def send_trial(committee: Committee, to: str, *, at: datetime, by: User | None) -> Trial:
    """Send it now, armed or not. Raises RuleBroken for an address that cannot be written to."""
    if not is_usable(to):
        raise RuleBroken(N_("Địa chỉ thư “%(address)s” không dùng được."), field="to", address=to)
    settings = current_settings()
    content = as_bytes(_letter(settings, committee, to, at))
    committee_id, kept_here = committee.id, committee.is_sample
    # The network is waited for without a transaction.
    db.session.rollback()
    trial = _handed_over(settings, to, content, kept_here=kept_here)
    with writing():
        note(
            AuditAction.MAIL_TESTED,
            committee_id=committee_id,
            by=by,
            at=at,
            subject=trial.server,
            detail=f"{trial.trouble or 'accepted'}: {trial.answer}",
        )
    return trial


def _handed_over(settings: Settings, to: str, content: bytes, *, kept_here: bool) -> Trial:
    server = "" if kept_here or settings.smtp_url is None else _host(settings.smtp_url)
    try:
        with open_transport(settings, kept_here=kept_here, timeout=_PATIENCE) as transport:
            transport.offer(settings.mail_from, to)
            answer = transport.hand_over(content)
    except Undelivered as error:
        return Trial(to, server, error.answer, error.trouble)
    if not server:
        answer = str(settings.instance / "mail" / "new" / answer)
    return Trial(to, server, answer, None)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _letter(settings: Settings, committee: Committee, to: str, at: datetime) -> Letter:
    words = gettext(
        "Đây là thư thử của chương trình theo dõi nhiệm vụ Nghị quyết 57. Nhận được thư này nghĩa là "
        "thư nhắc việc gửi đi được."
    )
    stamp = at.strftime("%Y%m%d%H%M%S%f")
    return Letter(
        message_id=f"<thu-{stamp}@{settings.mail_from.rpartition('@')[2]}>",
        at=office_time(at),
        sender=Correspondent(settings.mail_from, committee.name),
        recipient=Correspondent(to),
        reply_to=[],
        subject=gettext("[NQ57] Thư thử"),
        text=f"{words}\n{settings.base_url}\n",
        html=f"<!doctype html><p>{words}</p>",
    )
