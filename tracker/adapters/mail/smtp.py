"""SMTP, step by step: what the server has said by which step decides whether a message may be resent."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Self
from urllib.parse import unquote, urlsplit

from tracker.adapters.mail.transport import Transport, Undelivered, nothing
from tracker.domain.delivery import Trouble

# Seconds that one step may take: far below domain.delivery.LEASE.
TIMEOUT = 60
_DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_FIRST_REFUSAL_FOR_GOOD = 500
# ValueError: smtplib knows user names, passwords and addresses in ASCII only.
_ERRORS = (OSError, smtplib.SMTPException, ValueError)


class SmtpTransport(Transport):
    """One connection, opened on first use and used for as many messages as the server allows.

    `url` is smtp://, smtp+starttls:// or smtps://, with user:password percent-encoded.
    """

    def __init__(self, url: str, *, hello: str, timeout: float = TIMEOUT) -> None:
        self._url = urlsplit(url)
        self._hello = hello
        self._timeout = timeout
        self._smtp: smtplib.SMTP | None = None
        self._content_is_awaited = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._content_is_awaited:
            self._hang_up()
        if self._smtp is not None:
            with suppress(*_ERRORS):
                self._smtp.quit()
            self._hang_up()

    def offer(self, sender: str, recipient: str) -> None:
        smtp = self._begin(sender)
        try:
            code, answer = smtp.rcpt(recipient)
            if code in (250, 251):
                # The server answers this while the caller looks whether the letter still holds.
                smtp.putcmd("DATA")
        except _ERRORS as error:
            self._hang_up()
            raise Undelivered(Trouble.DROPPED, str(error)) from error
        if code not in (250, 251):
            self._reset()
            raise _refusal(code, answer)
        self._content_is_awaited = True

    def hand_over(self, content: bytes, meanwhile: Callable[[], None] = nothing) -> str:
        smtp = self._connection()
        try:
            code, answer = smtp.getreply()
        except _ERRORS as error:
            # Nothing of the content has left yet, so this attempt cannot have delivered it.
            self._hang_up()
            raise Undelivered(Trouble.DROPPED, str(error)) from error
        if code == 354:
            code, answer = self._send(smtp, content, meanwhile)
        elif code < 400:
            # It answers something else than it was asked: its next words mean nothing either.
            self._hang_up()
            raise Undelivered(Trouble.DROPPED, f"DATA: {code} {_text(answer)}")
        self._content_is_awaited = False
        if code != 250:
            self._reset()
            raise _refusal(code, answer)
        return f"{code} {_text(answer)}"

    def withdraw(self) -> None:
        # A server that waits for content knows no other way out.
        self._hang_up()

    def _reset(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except _ERRORS:
                self._hang_up()

    def _send(
        self, smtp: smtplib.SMTP, content: bytes, meanwhile: Callable[[], None]
    ) -> tuple[int, bytes]:
        try:
            smtp.send(re.sub(rb"(?m)^\.", b"..", content).removesuffix(b"\r\n") + b"\r\n.\r\n")
            meanwhile()
            code, answer = smtp.getreply()
        except _ERRORS as error:
            self._hang_up()
            raise Undelivered(Trouble.BROKEN_OFF, str(error)) from error
        if code < 0:
            self._hang_up()
            raise Undelivered(Trouble.BROKEN_OFF, _text(answer))
        return code, answer

    def _begin(self, sender: str) -> smtplib.SMTP:
        """MAIL FROM, once more on a new connection where a used one has gone stale meanwhile."""
        reused = self._smtp is not None
        try:
            return self._mail_from(sender)
        except Undelivered:
            if not reused:
                raise
        return self._mail_from(sender)

    def _mail_from(self, sender: str) -> smtplib.SMTP:
        try:
            smtp = self._connection()
            code, answer = smtp.mail(sender)
        except _ERRORS as error:
            self._hang_up()
            raise Undelivered(Trouble.UNREACHABLE, _words(error)) from error
        if code != 250:
            # Whom we write as is the installation's business: no address has failed by it.
            self._hang_up()
            raise Undelivered(Trouble.UNREACHABLE, f"MAIL FROM: {code} {_text(answer)}")
        return smtp

    def _connection(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        smtp = self._dial()
        try:
            smtp.ehlo_or_helo_if_needed()
            if self._url.scheme == "smtp+starttls":
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()
            if self._url.username:
                smtp.login(unquote(self._url.username), unquote(self._url.password or ""))
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _dial(self) -> smtplib.SMTP:
        host = self._url.hostname or ""
        port = self._url.port or _DEFAULT_PORTS[self._url.scheme]
        if self._url.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                host, port, local_hostname=self._hello, timeout=self._timeout, context=context
            )
        return smtplib.SMTP(host, port, local_hostname=self._hello, timeout=self._timeout)

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
        self._content_is_awaited = False


def _refusal(code: int, answer: bytes) -> Undelivered:
    for_good = code >= _FIRST_REFUSAL_FOR_GOOD
    trouble = Trouble.REFUSED if for_good else Trouble.DEFERRED
    return Undelivered(trouble, f"{code} {_text(answer)}")


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "replace")


def _words(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        # Its own words show a letter of the password.
        return "user name or password with letters beyond ASCII"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {_text(said) if isinstance(said, bytes) else said}"
    return str(error)
