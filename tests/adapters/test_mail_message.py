"""A letter as bytes: read back as it was written, and no text becomes a header."""

import email
import email.policy
from datetime import datetime
from email.header import decode_header, make_header

from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters.mail.message import Correspondent, Letter, as_bytes
from tracker.clock import OFFICE_ZONE

SENDER, HOA, KIM = "nhacviec@cathai.example", "hoa@cathai.example", "kim@cathai.example"

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


def read_header(content: bytes, name: str) -> str:
    value = email.message_from_bytes(content)[name]
    return str(make_header(decode_header(value)))


def written(subject: str = "Thư", name: str = "Hoa", body: str = "Kính gửi") -> bytes:
    return as_bytes(
        Letter(
            message_id="<1@x>",
            at=datetime(2025, 11, 24, 7, 30, tzinfo=OFFICE_ZONE),
            sender=Correspondent(SENDER, name),
            recipient=Correspondent(HOA, name),
            reply_to=[Correspondent("lan@cathai.example", "Lan"), Correspondent(KIM, name)],
            subject=subject,
            text=body,
            html=f"<p>{body}</p>",
        )
    )


@given(text=st.lists(st.sampled_from(["Ban", "Chỉ", "đạo", "Hải,", "(phó)", "@x", ";", ":", "07"])))
def test_vietnamese_headers_are_read_as_they_were_written(text: list[str]) -> None:
    line = " ".join(text)
    content = written(subject=line, name=line)
    assert read_header(content, "Subject") == line
    recipient = email.message_from_bytes(content, policy=email.policy.default)["To"]
    assert [to.addr_spec for to in recipient.addresses] == [HOA]


@given(line=words)
def test_no_text_adds_a_header_or_a_recipient(line: str) -> None:
    content = written(subject=f"{line}\r\nBcc: ke-gian@x.vn", name=f"{line}\nTo: ke-gian@x.vn")
    message = email.message_from_bytes(content)
    assert message["Bcc"] is None
    assert message.get_all("To") is not None
    assert len(message.get_all("To", [])) == 1
    assert message["Auto-Submitted"] == "auto-generated"
    assert content.isascii()
    assert max(len(row) for row in content.split(b"\r\n")) < 100


def test_the_letter_is_text_and_html_with_the_same_words() -> None:
    message = email.message_from_bytes(written(body="Quá hạn"), policy=email.policy.default)
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), text.get_content()) == ("text/plain", "Quá hạn")
    assert (html.get_content_type(), html.get_content()) == ("text/html", "<p>Quá hạn</p>")
    assert message["Date"] == "Mon, 24 Nov 2025 07:30:00 +0700"
