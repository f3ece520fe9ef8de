"""What a letter says, and what cannot be smuggled into it."""

import email
import email.policy
import mailbox
from datetime import UTC, date, datetime
from email.message import EmailMessage

import html5lib
import pytest
from flask import Flask, session

from tests.cast import Cast
from tracker.config import Settings
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import Committee
from tracker.services.progress_reports import report_progress, return_report
from tracker.services.reminder_letters import LARGEST
from tracker.services.reminders import send

MONDAY = date(2025, 11, 24)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


def letter(cast: Cast, settings: Settings) -> EmailMessage:
    """The one that lies in the Maildir after the morning's run."""
    send(db.session.get_one(Committee, cast.committee), on=MONDAY, now=MORNING)
    box = mailbox.Maildir(settings.instance / "mail")
    (kept,) = box.keys()
    parsed = email.message_from_bytes(box.get_bytes(kept), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_letter_lists_what_is_late_first_then_today_then_soon_then_returned(
    cast: Cast, settings: Settings
) -> None:
    cast.assign("Đề án bốn", deadline="01/12/2025")
    cast.assign("Đề án ba", deadline="25/11/2025")
    cast.assign("Đề án hai", deadline="24/11/2025")
    cast.assign("Đề án một", deadline="18/11/2025", ordinal="12", deliverable="Quyết định")
    returned = report_progress(
        cast.assign("Đề án năm"), office=cast.office("culture"), status=Status.COMPLETED, percent=100,
        text="Xong", on=date(2025, 11, 20), at=datetime(2025, 11, 20, 3, tzinfo=UTC),
        by=cast.user("hoa"),
    )  # fmt: skip
    return_report(
        returned, reason="Thiếu dấu", at=datetime(2025, 11, 21, 3, tzinfo=UTC), by=cast.user("lan")
    )
    message = letter(cast, settings)
    assert message["Subject"] == (
        "[NQ57] 01 nhiệm vụ quá hạn, 01 nhiệm vụ đến hạn hôm nay 24/11/2025, "
        "02 nhiệm vụ đến hạn từ ngày 25/11/2025 đến ngày 1/12/2025, 01 báo cáo bị trả lại"
    )
    text = part(message, "plain")
    places = [
        text.index(words)
        for words in ("án một", "án hai", "án ba", "án bốn", "án năm", "Thiếu dấu")
    ]
    assert places == sorted(places)
    assert (
        "1. STT 12: Đề án một\n"
        "   Thời hạn: thứ Ba, 18/11/2025\n"
        "   Chủ trì: Phòng Văn hóa - Xã hội\n"
        "   Sản phẩm: Quyết định\n"
        "   http://localhost/tasks/4\n"
    ) in text
    assert "Thư nhắc tiếp theo về các nhiệm vụ chưa hoàn thành: thứ Ba, 25/11/2025." in text
    assert "thư ký: Nguyễn Thị Lan." in text


def test_text_and_html_tell_of_the_same_tasks_by_the_same_links(
    cast: Cast, settings: Settings
) -> None:
    cast.assign("Kiện toàn", deadline="24/11/2025")
    message = letter(cast, settings)
    html = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        part(message, "html")
    )
    links = [link.get("href") for link in html.iter("a")]
    assert links[0] == "http://localhost/tasks/1"
    assert [link.rpartition("/")[0] for link in links[1:]] == ["http://localhost/report-links"]
    for link in links:
        assert f"{link}\n" in part(message, "plain")


def test_html_in_a_title_stays_text(cast: Cast, settings: Settings) -> None:
    cast.assign('<img src="https://x.vn/a.png"><script>x()</script> & "b"', deadline="24/11/2025")
    message = letter(cast, settings)
    assert "<img" not in part(message, "html")
    assert "&lt;img src=" in part(message, "html")
    assert '<img src="https://x.vn/a.png">' in part(message, "plain")


def test_line_breaks_in_words_break_neither_headers_nor_the_list(
    cast: Cast, settings: Settings
) -> None:
    cast.user("hoa").name = "Hoa\r\nBcc: ke-gian@x.vn"
    db.session.commit()
    cast.assign("Một\r\nSubject: lừa đảo\n\nHai", deadline="24/11/2025")
    message = letter(cast, settings)
    assert message.get_all("Subject") == ["[NQ57] 01 nhiệm vụ đến hạn hôm nay 24/11/2025"]
    assert message["Bcc"] is None
    assert "1. Một Subject: lừa đảo Hai\n" in part(message, "plain")


@pytest.mark.parametrize("words", ["Số hóa " * 100, "x" * 3000], ids=["many words", "one word"])
def test_a_long_list_is_cut_until_the_message_is_small(
    cast: Cast, settings: Settings, words: str
) -> None:
    for number in range(40):
        cast.assign(f"{number} {words}", deadline="24/11/2025", deliverable=words)
    message = letter(cast, settings)
    text = part(message, "plain")
    shown = text.count("http://localhost/tasks/")
    assert len(bytes(message)) <= LARGEST
    assert 3 <= shown < 40
    assert f"ĐẾN HẠN HÔM NAY (40)\n\n1. 0 {words[:20]}" in text
    assert f"… và {40 - shown} nhiệm vụ khác: http://localhost/tasks" in text
    assert f"… và {40 - shown} nhiệm vụ khác:" in part(message, "html")


def test_what_waits_for_the_secretary_is_cut_too_and_says_how_much_there_is(
    cast: Cast, settings: Settings
) -> None:
    db.session.get_one(Committee, cast.committee).secretary_mail = True
    db.session.commit()
    for number in range(30):
        cast.assign(f"{number} " + "Số hóa " * 30, office=None, deadline="sau khi có quy chế")
    message = letter(cast, settings)
    text = part(message, "plain")
    assert message["Subject"] == "[NQ57] 60 việc chờ thư ký xử lý"
    assert len(bytes(message)) <= LARGEST
    assert "Nhiệm vụ chưa có cơ quan chủ trì (30)\n- 0 Số hóa" in text
    shown = text.count("http://localhost/tasks/")
    assert 2 <= shown < 60
    left = [int(line.split()[2]) for line in text.splitlines() if line.startswith("… và")]
    assert sum(left) == 60 - shown


def test_the_offices_letter_is_vietnamese_even_when_a_page_is_english(
    cast: Cast, settings: Settings, app: Flask
) -> None:
    cast.assign("Kiện toàn", deadline="18/11/2025")
    with app.test_request_context():
        session["language"] = "en"
        message = letter(cast, settings)
    assert message["Subject"] == "[NQ57] 01 nhiệm vụ quá hạn"
    assert "Kính gửi: Lê Thị Hoa" in part(message, "plain")
