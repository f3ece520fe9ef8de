"""Mail on hold: all of it, that about a task, one message."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.services.mornings import (
    HOA,
    MONDAY,
    MORNING,
    TUESDAY,
    WEDNESDAY,
    here,
    letter,
    morning_of,
    send_on,
    sent,
    week,
)
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.models import AuditEntry
from tracker.services.holds import hold_all, hold_task, lift, release_mail, stop_mail
from tracker.services.reminder_delivery import deliver
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminders import is_mail_day, next_mail_day, run_morning


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
    release_mail(letter(HOA), at=MORNING, by=cast.user("lan"))
    deliver(cast.committee, now=morning_of(TUESDAY))
    assert sent() == [(MONDAY, HOA), (TUESDAY, HOA)]
    assert first.id in {item.task_id for item in letter(HOA).reminders}
    noted = db.session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id)).all()
    assert noted == ["Dừng một thư", "Cho gửi lại một thư"]
    with pytest.raises(RuleBroken, match="không còn chờ gửi"):
        stop_mail(letter(HOA), at=MORNING, by=cast.user("lan"))
