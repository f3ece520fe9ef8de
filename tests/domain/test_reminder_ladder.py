"""The ladder: its days, its words, and what editing it may not do."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.duties import (
    BOOK,
    CALENDAR,
    FRIDAY,
    HOA,
    climb,
    days,
    duty,
    every_day,
    planned,
)
from tracker.domain.errors import RuleBroken
from tracker.domain.reminder_ladder import (
    DEFAULT_RUNGS,
    RETURNED,
    Counted,
    Ladder,
    Rung,
    check_rungs,
    stage_label,
)
from tracker.domain.reminder_policy import Key, plan


def test_the_ladder_is_7_3_and_1_days_before_the_day_itself_then_3_and_every_5_working_days() -> (
    None
):
    assert climb(duty(), every_day(date(2025, 11, 1), date(2025, 12, 20))) == [
        (date(2025, 11, 21), "before-7"),
        (date(2025, 11, 25), "before-3"),
        (date(2025, 11, 27), "before-1"),
        (date(2025, 11, 28), "due"),
        (date(2025, 12, 3), "after-3-working"),
        (date(2025, 12, 10), "after-8-working"),
        (date(2025, 12, 17), "after-13-working"),
    ]


def test_a_stage_on_a_day_off_moves_to_the_working_day_before() -> None:
    national_day = duty(date(2025, 9, 2))
    assert climb(national_day, every_day(date(2025, 8, 28), date(2025, 9, 5))) == [
        (date(2025, 8, 28), "before-7"),
        (date(2025, 8, 29), "due"),
        (date(2025, 9, 5), "after-3-working"),
    ]


repeated = st.builds(
    Rung, st.integers(1, 12), st.sampled_from(Counted), every=st.none() | st.integers(2, 9)
)
ladders = st.lists(repeated, min_size=1, max_size=3, unique_by=lambda rung: rung.days).map(
    lambda rungs: Ladder(CALENDAR, (Rung(-3), *rungs))
)


@pytest.mark.parametrize("counted", Counted)
def test_the_day_itself_is_told_before_a_deadline_on_a_day_off_however_it_is_counted(
    counted: Counted,
) -> None:
    on_the_day = Ladder(CALENDAR, (Rung(0, counted),))
    saturday = duty(date(2025, 11, 29))
    assert climb(saturday, every_day(FRIDAY, date(2025, 12, 2)), on_the_day) == [(FRIDAY, "due")]


@settings(max_examples=40)
@given(ladder=ladders, deadline=days)
def test_the_next_day_named_in_a_letter_is_the_next_day_on_which_one_goes_out(
    ladder: Ladder, deadline: date
) -> None:
    check_rungs(ladder.rungs)
    last = deadline + timedelta(days=45)
    sent = climb(duty(deadline), every_day(deadline - timedelta(days=5), last), ladder)
    named = [ladder.next_day(deadline, after=day) for day, _ in sent]
    mornings = [day for day, _ in sent[1:]]
    assert named[:-1] == mornings
    assert named[-1] is None or named[-1] > last


@settings(max_examples=20)
@given(ladder=ladders, upgraded=st.integers(0, 45))
def test_what_older_ledgers_recorded_without_the_way_of_counting_is_not_sent_again(
    ladder: Ladder, upgraded: int
) -> None:
    first, last = FRIDAY - timedelta(days=5), FRIDAY + timedelta(days=60)
    until = FRIDAY + timedelta(days=upgraded)
    sent = climb(duty(), every_day(first, last), ladder)
    before = {stage.removesuffix("-calendar").removesuffix("-working") for day, stage in sent
              if day <= until}  # fmt: skip
    ledger: frozenset[Key] = frozenset((7, HOA, FRIDAY, stage) for stage in before)
    after = climb(duty(), every_day(until, last), ladder, ledger)
    assert {day for day, _ in after} <= {day for day, _ in sent if day > until}
    one_way = len({rung.counted for rung in ladder.rungs if rung.days > 0}) == 1
    assert not one_way or after == [one for one in sent if one[0] > until]


def test_a_ladder_that_ends_has_no_next_day() -> None:
    short = Ladder(CALENDAR, (Rung(-1), Rung(2, Counted.CALENDAR)))
    assert short.next_day(FRIDAY, after=date(2025, 12, 31)) is None
    assert short.newest(FRIDAY, date(2025, 11, 30)) == "before-1"
    assert short.newest(FRIDAY, date(2025, 12, 1)) == "after-2-calendar"


def test_stages_have_words() -> None:
    labels = [
        stage_label(stage)
        for stage in ("before-7", "due", "after-13-working", "after-13", RETURNED)
    ]
    assert [label % {"days": days} for label, days in labels] == [
        "trước hạn 7 ngày",
        "đến hạn",
        "mốc quá hạn 13 ngày làm việc",
        "mốc quá hạn 13 ngày",
        "báo cáo bị trả lại",
    ]


def test_a_step_that_is_taken_out_or_added_late_sends_nothing_of_the_past() -> None:
    told = frozenset(item.key for item in planned(date(2025, 11, 25), duty()).messages[HOA])
    assert {stage for *_, stage in told} == {"before-3"}
    without = Ladder(CALENDAR, (Rung(-7), Rung(0)))
    late = Ladder(CALENDAR, (Rung(-7), Rung(-4, since=date(2025, 11, 26)), Rung(0)))
    for edited in (without, late):
        found = plan([duty()], BOOK, on=date(2025, 11, 26), ladder=edited, ledger=told)
        assert found.messages == {}
    assert plan([duty()], BOOK, on=FRIDAY, ladder=late, ledger=told).messages[HOA][0].stage == "due"


def test_a_step_in_days_does_not_swallow_the_steps_in_working_days_that_come_after_it() -> None:
    """The 23rd working day comes later than the thirtieth day, small as its number is."""
    mixed = Ladder(CALENDAR, (Rung(18, Counted.WORKING, every=5), Rung(30)))
    mornings = every_day(date(2025, 12, 22), date(2026, 1, 9))
    assert [stage for _, stage in climb(duty(), mornings, mixed)] == [
        "after-18-working",
        "after-30-calendar",
        "after-23-working",
        "after-28-working",
    ]


@pytest.mark.parametrize("before", Counted)
def test_a_repeated_step_that_is_counted_otherwise_from_now_on_goes_on_at_once(
    before: Counted,
) -> None:
    """The 33rd working day comes later than the 43rd day, small as its number is."""
    changed, last = date(2026, 1, 14), date(2026, 2, 13)
    sent = climb(duty(), every_day(FRIDAY, changed), Ladder(CALENDAR, (Rung(3, before, every=5),)))
    ledger: frozenset[Key] = frozenset((7, HOA, FRIDAY, stage) for _, stage in sent)
    after = Counted.CALENDAR if before is Counted.WORKING else Counted.WORKING
    other = Ladder(CALENDAR, (Rung(3, after, every=5, since=changed),))
    mornings = [day for day, _ in climb(duty(), every_day(changed, last), other, ledger)]
    assert mornings[:1] == [other.next_day(FRIDAY, after=changed - timedelta(days=1))]
    assert len(mornings) >= 4


@given(
    edits=st.lists(st.lists(st.integers(-10, 20), min_size=1, max_size=4, unique=True), max_size=6)
)
def test_however_often_the_ladder_is_edited_no_stage_goes_out_twice_and_one_a_morning(
    edits: list[list[int]],
) -> None:
    ledger: frozenset[Key] = frozenset()
    rungs: tuple[Rung, ...] = DEFAULT_RUNGS
    for number, morning in enumerate(every_day(date(2025, 11, 17), date(2025, 12, 20))):
        if number % 5 == 4 and number // 5 < len(edits):
            kept = {rung.days: rung for rung in rungs}
            new = (kept.get(days, Rung(days, since=morning)) for days in edits[number // 5])
            rungs = tuple(new)
        found = plan([duty()], BOOK, on=morning, ladder=Ladder(CALENDAR, rungs), ledger=ledger)
        items = found.messages.get(HOA, ())
        assert len(items) <= 1
        assert not {item.key for item in items} & ledger
        ledger |= {item.key for item in items}


@pytest.mark.parametrize(
    ("rungs", "words"),
    [
        ([], "ít nhất một bước"),
        ([Rung(-3), Rung(-3, Counted.WORKING)], "Đã có một bước"),
        ([Rung(-3, every=2)], "sau thời hạn mới nhắc lại"),
        ([Rung(3, every=0)], "Khoảng cách"),
        ([Rung(400)], "từ 1 đến 365"),
        ([Rung(3, audiences=frozenset())], "ít nhất một nơi nhận"),
        ([Rung(n) for n in range(21)], "tối đa 20"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused_in_words(rungs: list[Rung], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        check_rungs(rungs)


def test_the_default_ladder_can_be_climbed() -> None:
    check_rungs(DEFAULT_RUNGS)
