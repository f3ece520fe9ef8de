"""An indicator is followed: values, corrections and targets are said and never altered."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.indicator_rhythm import Rhythm
from tracker.domain.indicators import Direction, IndicatorKind, value_words
from tracker.models import Absence, Committee, Indicator
from tracker.queries.indicators import get_indicator_for, story_of, values_due
from tracker.services.indicator_values import (
    NewValue,
    record_value,
    restore,
    retire,
    set_target,
    withdraw_value,
)
from tracker.services.indicators import IndicatorWords, add_indicator, change_indicator, standing

OCTOBER = date(2025, 10, 31)
AT = office_time(date(2025, 11, 4))


def online_files(cast: Cast) -> Indicator:
    words = IndicatorWords(
        name="Tỷ lệ hồ sơ trực tuyến",
        kind=IndicatorKind.RATIO,
        part_name="hồ sơ trực tuyến",
        whole_name="hồ sơ",
        decimals=2,
        office_id=cast.culture,
        rhythm=Rhythm.MONTHLY,
        due_day=5,
    )
    return follow(cast, words)


def follow(cast: Cast, words: IndicatorWords) -> Indicator:
    committee = db.session.get_one(Committee, cast.committee)
    return add_indicator(committee, words, at=office_time(date(2025, 9, 1)), by=cast.user("lan"))


def say(indicator: Indicator, on: date, part: str, whole: str | None) -> None:
    second = None if whole is None else Decimal(whole)
    value = NewValue(on, Decimal(part), second, "45/BC-HCC")
    record_value(indicator, value, at=AT, by=None)


def standing_words(cast: Cast, as_of: date = OCTOBER, known: date | None = None) -> list[str]:
    known_at = office_time(known, 23) if known else None
    return [value_words(one) for one in standing(cast.committee, as_of=as_of, known_at=known_at)]


def test_a_correction_changes_the_past_as_known_now_and_not_as_known_then(cast: Cast) -> None:
    indicator = online_files(cast)
    say(indicator, OCTOBER, "5100", "5192")
    with pytest.raises(RuleBroken, match=r"Ngày 31/10/2025 đã có số liệu 98,23%: hãy ghi lý do"):
        say(indicator, OCTOBER, "5010", "5092")
    corrected = NewValue(OCTOBER, Decimal(5010), Decimal(5092), note="Đếm trùng 100 hồ sơ.")
    for _ in ("once", "by a double click"):
        record_value(indicator, corrected, at=office_time(date(2025, 11, 20)), by=cast.user("hoa"))
    assert len(story_of(indicator.id)) == 2
    assert standing_words(cast) == ["98,39% (5.010/5.092), ngày 31/10/2025"]
    assert standing_words(cast, known=date(2025, 11, 19)) == [
        "98,23% (5.100/5.192), ngày 31/10/2025"
    ]
    withdraw_value(indicator, OCTOBER, reason="Nhầm kỳ.", at=AT, by=None)
    assert standing_words(cast) == []
    with pytest.raises(RuleBroken, match="không có số liệu để rút"):
        withdraw_value(indicator, OCTOBER, reason="Nhầm kỳ.", at=AT, by=None)


def test_the_target_belongs_to_its_year_and_the_newest_word_about_it_stands(cast: Cast) -> None:
    indicator = online_files(cast)
    say(indicator, OCTOBER, "5010", "5092")
    for amount in ("99", "95"):
        set_target(indicator, 2025, Decimal(amount), at=AT, by=None)
    (now,) = standing(cast.committee, as_of=OCTOBER)
    assert (now.target_written, now.reached) == ("95,00%", True)
    (next_year,) = standing(cast.committee, as_of=date(2026, 1, 2))
    assert next_year.target is None
    with pytest.raises(RuleBroken, match="2000 đến 2100"):
        set_target(indicator, 25, Decimal(95), at=AT, by=None)


def test_numbers_that_cannot_be_are_refused_beside_their_field(cast: Cast) -> None:
    ratio = online_files(cast)
    people = follow(cast, IndicatorWords(name="Lượt người học", direction=Direction.RISING))
    for indicator, on, part, whole, field in (
        (ratio, date(2025, 11, 5), "1", "2", "on"),
        (ratio, OCTOBER, "1", None, "whole"),
        (ratio, OCTOBER, "-1", "2", "part"),
        (ratio, OCTOBER, "1.005", "2", "part"),
        (people, OCTOBER, "12.5", None, "part"),
        (people, OCTOBER, "-12", None, "part"),
    ):
        with pytest.raises(RuleBroken) as broken:
            say(indicator, on, part, whole)
        assert broken.value.field == field


def test_the_words_of_an_indicator_are_checked_and_two_edits_clash_visibly(cast: Cast) -> None:
    indicator = online_files(cast)
    for words, field in (
        (IndicatorWords(name=" "), "name"),
        (IndicatorWords(name="tỷ lệ  HỒ SƠ trực tuyến"), "name"),
        (IndicatorWords(name="Tỷ lệ", kind=IndicatorKind.RATIO, part_name="a"), "whole_name"),
        (IndicatorWords(name="Số thôn", office_id=cast.other_office), "office"),
    ):
        with pytest.raises(RuleBroken) as broken:
            follow(cast, words)
        assert broken.value.field == field
    say(indicator, OCTOBER, "5010", "5092")
    plain = IndicatorWords(name="Tỷ lệ")
    with pytest.raises(Stale):
        change_indicator(indicator, plain, at=AT, by=None, seen_version=7)
    with pytest.raises(RuleBroken, match="không đổi cách tính"):
        change_indicator(indicator, plain, at=AT, by=None, seen_version=1)


def test_a_value_is_owed_by_its_office_until_it_is_said(cast: Cast) -> None:
    indicator = online_files(cast)
    due = date(2025, 11, 5)
    assert values_due(cast.committee, due) == [(indicator, cast.culture, due)]
    say(indicator, OCTOBER, "5010", "5092")
    assert values_due(cast.committee, due) == []
    withdraw_value(indicator, OCTOBER, reason="Nhầm.", at=AT, by=None)
    retire(indicator, reason="Kế hoạch mới.", at=AT, by=None)
    assert values_due(cast.committee, due) == []
    restore(indicator, at=AT, by=None)
    assert len(values_due(cast.committee, due)) == 1


def test_who_stands_in_for_a_head_sees_the_offices_indicators_too(cast: Cast) -> None:
    indicator = online_files(cast)
    kim = cast.member("kim")
    assert get_indicator_for(kim, indicator.id) is None
    away = Absence(
        committee_id=cast.committee,
        user_id=cast.hoa,
        substitute_id=cast.kim,
        first_day=TODAY,
        last_day=TODAY,
        recorded_at=AT,
        recorded_by_id=cast.lan,
    )
    db.session.add(away)
    db.session.commit()
    assert get_indicator_for(kim, indicator.id) is indicator


def test_what_was_said_cannot_be_altered_in_the_database(cast: Cast) -> None:
    say(online_files(cast), OCTOBER, "5010", "5092")
    for statement in (
        "UPDATE indicator_statements SET amount = '5092'",
        "DELETE FROM indicator_statements",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()
