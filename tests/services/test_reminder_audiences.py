"""Ladder, absences, holds and the mail beside the reminders: who gets what, and what is rehearsed."""

import mailbox
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import Cast, office_time
from tracker.config import Settings
from tracker.db import db
from tracker.domain.delivery import MailState, Trouble
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.reminder_ladder import DEFAULT_RUNGS, Audience, Counted, Rung
from tracker.domain.status import Status
from tracker.models import Committee, Mail, MailNotice, Reminder, Task
from tracker.queries.absences import absences_of, substitute_offices
from tracker.queries.ladders import ladder_editions
from tracker.services.absences import record_absence, withdraw_absence
from tracker.services.comments import write_comment
from tracker.services.holds import hold_all, hold_task, lift, release_mail, stop_mail
from tracker.services.progress_reports import accept_report, report_progress
from tracker.services.refusals import refuse_task
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_ladder import (
    back_to_default,
    ladder_in_force,
    put_step,
    remove_step,
)
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminder_rehearsal import rehearse
from tracker.services.reminders import is_mail_day, next_mail_day, run_morning, send
from tracker.services.report_rhythm import set_rhythm
from tracker.services.reports import summary

MONDAY = date(2025, 11, 24)
TUESDAY, WEDNESDAY = date(2025, 11, 25), date(2025, 11, 26)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"
LAN, MINH = "lan@cathai.example", "minh@cathai.example"


# Of rules in Python that no database answers differently.
on_one_database = pytest.mark.parametrize("backend", ["sqlite"])


def here(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def morning_of(day: date) -> datetime:
    return MORNING + (day - MONDAY)


def send_on(cast: Cast, *days: date) -> None:
    for day in days:
        send(here(cast), on=day, now=morning_of(day))


def next_mail_named_in(mail: Mail) -> date:
    found = re.search(r"Thư nhắc tiếp theo .*, (\d+)/(\d+)/(\d+)\.", mail.body_text)
    assert found is not None
    return date(int(found[3]), int(found[2]), int(found[1]))


def week(first: date = MONDAY) -> list[date]:
    return [first + timedelta(days=n) for n in range(5)]


def sent() -> list[tuple[date, str]]:
    query = select(Mail).where(Mail.state == MailState.SENT).order_by(Mail.mail_on, Mail.recipient)
    return [(mail.mail_on, mail.recipient) for mail in db.session.scalars(query)]


def letter(to: str, day: date = MONDAY) -> Mail:
    query = select(Mail).where(Mail.recipient == to, Mail.mail_on == day)
    return db.session.scalars(query).one()


def switch_on(cast: Cast, *, weekly: bool = True) -> None:
    here(cast).weekly_summary, here(cast).secretary_mail = weekly, True
    db.session.commit()


def stand_in(cast: Cast, first: date, last: date) -> None:
    record_absence(
        cast.member("hoa"), cast.user("kim"), first_day=first, last_day=last,
        at=office_time(MONDAY, 7), by=cast.user("hoa"),
    )  # fmt: skip


def test_the_secretary_edits_the_ladder_and_every_edition_says_who_did(cast: Cast) -> None:
    both = frozenset({Audience.HEAD, Audience.LEADER})
    edits = {"at": office_time(MONDAY), "by": cast.user("lan")}
    put_step(here(cast), Rung(-5, Counted.WORKING), seen_edition=0, **edits)
    put_step(here(cast), Rung(5, every=7, audiences=both), instead_of=3, seen_edition=1, **edits)
    remove_step(here(cast), -1, seen_edition=2, **edits)
    current = ladder_in_force(cast.committee)
    assert [rung.days for rung in current.rungs] == [-7, -5, -3, 0, 5, 8]
    assert current.at(5) == Rung(5, every=7, audiences=both, since=MONDAY)
    assert current.at(-7).since is None, "an unchanged step goes on as before"
    with pytest.raises(Stale):
        remove_step(here(cast), 0, seen_edition=1, **edits)
    with pytest.raises(RuleBroken, match="Đã có một bước"):
        put_step(here(cast), Rung(5), seen_edition=3, **edits)
    back_to_default(here(cast), seen_edition=3, **edits)
    restored = ladder_in_force(cast.committee)
    assert [rung.days for rung in restored.rungs] == [rung.days for rung in DEFAULT_RUNGS]
    assert [rung.days for rung in restored.rungs if rung.since] == [-1, 3]
    saved = [(one.edition, one.saved_by.name) for one in ladder_editions(cast.committee)
             if one.saved_by]  # fmt: skip
    assert saved == [(n, "Nguyễn Thị Lan") for n in (4, 3, 2, 1)]


def test_an_edited_ladder_is_the_one_that_sends_and_does_not_catch_up(cast: Cast) -> None:
    for n in range(3):
        cast.assign(f"Nhiệm vụ {n}", deadline="28/11/2025")
    send_on(cast, MONDAY)
    edits = {"at": office_time(MONDAY), "by": cast.user("lan")}
    put_step(here(cast), Rung(-6), seen_edition=0, **edits)
    everybody = frozenset({Audience.HEAD, Audience.SECRETARY})
    put_step(here(cast), Rung(-2, audiences=everybody), seen_edition=1, **edits)
    send_on(cast, TUESDAY, WEDNESDAY)
    assert sent() == [(MONDAY, HOA), (TUESDAY, HOA), (WEDNESDAY, HOA), (WEDNESDAY, LAN)]
    assert letter(LAN, WEDNESDAY).subject == "[NQ57] 03 nhiệm vụ cần theo dõi, chỉ đạo"


def test_who_stands_in_gets_the_mail_while_it_lasts_and_it_says_for_whom(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    stand_in(cast, MONDAY, TUESDAY)
    offices = [substitute_offices(cast.kim, cast.committee, day) for day in (MONDAY, WEDNESDAY)]
    assert offices == [{cast.culture}, set()]
    send_on(cast, MONDAY)
    assert sent() == [(MONDAY, KIM)]
    assert "(thay Lê Thị Hoa, vắng mặt đến hết thứ Ba, 25/11/2025)" in letter(KIM).body_text


def test_an_absence_said_after_planning_moves_the_waiting_mail_and_its_end_moves_it_back(
    cast: Cast,
) -> None:
    cast.assign(deadline="24/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    stand_in(cast, MONDAY, WEDNESDAY)
    deliver(cast.committee, now=MORNING)
    assert sent() == []
    send_on(cast, MONDAY)
    assert sent() == [(MONDAY, KIM)]
    (absence,) = absences_of(cast.committee, MONDAY)
    withdraw_absence(absence, at=morning_of(TUESDAY), by=cast.user("hoa"))
    send_on(cast, TUESDAY)
    assert sent() == [(MONDAY, KIM), (TUESDAY, HOA)]


@on_one_database
def test_a_substitute_who_left_or_is_away_too_stands_in_for_nobody(cast: Cast) -> None:
    cast.assign(deadline="24/11/2025")
    stand_in(cast, MONDAY, TUESDAY)
    record_absence(
        cast.member("kim"), cast.user("an"), first_day=MONDAY, last_day=MONDAY,
        at=office_time(MONDAY, 7), by=cast.user("lan"),
    )  # fmt: skip
    assert [one.to for one in preview(cast.committee, on=MONDAY).messages] == [HOA]
    assert [one.to for one in preview(cast.committee, on=TUESDAY).messages] == [KIM]
    cast.user("kim").disabled_at = MORNING
    db.session.commit()
    assert [one.to for one in preview(cast.committee, on=TUESDAY).messages] == [HOA]


@on_one_database
def test_an_absence_that_makes_no_sense_is_refused_in_words(cast: Cast) -> None:
    stand_in(cast, date(2025, 12, 30), date(2026, 1, 5))
    for by, substitute, first, last, words in (
        ("hoa", "hoa", MONDAY, TUESDAY, "một người khác"),
        ("hoa", "quang", MONDAY, TUESDAY, "trong Ban Chỉ đạo này"),
        ("kim", "an", MONDAY, TUESDAY, "Chỉ thư ký"),
        ("lan", "kim", TUESDAY, MONDAY, "Ngày cuối"),
        ("hoa", "kim", date(2025, 11, 3), date(2025, 11, 4), "đã qua"),
        ("hoa", "kim", date(2025, 12, 31), date(2026, 1, 2), "Đã ghi vắng"),
    ):
        with pytest.raises(RuleBroken, match=words):
            record_absence(
                cast.member("hoa"), cast.user(substitute), first_day=first, last_day=last,
                at=office_time(MONDAY), by=cast.user(by),
            )  # fmt: skip


def test_while_all_mail_is_on_hold_nothing_goes_out_and_afterwards_only_the_newest_step(
    cast: Cast,
) -> None:
    cast.assign(deadline="26/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    hold_all(
        here(cast), first_day=MONDAY, last_day=date(2025, 11, 28), reason="Bão số 15",
        at=MORNING, by=cast.user("lan"),
    )  # fmt: skip
    assert deliver(cast.committee, now=MORNING).sent == 0
    for day in week():
        run_morning(now=morning_of(day))
    assert sent() == []
    assert not is_mail_day(cast.committee, TUESDAY)
    assert next_mail_day(cast.committee, MORNING) == date(2025, 12, 1)
    shown = preview(cast.committee, on=TUESDAY)
    assert (shown.messages, shown.hold and shown.hold.reason) == ((), "Bão số 15")
    send_on(cast, date(2025, 12, 1))
    assert sent() == [(date(2025, 12, 1), HOA)]
    listed = letter(HOA, date(2025, 12, 1)).body_text
    assert listed.count("thứ Tư, 26/11/2025") == 1


def test_a_task_on_hold_is_left_out_and_comes_back_when_the_hold_is_lifted(cast: Cast) -> None:
    held, other = (
        cast.assign("Một", deadline="24/11/2025"),
        cast.assign("Hai", deadline="24/11/2025"),
    )
    plan(here(cast), on=MONDAY, now=MORNING)
    until = {"last_day": date(2025, 12, 31), "at": MORNING, "by": cast.user("lan")}
    hold_task(held, reason="Chờ hướng dẫn", **until)
    hold = hold_task(held, reason="Chờ hướng dẫn của Sở", **until)
    send_on(cast, MONDAY)
    assert [item.task_id for item in letter(HOA).reminders] == [other.id]
    send_on(cast, TUESDAY)
    lift(hold, at=morning_of(WEDNESDAY), by=cast.user("lan"))
    send_on(cast, WEDNESDAY)
    assert [item.task_id for item in letter(HOA, WEDNESDAY).reminders] == [held.id]


def test_a_stopped_message_waits_for_a_person_and_the_next_morning_goes_its_own_way(
    cast: Cast,
) -> None:
    first = cast.assign("Một", deadline="24/11/2025")
    plan(here(cast), on=MONDAY, now=MORNING)
    stop_mail(letter(HOA), at=MORNING, by=cast.user("lan"))
    second = cast.assign("Hai", deadline="26/11/2025")
    send_on(cast, MONDAY, TUESDAY)
    assert sent() == [(TUESDAY, HOA)]
    assert [item.task_id for item in letter(HOA, TUESDAY).reminders] == [second.id]
    release_mail(letter(HOA))
    deliver(cast.committee, now=morning_of(TUESDAY))
    assert sent() == [(MONDAY, HOA), (TUESDAY, HOA)]
    assert first.id in {item.task_id for item in letter(HOA).reminders}
    with pytest.raises(RuleBroken, match="không còn chờ gửi"):
        stop_mail(letter(HOA), at=MORNING, by=cast.user("lan"))


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


def waiting_report(cast: Cast) -> Task:
    task = cast.assign("Báo cáo rồi", deadline="31/12/2026")
    report_progress(
        task, office=cast.office("culture"), status=Status.IN_PROGRESS, percent=50, text="Nửa",
        on=MONDAY, at=office_time(MONDAY), by=cast.user("hoa"),
    )  # fmt: skip
    return task


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
    assert [(one.name, one.stage) for one in shown.too_old] == [("Trần Văn Minh", "after-8")]
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
