"""Messages on their way out: composed as bytes, then handed to an SMTP server or kept in a Maildir."""

from tracker.adapters.mail.maildir import MaildirTransport
from tracker.adapters.mail.smtp import SmtpTransport
from tracker.adapters.mail.transport import Transport, Undelivered
from tracker.config import Settings

__all__ = ["Transport", "Undelivered", "open_transport"]


def open_transport(settings: Settings) -> Transport:
    """To the server of TRACKER_SMTP_URL, or without one to instance/mail. Connects on first use."""
    if settings.smtp_url is None:
        return MaildirTransport(settings.instance / "mail")
    return SmtpTransport(settings.smtp_url, hello=settings.mail_from.rpartition("@")[2])
