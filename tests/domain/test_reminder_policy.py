"""Which reminders are owed: the ladder's days, the ledger, the addresses, and what is dropped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import RuleBroken
from tracker.domain.reminder_ladder import (
    DEFAULT_RUNGS,
    RETURNED,
    Audience,
    Counted,
    Ladder,
    Rung,
    check_rungs,
    stage_label,
)
from tracker.domain.reminder_policy import AddressBook, Duty, Item, Key, Plan, plan, still_owed
from tracker.domain.status import Status
from tracker.domain.working_days import WorkingCalendar

NATIONAL_DAY = frozenset({date(2025, 9, 1), date(2025, 9, 2)})
CALENDAR = WorkingCalendar(holidays=NATIONAL_DAY, worked=frozenset({date(2025, 11, 22)}))
LADDER = Ladder(CALENDAR)
FRIDAY = date(2025, 11, 28)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"
CULTURE, ECONOMY = 1, 2
BOOK = AddressBook({CULTURE: {HOA: "Hoa"}, ECONOMY: {KIM: "Kim"}})

days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def duty(
    deadline: date | None = FRIDAY,
    status: Status = Status.IN_PROGRESS,
    offices: tuple[int, ...] = (CULTURE,),
    **returned: object,
) -> Duty:
    return Duty(7, status, deadline, offices, **returned)  # type: ignore[arg-type]  # day, office


def planned(
    on: date, *duties: Duty, ledger: frozenset[Key] = frozenset(), ladder: Ladder = LADDER
) -> Plan:
    return plan(duties, BOOK, on=on, ladder=ladder, ledger=ledger)


def stages(on: date, *duties: Duty) -> list[str]:
    return [item.stage for items in planned(on, *duties).messages.values() for item in items]


def climb(task: Duty, mornings: list[date], ladder: Ladder = LADDER) -> list[tuple[date, str]]:
    """What goes out when the planner runs on these mornings, each with the ledger of those before."""
    ledger: frozenset[Key] = frozenset()
    sent = []
    for morning in mornings:
        for item in planned(morning, task, ledger=ledger, ladder=ladder).messages.get(HOA, ()):
            sent.append((morning, item.stage))
            ledger |= {item.key}
    return sent


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_ladder_is_7_3_and_1_days_before_the_day_itself_then_3_and_every_5_working_days() -> (
    None
):
    assert climb(duty(), every_day(date(2025, 11, 1), date(2025, 12, 20))) == [
        (date(2025, 11, 21), "before-7"),
        (date(2025, 11, 25), "before-3"),
        (date(2025, 11, 27), "before-1"),
        (date(2025, 11, 28), "due"),
        (date(2025, 12, 3), "after-3"),
        (date(2025, 12, 10), "after-8"),
        (date(2025, 12, 17), "after-13"),
    ]


def test_before_the_first_stage_nothing_is_owed() -> None:
    assert stages(date(2025, 11, 20), duty()) == []


def test_a_stage_on_a_day_off_moves_to_the_working_day_before() -> None:
    national_day = duty(date(2025, 9, 2))
    assert climb(national_day, every_day(date(2025, 8, 28), date(2025, 9, 5))) == [
        (date(2025, 8, 28), "before-7"),
        (date(2025, 8, 29), "due"),
        (date(2025, 9, 5), "after-3"),
    ]


def test_nothing_goes_out_on_a_weekend_or_holiday_and_a_swapped_saturday_is_worked() -> None:
    late = duty(date(2025, 8, 1))
    for day_off in (date(2025, 11, 23), date(2025, 11, 29), date(2025, 9, 2)):
        assert planned(day_off, late) == Plan({}, ())
    assert stages(date(2025, 11, 22), late) == ["after-78"]


def test_a_missed_morning_heals_itself_on_the_next_one() -> None:
    assert climb(duty(), [date(2025, 11, 24), date(2025, 12, 1)]) == [
        (date(2025, 11, 24), "before-7"),
        (date(2025, 12, 1), "due"),
    ]


def test_stages_missed_before_the_newest_are_superseded_not_sent() -> None:
    assert climb(duty(), [FRIDAY, FRIDAY]) == [(FRIDAY, "due")]


@given(deadline=days, mornings=st.lists(days, min_size=1, max_size=30))
def test_whatever_mornings_run_no_stage_goes_out_twice_and_none_out_of_order(
    deadline: date, mornings: list[date]
) -> None:
    sent = climb(duty(deadline), sorted(mornings))
    numbers = [int(stage.replace("before-", "-").replace("after-", "").replace("due", "0"))
               for _, stage in sent]  # fmt: skip
    assert numbers == sorted(set(numbers))
    assert all(CALENDAR.is_working(morning) for morning, _ in sent)


@given(deadline=days, on=days)
def test_the_next_day_named_in_a_letter_is_the_next_day_on_which_one_is_owed(
    deadline: date, on: date
) -> None:
    coming = LADDER.next_day(deadline, after=on)
    assert coming is not None
    assert coming > on
    assert CALENDAR.is_working(coming)
    assert LADDER.newest(deadline, coming) != LADDER.newest(deadline, on)
    assert LADDER.newest(deadline, coming - timedelta(days=1)) == LADDER.newest(deadline, on)


def test_a_ladder_that_ends_has_no_next_day() -> None:
    short = Ladder(CALENDAR, (Rung(-1), Rung(2, Counted.CALENDAR)))
    assert short.next_day(FRIDAY, after=date(2025, 12, 31)) is None
    assert short.newest(FRIDAY, date(2025, 11, 30)) == "before-1"
    assert short.newest(FRIDAY, date(2025, 12, 1)) == "after-2"


@pytest.mark.parametrize(
    "status",
    [Status.AWAITING_ACCEPTANCE, Status.COMPLETED, Status.PAUSED, Status.CANCELLED],
)
def test_only_a_task_that_its_office_still_owes_is_urged(status: Status) -> None:
    assert stages(FRIDAY, duty(status=status)) == []


def test_a_task_without_a_dated_deadline_is_not_urged() -> None:
    assert stages(FRIDAY, duty(deadline=None)) == []


def test_a_moved_deadline_starts_its_own_ladder() -> None:
    old = planned(FRIDAY, duty()).messages[HOA][0]
    moved = duty(FRIDAY + timedelta(days=3))
    assert not still_owed(old, moved, BOOK)
    owed = planned(FRIDAY, moved, ledger=frozenset({old.key})).messages[HOA]
    assert [(item.counts_from, item.stage) for item in owed] == [(date(2025, 12, 1), "before-1")]


def test_lead_and_co_lead_offices_hear_of_it_in_one_message_each() -> None:
    found = planned(FRIDAY, duty(offices=(CULTURE, ECONOMY)), duty(deadline=date(2025, 11, 3)))
    assert {address: len(items) for address, items in found.messages.items()} == {HOA: 2, KIM: 1}


def test_two_heads_of_one_office_hear_each_and_one_person_in_two_offices_once() -> None:
    shared = AddressBook({CULTURE: {HOA: "Hoa", KIM: "Kim"}, ECONOMY: {KIM: "Kim"}})
    both = duty(offices=(CULTURE, ECONOMY))
    found = plan([both], shared, on=FRIDAY, ladder=LADDER)
    assert {address: len(items) for address, items in found.messages.items()} == {HOA: 1, KIM: 1}


def test_an_office_that_nobody_can_reach_is_named_not_passed_over() -> None:
    unreachable, unowned = duty(offices=(99,)), duty(offices=())
    assert planned(FRIDAY, unreachable, unowned) == Plan({}, ((7, 99), (7, None)))


def test_what_becomes_owed_after_the_days_message_went_out_waits_for_the_next_morning() -> None:
    task = duty()
    served = plan([task], BOOK, on=FRIDAY, ladder=LADDER, served={HOA})
    assert served.messages == {}
    assert climb(task, [date(2025, 12, 1)]) == [(date(2025, 12, 1), "due")]


def test_a_returned_report_is_owed_once_from_the_next_working_morning() -> None:
    task = duty(deadline=None, returned_on=date(2025, 11, 21), returned_to=CULTURE)
    assert climb(task, every_day(date(2025, 11, 21), date(2025, 12, 5))) == [
        (date(2025, 11, 22), RETURNED)
    ]


def test_a_second_return_is_told_too() -> None:
    first = duty(deadline=None, returned_on=date(2025, 11, 20), returned_to=CULTURE)
    again = duty(deadline=None, returned_on=date(2025, 11, 24), returned_to=CULTURE)
    told = planned(date(2025, 11, 21), first).messages[HOA][0]
    assert not still_owed(told, again, BOOK)
    assert planned(date(2025, 11, 25), again, ledger=frozenset({told.key})).messages[HOA]


def test_a_return_is_told_to_the_office_that_had_reported_and_only_while_it_leads() -> None:
    task = duty(offices=(CULTURE, ECONOMY), deadline=None, returned_on=date(2025, 11, 24),
                returned_to=ECONOMY)  # fmt: skip
    assert list(planned(FRIDAY, task).messages) == [KIM]
    reassigned = duty(deadline=None, returned_on=date(2025, 11, 24), returned_to=ECONOMY)
    assert planned(FRIDAY, reassigned) == Plan({}, ())


ITEM = Item(7, HOA, FRIDAY, "due", CULTURE)


@pytest.mark.parametrize(
    ("task", "book"),
    [
        (None, BOOK),
        (duty(status=Status.COMPLETED), BOOK),
        (duty(status=Status.AWAITING_ACCEPTANCE), BOOK),
        (duty(deadline=FRIDAY + timedelta(days=30)), BOOK),
        (duty(deadline=None), BOOK),
        (duty(offices=(ECONOMY,)), BOOK),
        (duty(), AddressBook({CULTURE: {KIM: "Kim"}})),
        (duty(), AddressBook({})),
    ],
    ids=[
        "removed",
        "completed",
        "reported",
        "moved",
        "undated",
        "reassigned",
        "successor",
        "nobody",
    ],
)
def test_right_before_sending_an_item_that_no_longer_holds_is_dropped(
    task: Duty | None, book: AddressBook
) -> None:
    assert still_owed(ITEM, duty(), BOOK)
    assert not still_owed(ITEM, task, book)


def test_stages_have_words() -> None:
    labels = [stage_label(stage) for stage in ("before-7", "due", "after-13", RETURNED)]
    assert [label % {"days": days} for label, days in labels] == [
        "trước hạn 7 ngày",
        "đến hạn",
        "mốc quá hạn 13 ngày",
        "báo cáo bị trả lại",
    ]


WATCHED = Ladder(
    CALENDAR,
    (
        Rung(0),
        Rung(3, Counted.WORKING, every=5),
        Rung(8, Counted.WORKING, audiences=frozenset({Audience.HEAD, Audience.LEADER})),
        Rung(-2, audiences=frozenset({Audience.SUPPORTING, Audience.SECRETARY, Audience.MAILBOX})),
    ),
)
MINH, LAN, BOX = "minh@cathai.example", "lan@cathai.example", "vhxh@cathai.example"
EVERYBODY = AddressBook(
    {CULTURE: {HOA: "Hoa"}, ECONOMY: {KIM: "Kim"}},
    {CULTURE: {BOX: "Phòng"}},
    {LAN: "Lan"},
    {MINH: "Minh"},
)


def recipients(on: date, ladder: Ladder = WATCHED) -> dict[str, list[str]]:
    task = Duty(7, Status.IN_PROGRESS, FRIDAY, (CULTURE,), supporting_ids=(ECONOMY,))
    found = plan([task], EVERYBODY, on=on, ladder=ladder).messages
    return {to: [item.stage for item in items] for to, items in found.items()}


def test_each_step_goes_to_its_own_audience_and_the_office_stays_in_copy_of_an_escalation() -> None:
    assert recipients(date(2025, 11, 26)) == {
        KIM: ["before-2"],
        LAN: ["before-2"],
        BOX: ["before-2"],
    }
    assert recipients(date(2025, 12, 3)) == {
        HOA: ["after-3"],
        KIM: ["before-2"],
        LAN: ["before-2"],
        BOX: ["before-2"],
    }
    assert recipients(date(2025, 12, 10))[HOA] == ["after-8"]
    assert recipients(date(2025, 12, 10))[MINH] == ["after-8"]
    assert recipients(date(2025, 12, 17))[MINH] == ["after-8"], "the leader is told once"
    assert recipients(date(2025, 12, 17))[HOA] == ["after-13"]
    assert MINH not in recipients(date(2025, 12, 18)), "what is too old is not sent unasked"


def test_an_item_of_any_audience_falls_with_its_reader_and_with_its_task() -> None:
    task = Duty(7, Status.IN_PROGRESS, FRIDAY, (CULTURE,), supporting_ids=(ECONOMY,))
    found = plan([task], EVERYBODY, on=date(2025, 12, 10), ladder=WATCHED, with_old=True)
    told = [item for items in found.messages.values() for item in items]
    assert {item.audience for item in told} == set(Audience)
    gone = AddressBook({})
    unsupported = Duty(7, Status.IN_PROGRESS, FRIDAY, (CULTURE,))
    assert all(still_owed(item, task, EVERYBODY) for item in told)
    assert not any(still_owed(item, task, gone) for item in told)
    supporting = [item for item in told if item.audience is Audience.SUPPORTING]
    assert not any(still_owed(item, unsupported, EVERYBODY) for item in supporting)


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
        "after-18",
        "after-30",
        "after-23",
        "after-28",
    ]


def test_what_came_too_long_ago_is_listed_and_goes_out_only_when_a_person_asks() -> None:
    short = Ladder(CALENDAR, (Rung(-3), Rung(0)))
    for on, is_sent in ((date(2025, 12, 5), True), (date(2025, 12, 8), False)):
        found = plan([duty()], BOOK, on=on, ladder=short)
        assert (HOA in found.messages, bool(found.too_old)) == (is_sent, not is_sent)
    asked = plan([duty()], BOOK, on=date(2025, 12, 8), ladder=short, with_old=True)
    assert [item.stage for item in asked.messages[HOA]] == ["due"]
    told = frozenset(item.key for item in asked.messages[HOA])
    after = plan([duty()], BOOK, on=date(2025, 12, 9), ladder=short, ledger=told)
    assert (after.messages, after.too_old) == ({}, ())


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
