"""The committee's own calendar: suggested, confirmed by a person, and what reminders make of it."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import event

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.adapters.public_holidays import suggested_days
from tracker.db import db
from tracker.domain.calendar_year import DayKind, SpecialDay
from tracker.domain.errors import RuleBroken, Stale
from tracker.models import CalendarYear, Committee
from tracker.queries.calendar import editions, year_asked_for
from tracker.services.calendar import confirm_year, working_calendar, year_in_force
from tracker.services.calendar_preview import moved_reminders
from tracker.services.reminder_planning import preview
from tracker.services.reminders import is_mail_day, next_mail_day

NOON = office_time(TODAY, 12)
FRIDAY_OFF = date(2026, 1, 2)
SATURDAY_WORKED = date(2026, 1, 10)
SWAPPED = (
    *suggested_days(2026),
    SpecialDay(FRIDAY_OFF, DayKind.HOLIDAY, "Nghỉ hoán đổi"),
    SpecialDay(SATURDAY_WORKED, DayKind.WORKED, "Làm bù ngày 02/01"),
)


def confirm(
    cast: Cast, days: Sequence[SpecialDay] = SWAPPED, *, seen: int = 0, by: str = "lan"
) -> CalendarYear:
    committee = db.session.get_one(Committee, cast.committee)
    return confirm_year(committee, 2026, days, seen_edition=seen, at=NOON, by=cast.user(by))


def test_failure_17_until_it_is_confirmed_the_suggestion_is_in_force(cast: Cast) -> None:
    year = year_in_force(cast.committee, 2026)
    assert (year.edition, year.days) == (0, suggested_days(2026))
    calendar = working_calendar(cast.committee, TODAY)
    assert calendar.is_working(FRIDAY_OFF)
    assert not calendar.is_working(date(2026, 2, 17))


def test_a_confirmed_year_counts_its_own_days_only_and_the_other_years_stay(cast: Cast) -> None:
    confirm(cast, [SpecialDay(FRIDAY_OFF, DayKind.HOLIDAY, "Nghỉ hoán đổi")])
    calendar = working_calendar(cast.committee, TODAY)
    assert not calendar.is_working(FRIDAY_OFF)
    assert calendar.is_working(date(2026, 2, 17))
    assert not calendar.is_working(date(2025, 9, 2))


def test_one_committees_calendar_is_not_anothers(cast: Cast) -> None:
    confirm(cast)
    assert is_mail_day(cast.committee, SATURDAY_WORKED)
    assert not is_mail_day(cast.elsewhere, SATURDAY_WORKED)


def test_a_correction_is_a_new_edition_and_the_old_one_stays_known(cast: Cast) -> None:
    confirm(cast)
    confirm(cast, suggested_days(2026), seen=1, by="an")
    told = [
        (edition.edition, edition.confirmed_by.name, len(edition.days), edition.confirmed_at)
        for edition in editions(cast.committee, 2026)
        if edition.confirmed_by
    ]
    n = len(suggested_days(2026))
    assert told == [(2, "Đỗ Văn An", n, NOON), (1, "Nguyễn Thị Lan", n + 2, NOON)]
    assert year_in_force(cast.committee, 2026).days == suggested_days(2026)


def test_of_two_people_at_once_the_second_is_told(cast: Cast) -> None:
    confirm(cast)
    with pytest.raises(Stale):
        confirm(cast, suggested_days(2026), by="an")
    assert year_in_force(cast.committee, 2026).edition == 1


def test_a_year_that_breaks_a_rule_changes_nothing(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        confirm(cast, [*SWAPPED, SpecialDay(date(2026, 3, 2), DayKind.WORKED)])
    assert year_in_force(cast.committee, 2026).edition == 0


def test_next_years_calendar_is_asked_for_until_it_is_confirmed(cast: Cast) -> None:
    assert year_asked_for(cast.committee, TODAY) == 2026
    confirm(cast)
    assert year_asked_for(cast.committee, TODAY) is None
    assert year_asked_for(cast.elsewhere, TODAY) == 2026
    assert year_asked_for(cast.committee, date(2026, 11, 1)) == 2027


def test_the_calendar_takes_one_question_however_many_years_are_confirmed(cast: Cast) -> None:
    confirm(cast)
    confirm(cast, seen=1)
    asked: list[str] = []

    def count(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    working_calendar(cast.committee, TODAY)
    event.remove(db.engine, "before_cursor_execute", count)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_the_preview_says_which_reminders_the_swap_moves_and_then_they_do(cast: Cast) -> None:
    task = cast.assign("Nâng cấp đường truyền", deadline="02/01/2026")
    found = moved_reminders(cast.committee, 2026, SWAPPED, today=TODAY)
    assert [(one.task.title, one.move.stage, one.move.before, one.move.after) for one in found] == [
        ("Nâng cấp đường truyền", "due", FRIDAY_OFF, date(2025, 12, 31)),
        ("Nâng cấp đường truyền", "after-8-working", date(2026, 1, 14), date(2026, 1, 13)),
    ]
    before = preview(cast.committee, on=date(2025, 12, 31))
    confirm(cast)
    after = preview(cast.committee, on=date(2025, 12, 31))
    stages = [
        [entry.stage for message in shown.messages for entry in message.entries]
        for shown in (before, after)
    ]
    assert stages == [["before-1"], ["due"]]
    assert moved_reminders(cast.committee, 2026, SWAPPED, today=TODAY) == []
    assert task.deadline_on == FRIDAY_OFF


def test_mail_waits_for_the_end_of_tet_and_goes_out_on_a_worked_saturday(cast: Cast) -> None:
    confirm(cast)
    tet = office_time(date(2026, 2, 14))
    assert next_mail_day(cast.committee, tet) == date(2026, 2, 23)
    assert next_mail_day(cast.committee, office_time(SATURDAY_WORKED)) == SATURDAY_WORKED
