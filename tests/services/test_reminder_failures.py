"""Ways in which reminders fail elsewhere, by their number in docs/reminders.md: those that are policy."""

import email
import email.policy
import mailbox
import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import html5lib
import pytest
from sqlalchemy import func, select

from tests.annex_files import GROUPS, annex, but
from tests.cast import Cast
from tests.services.annexes import NOW, Desk
from tracker.config import Settings
from tracker.db import db
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.delivery import MailState
from tracker.domain.status import Status
from tracker.models import Committee, Mail
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan
from tracker.services.reminders import run_morning, send
from tracker.services.tasks import change_deadline, change_status, reassign
from tracker.services.tasks_bulk import Decision, decide_on_many

MONDAY, TUESDAY, FRIDAY = date(2025, 11, 24), date(2025, 11, 25), date(2025, 11, 28)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"


def here(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def send_on(cast: Cast, day: date) -> None:
    send(here(cast), on=day, now=MORNING + (day - MONDAY))


def sent() -> list[tuple[date, str, list[str]]]:
    query = select(Mail).where(Mail.state == MailState.SENT).order_by(Mail.mail_on, Mail.recipient)
    return [
        (mail.mail_on, mail.recipient, [item.stage for item in mail.reminders])
        for mail in db.session.scalars(query)
    ]


def letters(settings: Settings) -> list[EmailMessage]:
    box = mailbox.Maildir(settings.instance / "mail")
    found = [email.message_from_bytes(bytes(one), policy=email.policy.default) for one in box]
    return [letter for letter in found if isinstance(letter, EmailMessage)]


def words_of(letter: EmailMessage) -> str:
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    return "\n".join(str(body.get_content()) for body in bodies if body is not None)


def test_failure_3_a_missed_morning_is_made_up_for_on_the_next_working_day(cast: Cast) -> None:
    cast.assign(deadline="28/11/2025")
    send_on(cast, date(2025, 12, 1))
    assert sent() == [(date(2025, 12, 1), HOA, ["due"])]


def test_failure_4_one_message_a_morning_and_nothing_again_until_the_next_step(cast: Cast) -> None:
    cast.assign("Một", deadline="24/11/2025")
    cast.assign("Hai", deadline="24/11/2025")
    for day in range(5):
        for _ in range(3):
            send_on(cast, MONDAY + timedelta(days=day))
    assert sent() == [
        (MONDAY, HOA, ["due", "due"]),
        (date(2025, 11, 27), HOA, ["after-3-working", "after-3-working"]),
    ]


def test_failure_9_nothing_goes_to_who_left_or_about_what_is_done(cast: Cast) -> None:
    """Read again right before sending, for a task completed, given away, and a head who left."""
    done, moved, kept = (cast.assign(title, deadline="24/11/2025") for title in ("A", "B", "C"))
    plan(here(cast), on=MONDAY, now=MORNING)
    change_status(
        done, Status.COMPLETED, on=MONDAY, at=MORNING, by=None, document_number="9/QĐ-UBND"
    )
    reassign(moved, cast.office("economy"), on=MONDAY, at=MORNING, by=None, reason="Đúng việc")
    cast.user("hoa").disabled_at = MORNING
    db.session.commit()
    deliver(cast.committee, now=MORNING)
    assert sent() == []
    send_on(cast, MONDAY)
    assert sent() == [(MONDAY, KIM, ["due"]), (MONDAY, "vhxh@cathai.example", ["due"])]
    about = db.session.scalars(select(Mail.body_text).where(Mail.recipient.like("vhxh%"))).one()
    assert f"/tasks/{kept.id}\n" in about


@pytest.mark.parametrize("backend", ["sqlite"])
def test_failure_9_a_letter_greets_who_has_the_address_when_it_is_sent(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    cast.user("hoa").name = "Bùi Thị Hoài"
    db.session.commit()
    deliver(cast.committee, now=MORNING)
    about = db.session.scalars(select(Mail.body_text).where(Mail.recipient == HOA)).one()
    assert about.startswith("Kính gửi: Bùi Thị Hoài\n")


def test_failure_10_a_moved_deadline_leaves_no_old_reminder_behind(cast: Cast) -> None:
    task = cast.assign(deadline="24/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    change_deadline(
        task, Deadline(DeadlineKind.DATED, on=date(2025, 12, 31)), on=MONDAY, at=MORNING, by=None,
        reason="Chờ vốn", document_number="9/TB",
    )  # fmt: skip
    deliver(cast.committee, now=MORNING)
    send_on(cast, TUESDAY)
    send_on(cast, date(2025, 12, 24))
    assert sent() == [(date(2025, 12, 24), HOA, ["before-7"])]


@pytest.mark.parametrize(("hour", "stages"), [(16, ["before-1"]), (17, ["due"])])
def test_failure_11_the_day_is_the_offices_at_23_30_and_at_00_30(
    cast: Cast, hour: int, stages: list[str]
) -> None:
    cast.assign(deadline="28/11/2025")
    run_morning(now=datetime(2025, 11, 27, hour, 30, tzinfo=UTC))
    assert [told for _, _, told in sent()] == [stages]


def test_failure_12_a_letter_names_days_never_a_count_of_days_from_now(
    cast: Cast, settings: Settings
) -> None:
    here(cast).summary_mail = here(cast).secretary_mail = True
    db.session.commit()
    cast.assign("Đề án", deadline="28/11/2025")
    cast.assign("Kế hoạch", deadline="18/11/2025")
    cast.assign("Chưa giao", deadline="28/11/2025", office=None)
    send_on(cast, MONDAY)
    found = letters(settings)
    assert len(found) == 3, "to the office, the secretary and the leader"
    for letter in found:
        words = f"{letter['Subject']}\n{words_of(letter)}".lower()
        assert not re.findall(r"\d+ (?:ngày|tuần|tháng)\b|ngày (?:nữa|tới)|hôm qua|ngày mai", words)
        assert all(re.match(r" \d+/\d+/2025", rest) for rest in words.split("hôm nay")[1:])
    to_hoa = next(words_of(letter) for letter in found if HOA in letter["To"])
    assert "thứ Sáu, 28/11/2025" in to_hoa
    assert "thứ Ba, 18/11/2025" in to_hoa


def test_failure_13_markup_in_a_title_stays_text_in_every_kind_of_letter(
    cast: Cast, settings: Settings
) -> None:
    here(cast).summary_mail = here(cast).secretary_mail = True
    db.session.commit()
    markup = '<script src="https://x.vn/a.js"></script> \x1b[31m \u202eđỏ'
    cast.assign(markup, deadline="31/10/2025")
    cast.assign(f"Chưa giao\r\nBcc: ke-gian@x.vn {markup}", deadline="31/10/2025", office=None)
    send_on(cast, MONDAY)
    found = letters(settings)
    assert len(found) == 3, "to the office, the secretary and the leader"
    for letter in found:
        html = letter.get_body(("html",))
        assert html is not None
        html5lib.HTMLParser(strict=True).parse(html.get_content())
        assert "<script" not in html.get_content()
        assert "&lt;script" in html.get_content()
        assert not {"\x1b", "\u202e"} & set(words_of(letter))
        assert letter["Bcc"] is None


def test_failure_18_an_import_or_a_bulk_edit_mails_nobody_and_the_next_morning_carries_it_once(
    cast: Cast,
) -> None:
    rows = [
        but(GROUPS, ordinal=str(n), title=f"Nhiệm vụ {n}", deadline="24/11/2025") for n in range(5)
    ]
    desk = Desk(cast)
    desk.save(annex(*rows))
    seen = {task.id: task.version for task in desk.tasks().values()}
    moved = Decision(Deadline.due(TUESDAY), on=MONDAY, reason="Rà soát", document_number="9/TB")
    decided = decide_on_many(cast.committee, seen, moved, at=NOW, by=cast.user("lan"))
    assert len(decided.changing) == 5
    assert db.session.scalar(select(func.count(Mail.id))) == 0
    for _ in range(2):
        send_on(cast, TUESDAY)
    assert sent() == [(TUESDAY, HOA, ["due"] * 5)]
