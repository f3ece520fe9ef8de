"""Which reminders are owed: the ladder's days, the ledger, the addresses, and what is dropped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.duties import (
    BOOK,
    CALENDAR,
    CULTURE,
    ECONOMY,
    FRIDAY,
    HOA,
    KIM,
    LADDER,
    climb,
    days,
    duty,
    every_day,
    planned,
)
from tracker.domain.reminder_ladder import (
    RETURNED,
    Audience,
    Counted,
    Ladder,
    Rung,
    stage_number,
)
from tracker.domain.reminder_policy import AddressBook, Duty, Item, Plan, plan, still_owed
from tracker.domain.status import Status


def stages(on: date, *duties: Duty) -> list[str]:
    return [item.stage for items in planned(on, *duties).messages.values() for item in items]


ITEM = Item(7, HOA, FRIDAY, "due", CULTURE)
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


def test_before_the_first_stage_nothing_is_owed() -> None:
    assert stages(date(2025, 11, 20), duty()) == []


def test_nothing_goes_out_on_a_weekend_or_holiday_and_a_swapped_saturday_is_worked() -> None:
    late = duty(date(2025, 8, 1))
    for day_off in (date(2025, 11, 23), date(2025, 11, 29), date(2025, 9, 2)):
        assert planned(day_off, late) == Plan({}, ())
    assert stages(date(2025, 11, 22), late) == ["after-78-working"]


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
    numbers = [stage_number(stage)
               for _, stage in sent]  # fmt: skip
    assert numbers == sorted(set(numbers))
    assert all(CALENDAR.is_working(morning) for morning, _ in sent)


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


def test_each_step_goes_to_its_own_audience_and_the_office_stays_in_copy_of_an_escalation() -> None:
    assert recipients(date(2025, 11, 26)) == {
        KIM: ["before-2"],
        LAN: ["before-2"],
        BOX: ["before-2"],
    }
    assert recipients(date(2025, 12, 3)) == {
        HOA: ["after-3-working"],
        KIM: ["before-2"],
        LAN: ["before-2"],
        BOX: ["before-2"],
    }
    assert recipients(date(2025, 12, 10))[HOA] == ["after-8-working"]
    assert recipients(date(2025, 12, 10))[MINH] == ["after-8-working"]
    assert recipients(date(2025, 12, 17))[MINH] == ["after-8-working"], "the leader is told once"
    assert recipients(date(2025, 12, 17))[HOA] == ["after-13-working"]
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
