"""The mail beside the reminders, one message for all parts of a person, and what is rehearsed."""

import mailbox
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import Cast, office_time
from tests.services.mornings import (
    HOA,
    LAN,
    MINH,
    MONDAY,
    MORNING,
    TUESDAY,
    WEDNESDAY,
    here,
    letter,
    morning_of,
    on_one_database,
    send_on,
    sent,
    stand_in,
    week,
)
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.domain.errors import RuleBroken
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.status import Status
from tracker.models import Mail, MailNotice, Reminder, Task
from tracker.services.absences import record_absence
from tracker.services.comments import write_comment
from tracker.services.holds import hold_all
from tracker.services.progress_reports import accept_report, report_progress
from tracker.services.refusals import refuse_task
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminder_rehearsal import rehearse
from tracker.services.reminders import run_morning
from tracker.services.report_rhythm import set_rhythm
from tracker.services.summary import summary


def next_mail_named_in(mail: Mail) -> date:
    found = re.search(r"Thư nhắc tiếp theo .*, (\d+)/(\d+)/(\d+)\.", mail.body_text)
    assert found is not None
    return date(int(found[3]), int(found[2]), int(found[1]))


def switch_on(cast: Cast, *, weekly: bool = True) -> None:
    here(cast).summary_mail, here(cast).secretary_mail = weekly, True
    db.session.commit()


def waiting_report(cast: Cast) -> Task:
    task = cast.assign("Báo cáo rồi", deadline="31/12/2026")
    report_progress(
        task, office=cast.office("culture"), status=Status.IN_PROGRESS, percent=50, text="Nửa",
        on=MONDAY, at=office_time(MONDAY), by=cast.user("hoa"),
    )  # fmt: skip
    return task


def test_leaders_get_the_weeks_figures_once_on_its_first_mail_day_as_the_page_has_them(
    cast: Cast,
) -> None:
    switch_on(cast)
    cast.assign("Một", deadline="31/12/2025")
    cast.assign("Hai", deadline="30/11/2025")
    send_on(cast, TUESDAY, *week()[2:], date(2025, 12, 1))
    to_minh = [day for day, to in sent() if to == MINH]
    assert to_minh == [TUESDAY, date(2025, 12, 1)], "a missed Monday heals"
    mail = letter(MINH, TUESDAY)
    assert mail.subject == "[NQ57] tổng hợp tuần đến ngày 25/11/2025"
    figures = summary(here(cast), as_of=TUESDAY, now=office_time(TUESDAY)).tally
    assert (figures.total, figures.completed, figures.overdue) == (2, 0, 0)
    assert "được giao 02 nhiệm vụ" in mail.body_text
    assert "/summary?as_of=2025-11-25" in mail.body_text


def test_the_secretary_is_told_of_what_is_new_at_once_and_of_all_of_it_once_a_week(
    cast: Cast,
) -> None:
    switch_on(cast, weekly=False)
    cast.assign("Chưa giao", office=None, deadline="31/12/2026")
    send_on(cast, MONDAY, TUESDAY)
    waiting_report(cast)
    send_on(cast, WEDNESDAY, *week()[3:], *week(date(2025, 12, 1)))
    assert sent() == [(MONDAY, LAN), (WEDNESDAY, LAN), (date(2025, 12, 1), LAN)]
    assert letter(LAN, WEDNESDAY).subject == "[NQ57] 02 việc chờ thư ký xử lý"
    assert "Nhiệm vụ chưa có cơ quan chủ trì (01)\n- Chưa giao" in letter(LAN).body_text


def test_the_secretary_is_told_of_undelivered_mail_but_not_of_what_was_settled_meanwhile(
    cast: Cast,
) -> None:
    switch_on(cast, weekly=False)
    cast.assign(deadline="24/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    failed = letter(HOA)
    failed.state, failed.trouble, failed.answer = MailState.FAILED, Trouble.REFUSED, "550 No"
    db.session.commit()
    plan(here(cast), on=TUESDAY, now=morning_of(TUESDAY))
    assert db.session.scalar(select(func.count(MailNotice.id))) == 2
    failed.settled_at = morning_of(TUESDAY)
    db.session.commit()
    deliver(cast.committee, now=morning_of(TUESDAY))
    assert letter(LAN, TUESDAY).state is MailState.NOT_NEEDED
    assert db.session.scalar(select(func.count(MailNotice.id))) == 0


@on_one_database
def test_a_person_with_two_parts_gets_one_message_with_both(cast: Cast) -> None:
    switch_on(cast)
    cast.assign("Quá hạn lâu", deadline="12/11/2025")
    record_absence(
        cast.member("minh"), cast.user("lan"), first_day=MONDAY, last_day=MONDAY,
        at=office_time(MONDAY, 7), by=cast.user("lan"),
    )  # fmt: skip
    cast.assign("Chưa giao", office=None)
    send_on(cast, MONDAY)
    assert sent() == [(MONDAY, HOA), (MONDAY, LAN)]
    text = letter(LAN).body_text
    for part in (
        "NHIỆM VỤ CẦN THEO DÕI",
        "TỔNG HỢP TIẾN ĐỘ",
        "VIỆC CHỜ THƯ KÝ",
        "thay Trần Văn Minh",
    ):
        assert part in text
    assert len(text.encode()) < 15_000


def test_a_rehearsal_says_day_by_day_what_the_mornings_then_send_and_writes_nothing(
    cast: Cast,
) -> None:
    switch_on(cast)
    cast.assign("Một", deadline="28/11/2025")
    cast.assign("Hai", deadline="17/11/2025", office="economy")
    cast.assign("Chưa giao", office=None)
    stand_in(cast, TUESDAY, WEDNESDAY)
    hold_all(
        here(cast), first_day=date(2025, 12, 3), last_day=date(2025, 12, 4), reason="Nghỉ",
        at=MORNING, by=cast.user("lan"),
    )  # fmt: skip
    days = [MONDAY + timedelta(days=n) for n in range(14)]
    rehearsed = rehearse(here(cast), days[0], days[-1], today=MONDAY)
    assert (db.session.scalar(select(func.count(Mail.id))),
            db.session.scalar(select(func.count(Reminder.id)))) == (0, 0)  # fmt: skip
    said = [(day.on, message.to, message.subject)
            for day in rehearsed for message in day.preview.messages]  # fmt: skip
    assert rehearse(here(cast), days[11], days[-1], today=MONDAY) == rehearsed[11:]
    assert [day.on for day in rehearsed if not day.is_working] == [
        days[5],
        days[6],
        days[12],
        days[13],
    ]
    assert [day.on for day in rehearsed if day.preview.hold] == [days[9], days[10]]
    for day in days:
        run_morning(now=morning_of(day))
    mails = db.session.scalars(
        select(Mail).where(Mail.state == MailState.SENT).order_by(Mail.mail_on, Mail.recipient)
    ).all()
    assert said == [(mail.mail_on, mail.recipient, mail.subject) for mail in mails]
    assert len(said) > 10
    named = {next_mail_named_in(mail) for mail in mails if "Thư nhắc tiếp theo" in mail.body_text}
    assert days[11] in named, "the first day after the hold"
    assert {day for day in named if day <= days[-1]} <= {mail.mail_on for mail in mails}


@on_one_database
def test_more_than_sixty_days_days_too_far_off_or_in_the_wrong_order_are_not_rehearsed(
    cast: Cast,
) -> None:
    for first, last, words in (
        (MONDAY, MONDAY - timedelta(days=1), "Ngày cuối"),
        (MONDAY, MONDAY + timedelta(days=60), "60 ngày"),
        (date(2026, 11, 25), date(2026, 11, 26), "đến hết ngày 25/11/2026"),
    ):
        with pytest.raises(RuleBroken, match=words):
            rehearse(here(cast), first, last, today=MONDAY)


def test_failure_8_after_a_pause_what_is_too_old_is_listed_and_sent_when_a_person_asks(
    cast: Cast,
) -> None:
    task = cast.assign("Quá hạn lâu", deadline="30/09/2025")
    shown = preview(cast.committee, on=MONDAY)
    assert [one.to for one in shown.messages] == [HOA], "the repeated step is as fresh as ever"
    assert [(one.name, one.stage) for one in shown.too_old] == [
        ("Trần Văn Minh", "after-8-working")
    ]
    send_on(cast, MONDAY)
    assert sent() == [(MONDAY, HOA)]
    plan(here(cast), on=TUESDAY, now=morning_of(TUESDAY), with_old=True)
    send_on(cast, TUESDAY, WEDNESDAY)
    assert sent() == [(MONDAY, HOA), (TUESDAY, MINH)]
    assert [item.task_id for item in letter(MINH, TUESDAY).reminders] == [task.id]
    assert preview(cast.committee, on=WEDNESDAY).too_old == ()


def test_what_was_said_and_decided_of_a_task_stands_in_the_next_mornings_message(
    cast: Cast,
) -> None:
    switch_on(cast, weekly=False)
    talked, refused, asked, part = (
        cast.assign(title, deadline="31/12/2025") for title in ("Một", "Hai", "Ba", "Bốn")
    )
    write_comment(talked, "Cần thêm số liệu quý III.", by=cast.member("lan"), at=MORNING)
    write_comment(talked, "Đã gửi bổ sung.", by=cast.member("hoa"), at=MORNING)
    refuse_task(
        refused, office=cast.office("culture"), reason="Thuộc Phòng Kinh tế", at=MORNING,
        by=cast.user("hoa"),
    )  # fmt: skip
    set_rhythm([asked], Recurrence(Frequency.MONTHLY, 30), at=MORNING, by=cast.user("lan"))
    report = report_progress(
        part, office=cast.office("culture"), status=Status.COMPLETED, percent=100, text="Xong",
        on=MONDAY, at=MORNING, by=cast.user("hoa"), document_number="9/BC",
    )  # fmt: skip
    accept_report(
        report, status=Status.IN_PROGRESS, percent=60, reason="Mới xong phần một", at=MORNING,
        by=cast.user("lan"),
    )  # fmt: skip
    send_on(cast, TUESDAY, WEDNESDAY)
    assert sent() == [(TUESDAY, HOA), (TUESDAY, LAN)], "each is told once"
    to_hoa, to_lan = letter(HOA, TUESDAY), letter(LAN, TUESDAY)
    assert to_hoa.subject == (
        "[NQ57] 01 báo cáo được xác nhận một phần, 01 báo cáo định kỳ cần gửi, 01 ý kiến mới"
    )
    for words in ("Lý do: Mới xong phần một", "- Ba, hạn Chủ nhật, 30/11/2025",
                  "- Cần thêm số liệu quý III. (Nguyễn Thị Lan)"):  # fmt: skip
        assert words in to_hoa.body_text
    assert "Đã gửi bổ sung." not in to_hoa.body_text
    for words in ("- Đã gửi bổ sung. (Lê Thị Hoa)", "- Hai (Phòng Văn hóa - Xã hội: Thuộc Phòng"):
        assert words in to_lan.body_text


@on_one_database
def test_a_letters_links_for_reporting_stand_in_the_letter_alone(
    cast: Cast, settings: Settings
) -> None:
    """Whoever reads our page of sent letters must not be able to report in another's name."""
    cast.assign(deadline="24/11/2025")
    send_on(cast, MONDAY)
    (kept,) = mailbox.Maildir(settings.instance / "mail")
    parts = kept.get_payload()
    assert all(b"/report-links/" in part.get_payload(decode=True) for part in parts)
    assert "không cần đăng nhập: …" in letter(HOA).body_text
    assert "/report-links/" not in letter(HOA).body_text
