"""A year of the calendar: what may stand in it, how people type it, and what it does to reminders."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters.public_holidays import suggested_days
from tracker.domain.calendar_lines import read_lines, write_lines
from tracker.domain.calendar_year import (
    DayKind,
    SpecialDay,
    calendar_of,
    check_year,
    fingerprint,
    year_to_confirm,
)
from tracker.domain.errors import RuleBroken
from tracker.domain.reminder_ladder import Ladder
from tracker.domain.reminder_moves import Move, reminder_moves
from tracker.domain.reminder_policy import Duty
from tracker.domain.status import Status

TET_2026 = [date(2026, 2, day) for day in range(16, 21)]
FIRST_OF_TET = date(2026, 2, 17)
NEW_YEAR = SpecialDay(date(2026, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch")
# Decided after the library was made: 2/1/2026 is off, the Saturday after it is worked.
SWAP = [
    SpecialDay(date(2026, 1, 2), DayKind.HOLIDAY, "Nghỉ hoán đổi"),
    SpecialDay(date(2026, 1, 10), DayKind.WORKED, "Làm bù ngày 02/01"),
]
TODAY = date(2025, 11, 24)


def holiday(day: date, name: str = "Nghỉ lễ") -> SpecialDay:
    return SpecialDay(day, DayKind.HOLIDAY, name)


def due(*deadlines: date) -> list[Duty]:
    return [Duty(n, Status.IN_PROGRESS, day, (1,)) for n, day in enumerate(deadlines, start=1)]


def test_the_suggestion_knows_tet_2026_and_its_first_day() -> None:
    named = {day.on: day.name for day in suggested_days(2026) if day.kind is DayKind.HOLIDAY}
    assert set(TET_2026) <= set(named)
    assert named[FIRST_OF_TET] == "Tết Nguyên Đán"
    calendar = calendar_of(suggested_days(2026))
    assert not any(calendar.is_working(day) for day in TET_2026)
    assert calendar.next_on_or_after(date(2026, 2, 14)) == date(2026, 2, 23)


def test_a_suggested_year_could_be_confirmed_as_it_is() -> None:
    for year in (2024, 2025, 2026, 2027):
        check_year(year, suggested_days(year))


def test_a_saturday_worked_for_a_friday_off_is_a_working_day() -> None:
    calendar = calendar_of([*suggested_days(2026), *SWAP])
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.add(date(2026, 1, 9), 1) == date(2026, 1, 10)
    assert calendar.working_days_between(date(2025, 12, 31), date(2026, 1, 11)) == 6


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ([NEW_YEAR, holiday(date(2025, 12, 31))], "holiday", "31/12/2025 không thuộc năm 2026"),
        ([NEW_YEAR, NEW_YEAR], "holiday", "1/1/2026 được ghi hai lần"),
        ([NEW_YEAR, holiday(date(2026, 4, 30), "")], "holiday", "tên ngày nghỉ"),
        ([NEW_YEAR, holiday(date(2026, 4, 30), "x" * 201)], "holiday", "quá dài"),
        ([NEW_YEAR, SpecialDay(date(2026, 1, 9), DayKind.WORKED)], "worked", "thứ Bảy hoặc Chủ"),
        ([SWAP[1]], "holiday", "chưa có ngày nghỉ nào"),
        (
            [holiday(SWAP[1].on), SWAP[1]],
            "worked",
            "10/1/2026 được ghi hai lần",
        ),
    ],
)
def test_a_day_that_cannot_be_right_is_refused_with_a_sentence(
    days: list[SpecialDay], field: str, words: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_year(2026, days)
    assert broken.value.field == field
    assert words in str(broken.value)


def test_a_holiday_may_fall_on_a_weekend() -> None:
    check_year(2026, [holiday(date(2026, 4, 26), "Ngày Giỗ Tổ Hùng Vương")])


def test_from_november_on_next_years_calendar_is_asked_for() -> None:
    asked = [year_to_confirm(date(2025, month, 1)) for month in (1, 10, 11, 12)]
    assert asked == [2025, 2025, 2026, 2026]


@pytest.mark.parametrize(
    ("line", "days", "name"),
    [
        ("30/4/2026 Ngày Chiến thắng", [date(2026, 4, 30)], "Ngày Chiến thắng"),
        ("30/4: Ngày Chiến thắng", [date(2026, 4, 30)], "Ngày Chiến thắng"),
        ("30.4 Ngày Chiến thắng", [date(2026, 4, 30)], "Ngày Chiến thắng"),
        ("2026-04-30 - Ngày Chiến thắng", [date(2026, 4, 30)], "Ngày Chiến thắng"),
        ("30-4-2026, Ngày Chiến thắng", [date(2026, 4, 30)], "Ngày Chiến thắng"),
        ("16/2 – 20/2/2026 Tết Nguyên đán", TET_2026, "Tết Nguyên đán"),
        ("16/02/2026 đến 20/02/2026: Tết Nguyên đán", TET_2026, "Tết Nguyên đán"),
        ("26/4 Ngày Giỗ Tổ 10/3 âm lịch", [date(2026, 4, 26)], "Ngày Giỗ Tổ 10/3 âm lịch"),
    ],
)
def test_a_line_is_a_day_or_a_run_of_days_and_its_name(
    line: str, days: list[date], name: str
) -> None:
    assert read_lines(f"\n {line} \r\n", DayKind.HOLIDAY, 2026) == [
        holiday(on, name) for on in days
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Tết Nguyên đán", "Dòng 2: không đọc được ngày trong “Tết Nguyên đán”"),
        ("31/4 Nghỉ", "Dòng 2: không đọc được ngày trong “31/4 Nghỉ”"),
        ("30/4/26 Nghỉ", "Dòng 2: không đọc được ngày"),
        ("20/2 - 16/2 Tết", "Dòng 2: hãy ghi ngày đầu trước ngày cuối"),
        ("1/1 - 31/12 Nghỉ", "Dòng 2: hãy ghi ngày đầu trước ngày cuối"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, words: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_lines(f"1/1 Tết Dương lịch\n{line}", DayKind.HOLIDAY, 2026)
    assert broken.value.field == "holiday"
    assert words in str(broken.value)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with suppress(RuleBroken):
        found = read_lines(text, DayKind.WORKED, 2026)
        assert bool(found) == bool(text.split())


names = st.text("abcđêịớ ", max_size=20).map(lambda name: " ".join(name.split()))
years = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), names, max_size=20)


@given(years)
def test_what_is_written_is_read_back(named: dict[date, str]) -> None:
    days = [holiday(on, name) for on, name in sorted(named.items())]
    read = read_lines(write_lines(days), DayKind.HOLIDAY, 2026)
    assert read == days
    assert fingerprint(reversed(read)) == fingerprint(days)


def test_another_list_of_days_has_another_fingerprint() -> None:
    lists = [[NEW_YEAR], [NEW_YEAR, *SWAP], [holiday(NEW_YEAR.on, "Tết")], []]
    assert len({fingerprint(days) for days in lists}) == len(lists)


def test_reminders_around_tet_move_to_the_last_working_day_before_it() -> None:
    """Without Tết a deadline on its first day would be reminded on that very day."""
    bare = Ladder(calendar_of([NEW_YEAR]))
    with_tet = Ladder(calendar_of(suggested_days(2026)))
    found = reminder_moves(due(FIRST_OF_TET), bare, with_tet, today=TODAY)
    assert found == [
        Move(1, "before-1", date(2026, 2, 16), date(2026, 2, 13)),
        Move(1, "due", FIRST_OF_TET, date(2026, 2, 13)),
        Move(1, "after-3-working", date(2026, 2, 20), date(2026, 2, 25)),
        Move(1, "after-8-working", date(2026, 2, 27), date(2026, 3, 4)),
    ]


def test_a_swapped_saturday_moves_only_the_reminders_around_it() -> None:
    suggested = Ladder(calendar_of(suggested_days(2026)))
    swapped = Ladder(calendar_of([*suggested_days(2026), *SWAP]))
    duties = due(date(2026, 1, 10), date(2026, 1, 2), date(2026, 3, 31))
    assert reminder_moves(duties, suggested, swapped, today=TODAY) == [
        Move(1, "before-7", date(2026, 1, 2), date(2025, 12, 31)),
        Move(1, "due", date(2026, 1, 9), date(2026, 1, 10)),
        Move(2, "due", date(2026, 1, 2), date(2025, 12, 31)),
        Move(2, "after-8-working", date(2026, 1, 14), date(2026, 1, 13)),
    ]


def test_what_is_past_done_or_without_a_date_does_not_move() -> None:
    bare, with_tet = Ladder(calendar_of([NEW_YEAR])), Ladder(calendar_of(suggested_days(2026)))
    done = [Duty(1, Status.COMPLETED, FIRST_OF_TET, (1,)), Duty(2, Status.IN_PROGRESS, None, (1,))]
    assert reminder_moves(done, bare, with_tet, today=TODAY) == []
    after = date(2026, 3, 2)
    moved = reminder_moves(due(FIRST_OF_TET), bare, with_tet, today=after)
    assert [move.stage for move in moved] == ["after-8-working"]
