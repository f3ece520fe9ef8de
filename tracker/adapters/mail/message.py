"""A letter as the bytes that go over the wire. Header injection ends here: no header keeps a line break."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from typing import cast

# The older email classes: EmailMessage loses blanks between encoded words in Vietnamese headers
# (one header in twenty on Python 3.11).
_POLICY = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Correspondent:
    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    message_id: str
    at: datetime
    sender: Correspondent
    recipient: Correspondent
    reply_to: Sequence[Correspondent]
    subject: str
    text: str
    html: str


def as_bytes(letter: Letter) -> bytes:
    """Text and HTML as alternatives, in seven bits and lines that every server takes."""
    message = MIMEMultipart("alternative")
    headers: dict[str, Header | str] = {
        "From": _addresses([letter.sender]),
        "To": _addresses([letter.recipient]),
        "Subject": Header(_one_line(letter.subject), "utf-8"),
        "Date": format_datetime(letter.at),
        "Message-ID": letter.message_id,
        # RFC 3834: other programs do not answer this one.
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = _addresses(letter.reply_to)
    for name, value in headers.items():
        message[name] = cast(str, value)  # A Header is as good; typeshed does not know it.
    message.attach(MIMEText(letter.text, "plain", "utf-8"))
    message.attach(MIMEText(letter.html, "html", "utf-8"))
    return message.as_bytes(policy=_POLICY)


def _addresses(correspondents: Sequence[Correspondent]) -> Header:
    header = Header()
    for number, one in enumerate(correspondents, start=1):
        if name := _one_line(one.name):
            header.append(name, "utf-8")
        comma = "," if number < len(correspondents) else ""
        header.append(f"<{_one_line(one.address)}>{comma}", "us-ascii")
    return header


def _one_line(text: str) -> str:
    return " ".join(text.split())
