"""Who is away, who stands in, and where the mail goes meanwhile."""

from datetime import date

import pytest

from tests.cast import Cast, office_time
from tests.services.mornings import (
    HOA,
    KIM,
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
)
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.queries.absences import absences_of, substitute_offices
from tracker.services.absences import record_absence, withdraw_absence
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan, preview


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
