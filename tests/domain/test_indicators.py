"""What an indicator says on a day: computed numbers, the newest word, targets, due days."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import office_time
from tracker.domain.errors import RuleBroken
from tracker.domain.indicator_rhythm import Rhythm, value_due
from tracker.domain.indicators import (
    About,
    Direction,
    IndicatorKind,
    IndicatorStanding,
    Measure,
    Statement,
    computed,
    newest_of_days,
    standing_of,
    value_words,
)
from tracker.domain.vietnamese import parse_number

RATIO = Measure(1, "Hồ sơ trực tuyến", "%", IndicatorKind.RATIO, 2, Direction.HIGHER, 1, "HCC")


def said(
    id_: int, on: date, amount: str | None, whole: str | None = None, about: About = About.VALUE
) -> Statement:
    at = office_time(on)
    return Statement(id_, about, on, at, number(amount), number(whole))


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def standing(*words: Statement, as_of: date = date(2025, 11, 30)) -> IndicatorStanding:
    found = standing_of(RATIO, newest_of_days(words, as_of), as_of)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "result"),
    [
        ("5010", "5092", 2, "98.39"),
        ("29", "52", 0, "56"),
        ("1", "8", 2, "12.50"),
        ("125", "1000", 0, "13"),
        ("5091", "5092", 0, "99"),
        ("1", "5092", 0, "1"),
        ("5092", "5092", 0, "100"),
        ("0", "5092", 0, "0"),
        ("0", "0", 0, None),
    ],
)
def test_a_ratio_is_computed_half_up_from_its_two_numbers(
    part: str, whole: str, decimals: int, result: str | None
) -> None:
    measure = Measure(1, "", "%", IndicatorKind.RATIO, decimals, Direction.HIGHER, None, "")
    assert computed(measure, Decimal(part), Decimal(whole)) == number(result)


def test_a_late_number_of_an_earlier_day_does_not_replace_the_later_days_number() -> None:
    november, october = (
        said(1, date(2025, 11, 14), "90", "100"),
        said(2, date(2025, 10, 14), "7", "10"),
    )
    assert value_words(standing(november, october)) == "90,00% (90/100), ngày 14/11/2025"
    assert value_words(standing(november, october, as_of=date(2025, 10, 31))) == (
        "70,00% (7/10), ngày 14/10/2025"
    )


def test_a_correction_replaces_the_days_number_and_a_withdrawal_leaves_the_one_before() -> None:
    day = date(2025, 10, 31)
    words = [
        said(1, date(2025, 9, 30), "3790", "3912"),
        said(2, day, "5100", "5092"),
        said(3, day, "5010", "5092"),
    ]
    assert standing(*words).written == "98,39%"
    assert standing(*words, said(4, day, None)).written == "96,88%"
    known = newest_of_days(words, date(2025, 11, 1), office_time(date(2025, 10, 1)))
    assert [one.id for one in known] == [1]


def test_the_target_is_that_of_the_years_day_and_reached_since_its_first_number_in_a_row() -> None:
    words = [
        said(1, date(2025, 1, 1), "95", about=About.TARGET),
        said(2, date(2026, 1, 1), "99", about=About.TARGET),
        said(3, date(2025, 7, 31), "96", "100"),
        said(4, date(2025, 8, 31), "94", "100"),
        said(5, date(2025, 9, 30), "95", "100"),
        said(6, date(2025, 10, 31), "98", "100"),
    ]
    now = standing(*words)
    assert (now.target_written, now.reached, now.since) == ("95,00%", True, date(2025, 9, 30))
    later = standing(*words, as_of=date(2026, 1, 5))
    assert (later.target_written, later.reached, later.since) == (
        "99,00%",
        False,
        date(2025, 7, 31),
    )


def test_an_indicator_that_was_given_up_stands_on_the_days_before() -> None:
    gone = said(2, date(2025, 11, 10), None, about=About.RETIRED)
    words = [said(1, date(2025, 10, 31), "9", "10"), gone]
    assert standing(*words, as_of=date(2025, 11, 9)).written == "90,00%"
    assert standing_of(RATIO, newest_of_days(words, date(2025, 11, 10)), date(2025, 11, 10)) is None


@pytest.mark.parametrize(
    ("rhythm", "due_day", "last", "on", "due"),
    [
        (Rhythm.MONTHLY, 5, None, date(2025, 11, 4), date(2025, 10, 5)),
        (Rhythm.MONTHLY, 5, date(2025, 10, 31), date(2025, 11, 5), None),
        (Rhythm.MONTHLY, 5, date(2025, 10, 5), date(2025, 11, 5), date(2025, 11, 5)),
        (Rhythm.MONTHLY, 31, None, date(2025, 9, 30), date(2025, 9, 30)),
        (Rhythm.QUARTERLY, 14, date(2025, 9, 14), date(2025, 12, 13), None),
        (Rhythm.QUARTERLY, 14, date(2025, 9, 14), date(2025, 12, 14), date(2025, 12, 14)),
        (Rhythm.NONE, 14, None, date(2025, 12, 14), None),
        # Nothing was due before the indicator was followed.
        (Rhythm.MONTHLY, 26, None, date(2025, 9, 25), None),
    ],
)
def test_a_value_is_due_until_one_speaks_of_a_day_after_the_due_day_before(
    rhythm: Rhythm, due_day: int, last: date | None, on: date, due: date | None
) -> None:
    since = date(2025, 8, 27)
    assert value_due(rhythm, due_day, last_value_on=last, since=since, on=on) == due


@pytest.mark.parametrize(
    ("text", "result"),
    [("98,39", "98.39"), ("5.010", "5010"), ("1 234 567", "1234567"), ("-2,5", "-2.5"), ("0", "0")],
)
def test_numbers_are_read_as_offices_write_them(text: str, result: str) -> None:
    assert parse_number(text) == Decimal(result)


@pytest.mark.parametrize("text", ["98.39", "12.34.567", "chín", "1,2,3", "", "9" * 30])
def test_what_is_no_number_or_an_ambiguous_one_is_refused_in_words(text: str) -> None:
    with pytest.raises(RuleBroken, match="Không đọc được số"):
        parse_number(text)
