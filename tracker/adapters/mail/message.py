"""A letter as the bytes that go over the wire. Header injection ends here: no header keeps a line break."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

_CRLF = "\r\n"
_FOLD = "\r\n "
_OCTETS_IN_A_WORD, _SIGNS_IN_A_LINE = 45, 76


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
    """Text and HTML as alternatives, in seven bits and lines that every server takes.

    Written out here: the email package takes as long for a message as all the rest of sending it,
    and its EmailMessage loses blanks between encoded words in Vietnamese headers (Python 3.11).
    """
    boundary = "=_" + sha256(letter.message_id.encode()).hexdigest()[:32]
    headers = {
        "From": _addresses(letter.sender),
        "To": _addresses(letter.recipient),
        "Reply-To": _addresses(*letter.reply_to),
        "Subject": _words(letter.subject),
        "Date": format_datetime(letter.at),
        "Message-ID": _one_line(letter.message_id),
        # RFC 3834: other programs do not answer this one.
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    lines = [f"{name}: {value}" for name, value in headers.items() if value or name == "Subject"]
    parts = [_part("plain", letter.text, boundary), _part("html", letter.html, boundary)]
    return _CRLF.join([*lines, "", *parts, f"--{boundary}--", ""]).encode("ascii")


def _part(kind: str, text: str, boundary: str) -> str:
    content = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    starts = range(0, len(content) or 1, _SIGNS_IN_A_LINE)
    return _CRLF.join(
        (
            f"--{boundary}",
            f'Content-Type: text/{kind}; charset="utf-8"',
            "Content-Transfer-Encoding: base64",
            "",
            *(content[start : start + _SIGNS_IN_A_LINE] for start in starts),
        )
    )


# The sender and the answerers are the same in every letter of a morning.
@lru_cache(maxsize=64)
def _addresses(*correspondents: Correspondent) -> str:
    written = []
    for one in correspondents:
        name = [_words(one.name)] if one.name.strip() else []
        written.append(_FOLD.join([*name, f"<{_one_line(one.address)}>"]))
    return f",{_FOLD}".join(written)


def _words(text: str) -> str:
    """As encoded words (RFC 2047), each of whole characters and short enough for a line."""
    octets, words, start = _one_line(text).encode("utf-8", "replace"), [], 0
    while start < len(octets):
        end = start + _OCTETS_IN_A_WORD
        while octets[end : end + 1] and octets[end] & 0xC0 == 0x80:
            end -= 1
        words.append(f"=?utf-8?b?{b64encode(octets[start:end]).decode('ascii')}?=")
        start = end
    return _FOLD.join(words)


def _one_line(text: str) -> str:
    return " ".join(text.split())
