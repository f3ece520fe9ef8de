"""Messages on their way out: composed as bytes, then handed to an SMTP server or kept in a Maildir."""

from tracker.adapters.mail.maildir import MaildirTransport
from tracker.adapters.mail.smtp import TIMEOUT, SmtpTransport
from tracker.adapters.mail.transport import Transport, Undelivered
from tracker.config import Settings

__all__ = ["Transport", "Undelivered", "open_transport"]


def open_transport(
    settings: Settings, *, kept_here: bool = False, timeout: float = TIMEOUT
) -> Transport:
    """To the server of TRACKER_SMTP_URL, or without one to instance/mail. Connects on first use.

    `kept_here`: to the folder in any case. `timeout`: seconds that one step may take.
    """
    if kept_here or settings.smtp_url is None:
        return MaildirTransport(settings.instance / "mail")
    return SmtpTransport(
        settings.smtp_url, hello=settings.mail_from.rpartition("@")[2], timeout=timeout
    )
