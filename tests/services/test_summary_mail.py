"""Each leader gets the figures by mail at the own pace: every week, every month or never."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.domain.notices import SummaryPace
from tracker.models import AuditEntry, Committee, Mail
from tracker.services.absences import record_absence
from tracker.services.reminder_planning import preview
from tracker.services.reminder_rehearsal import rehearse
from tracker.services.reminders import send
from tracker.services.summary_mail import choose_pace

MONDAY = date(2025, 11, 24)
# The first of this month is a Monday, that of the month after a Thursday and a holiday.
DECEMBER, NEW_YEAR = date(2025, 12, 1), date(2026, 1, 2)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
MINH, KIM = "minh@cathai.example", "kim@cathai.example"


def here(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def leader_wants(cast: Cast, pace: SummaryPace, by: str = "minh") -> None:
    here(cast).summary_mail = True
    db.session.commit()
    choose_pace(cast.member("minh"), pace, at=MORNING, by=cast.user(by))


def letters(cast: Cast, *days: date) -> list[tuple[date, str]]:
    for day in days:
        send(here(cast), on=day, now=MORNING + (day - MONDAY))
    query = select(Mail.mail_on, Mail.subject).where(Mail.recipient == MINH).order_by(Mail.mail_on)
    return [(day, subject) for day, subject in db.session.execute(query)]


def test_who_wants_the_summary_monthly_gets_it_on_the_first_mail_day_of_each_month(
    cast: Cast,
) -> None:
    cast.assign(deadline="31/12/2026")
    leader_wants(cast, SummaryPace.MONTHLY)
    rehearsed = rehearse(here(cast), MONDAY, date(2025, 12, 10), today=MONDAY)
    shown = [(day.on, one.subject) for day in rehearsed for one in day.preview.messages]
    one_day = timedelta(days=1)
    mornings = (MONDAY, MONDAY + one_day, DECEMBER, DECEMBER + 7 * one_day)
    sent = letters(cast, *mornings, NEW_YEAR - one_day, NEW_YEAR, NEW_YEAR + 3 * one_day)
    assert sent == [
        (MONDAY, "[NQ57] tổng hợp tháng đến ngày 24/11/2025"),
        (DECEMBER, "[NQ57] tổng hợp tháng đến ngày 1/12/2025"),
        (NEW_YEAR, "[NQ57] tổng hợp tháng đến ngày 2/1/2026"),
    ]
    assert shown == sent[:2], "the rehearsal said so beforehand"
    letter = db.session.scalars(select(Mail).where(Mail.mail_on == DECEMBER)).one()
    assert "được giao 01 nhiệm vụ" in letter.body_text


def test_who_wants_none_gets_none_and_whoever_stands_in_follows_the_leaders_choice(
    cast: Cast,
) -> None:
    leader_wants(cast, SummaryPace.NEVER, by="an")
    assert preview(cast.committee, on=MONDAY).messages == ()
    leader_wants(cast, SummaryPace.MONTHLY)
    record_absence(
        cast.member("minh"), cast.user("kim"), first_day=MONDAY, last_day=DECEMBER,
        at=MORNING, by=cast.user("lan"),
    )  # fmt: skip
    (message,) = preview(cast.committee, on=MONDAY).messages
    assert (message.to, message.subject) == (KIM, "[NQ57] tổng hợp tháng đến ngày 24/11/2025")


def test_a_choice_is_recorded_and_only_a_leader_has_one(cast: Cast) -> None:
    leader_wants(cast, SummaryPace.WEEKLY)
    leader_wants(cast, SummaryPace.NEVER, by="an")
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.by == cast.user("an")))
    assert entry.about == cast.user("minh")
    assert entry.detail == "Ngày làm việc đầu tiên của mỗi tuần → Không nhận"
    with pytest.raises(RuleBroken, match="Chỉ lãnh đạo"):
        choose_pace(cast.member("lan"), SummaryPace.NEVER, at=MORNING, by=cast.user("lan"))
