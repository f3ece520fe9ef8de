"""What the list shows for which filter, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from tests.cast import ASSIGNED_ON, Cast, office_time
from tracker.db import db, writing
from tracker.domain.deadlines import Deadline
from tracker.domain.figures import tally
from tracker.domain.status import Status
from tracker.models import Task
from tracker.queries.history import states
from tracker.queries.summary import office_names
from tracker.queries.task_filters import UNASSIGNED, Sort, TaskFilter
from tracker.queries.task_groups import GROUP_LABELS
from tracker.queries.task_list import PAGE_SIZE, TaskList, matching_ids, task_list, task_tally
from tracker.queries.task_order import places_of
from tracker.services.tasks import change_deadline, change_status, reassign, remove_task

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)


def listed(cast: Cast, who: str = "lan", **chosen: object) -> TaskList:
    member = cast.member(who)
    offices = office_names(member.committee_id)
    places = places_of(member.committee_id)
    asked = TaskFilter(**chosen)  # type: ignore[arg-type]  # any field
    return task_list(member, asked, TODAY, offices, places=places)


def titles(cast: Cast, who: str = "lan", **chosen: object) -> list[str]:
    return [row.title for row in listed(cast, who, **chosen).rows]


def set_status(cast: Cast, task: Task, status: Status, on: date, reason: str = "") -> None:
    change_status(task, status, on=on, at=NOW, by=cast.user("lan"), reason=reason)


def due(task: Task, day: date, on: date = TODAY) -> None:
    change_deadline(
        task, Deadline.due(day), on=on, at=NOW, by=None, reason="Lý do", document_number="12/TB"
    )


@pytest.fixture
def every_box(cast: Cast) -> dict[str, Task]:
    """A task in each place that a number can count."""
    dated = {"on_time": 10, "late": 10, "overdue": 10, "soon": 28, "on_track": 31}
    made = {}
    for name in (*dated, "open_none", "completed_none", "paused", "cancelled"):
        made[name] = cast.assign(name)
        if name in dated:
            month = 12 if name == "on_track" else 11
            due(made[name], date(2025, month, dated[name]), on=ASSIGNED_ON)
    set_status(cast, made["on_time"], Status.COMPLETED, date(2025, 11, 10))
    set_status(cast, made["late"], Status.COMPLETED, date(2025, 11, 11))
    set_status(cast, made["completed_none"], Status.COMPLETED, date(2025, 11, 11))
    set_status(cast, made["paused"], Status.PAUSED, TODAY, "Chờ kinh phí")
    set_status(cast, made["cancelled"], Status.CANCELLED, TODAY, "Trùng nhiệm vụ")
    return made


def test_filters_by_words_that_stand_in_the_task(cast: Cast) -> None:
    cast.assign("Một", section="I. Thể chế", field="Chuyển đổi số")
    cast.assign("Hai")
    assert titles(cast, section="I. Thể chế") == ["Một"]
    assert titles(cast, section="") == ["Hai"]
    assert titles(cast, field="Chuyển đổi số") == ["Một"]
    assert titles(cast, directive=cast.directive) == ["Một", "Hai"]
    assert titles(cast, directive=cast.other_directive) == []


def test_filters_by_office_status_and_deadline(cast: Cast) -> None:
    due(cast.assign("Một"), date(2025, 12, 1))
    due(cast.assign("Hai", office="economy"), date(2025, 12, 31))
    cast.assign("Ba", office=None)
    assert titles(cast, office=cast.economy) == ["Hai"]
    assert titles(cast, office=UNASSIGNED) == ["Ba"]
    assert titles(cast, due_from=date(2025, 12, 1), due_to=date(2025, 12, 30)) == ["Một"]
    assert titles(cast, due_from=date(2025, 12, 2)) == ["Hai"]
    assert titles(cast, status=Status.NOT_STARTED) == ["Một", "Hai", "Ba"]
    assert titles(cast, status=Status.COMPLETED) == []


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("completed", "on_time late completed_none"),
        ("open", "overdue soon on_track open_none"),
        ("all", "on_time late overdue soon on_track open_none completed_none"),
        ("fallen_due", "on_time late overdue"),
        ("no_deadline", "open_none completed_none"),
        ("due_soon", "soon"),
        ("completed_on_time", "on_time"),
        ("completed_late", "late"),
        ("open_on_track", "soon on_track"),
        ("open_overdue", "overdue"),
        ("open_no_deadline", "open_none"),
        ("completed_no_deadline", "completed_none"),
        ("paused", "paused"),
        ("cancelled", "cancelled"),
    ],
)
def test_a_number_opens_exactly_its_tasks(
    cast: Cast, every_box: dict[str, Task], group: str, expected: str
) -> None:
    assert titles(cast, group=group) == expected.split()


def test_every_group_has_a_name_and_is_counted_as_it_is_listed(
    cast: Cast, every_box: dict[str, Task]
) -> None:
    found = listed(cast)
    figures = {
        **{box.value: count for box, count in found.tally.boxes.items()},
        "all": found.tally.total,
        "completed": found.tally.completed,
        "open": found.tally.open,
        "due_soon": found.tally.due_soon,
        "fallen_due": found.tally.fallen_due,
        "no_deadline": found.tally.no_deadline,
        "paused": found.tally.paused,
        "cancelled": found.tally.cancelled,
    }
    assert {name: listed(cast, group=name).matching for name in GROUP_LABELS} == figures


def test_the_present_read_from_the_tasks_is_today_read_from_their_history(
    cast: Cast, every_box: dict[str, Task]
) -> None:
    cast.assign("ở mục khác", section="II", office="economy", deadline="1/12/2025")
    cast.assign("Ấp chưa giao", section="I", office=None)
    cast.assign("thêm vào mục II", section="II")
    assert listed(cast).tally == listed(cast, as_of=TODAY).tally
    ids = [row.id for row in listed(cast).rows]
    assert matching_ids(cast.member("lan"), TaskFilter(), TODAY) == ids
    for chosen in (
        *({"group": group} for group in GROUP_LABELS),
        *({"sort": sort} for sort in Sort),
        *({"status": status} for status in Status),
        *({"office": office} for office in (cast.economy, UNASSIGNED)),
        {"due_from": date(2025, 11, 10), "due_to": date(2025, 12, 1)},
        {"words": "muc", "sort": Sort.OFFICE},
    ):
        assert titles(cast, **chosen) == titles(cast, as_of=TODAY, **chosen), chosen


def test_totals_respect_the_filter_but_count_every_box(
    cast: Cast, every_box: dict[str, Task]
) -> None:
    cast.assign("Của phòng khác", office="economy")
    found = listed(cast, office=cast.culture, group="open_overdue")
    assert (found.tally.total, found.tally.completed, found.matching) == (7, 3, 1)
    assert task_tally(cast.member("lan"), TaskFilter(office=cast.economy), TODAY).total == 1


def test_a_past_day_lists_what_the_figures_of_that_day_counted(
    cast: Cast, every_box: dict[str, Task]
) -> None:
    day = date(2025, 11, 10)
    reassign(every_box["soon"], cast.office("economy"), on=TODAY, at=NOW, by=None, reason="Đúng")
    with writing():
        remove_task(every_box["on_track"], on=TODAY, at=NOW, by=None, reason="Nhập nhầm")
    found = listed(cast, as_of=day)
    stood = [state for _, state in states(cast.committee, day)]
    assert found.tally == tally(stood, day, 7)
    assert titles(cast, as_of=day, group="completed_on_time") == ["on_time"]
    assert titles(cast, as_of=day, group="open_overdue") == []
    assert "soon" in titles(cast, as_of=day, office=cast.culture)
    withdrawn = [row.title for row in found.rows if not row.is_listed]
    assert withdrawn == ["on_track"]
    assert "on_track" not in titles(cast)


def test_what_was_not_known_yet_is_not_counted(cast: Cast, every_box: dict[str, Task]) -> None:
    before = office_time(date(2025, 11, 23))
    past = {"as_of": date(2025, 11, 12), "group": "completed"}
    assert len(titles(cast, **past)) == 3
    assert titles(cast, **past, known_at=before) == []


def test_before_the_assignment_there_is_nothing(cast: Cast) -> None:
    cast.assign()
    found = listed(cast, as_of=date(2025, 8, 25))
    assert (list(found.rows), found.tally.total) == ([], 0)


def test_a_task_added_by_hand_joins_its_section(cast: Cast) -> None:
    for title, section in (("1", "I"), ("2", "II"), ("thêm", "I")):
        cast.assign(title, section=section)
    assert titles(cast) == ["1", "thêm", "2"]


def test_titles_sort_in_vietnamese_order(cast: Cast) -> None:
    words = ["đất", "dân", "Ăn", "an", "ấp", "ba", "ca 10", "ca 9", "đá", "Bà"]
    for word in words:
        cast.assign(word)
    in_order = ["an", "Ăn", "ấp", "ba", "Bà", "ca 9", "ca 10", "dân", "đá", "đất"]
    assert titles(cast, sort=Sort.TITLE) == in_order


def test_deadlines_sort_by_day_and_undated_tasks_come_last(cast: Cast) -> None:
    cast.assign("không hạn")
    due(cast.assign("sau"), date(2026, 1, 1))
    due(cast.assign("trước"), date(2025, 12, 1))
    assert titles(cast, sort=Sort.DEADLINE) == ["trước", "sau", "không hạn"]


def test_offices_sort_by_name_and_unassigned_tasks_come_last(cast: Cast) -> None:
    cast.assign("chưa giao", office=None)
    cast.assign("văn hóa")
    cast.assign("kinh tế", office="economy")
    assert titles(cast, sort=Sort.OFFICE) == ["kinh tế", "văn hóa", "chưa giao"]


def test_a_head_sees_the_tasks_of_the_office_and_nobody_another_committee(cast: Cast) -> None:
    cast.assign("văn hóa")
    cast.assign("kinh tế", office="economy")
    cast.assign("nơi khác", elsewhere=True)
    assert titles(cast, "hoa") == ["văn hóa"]
    assert titles(cast, "kim", as_of=TODAY) == ["kinh tế"]
    assert titles(cast, "minh") == ["văn hóa", "kinh tế"]
    assert titles(cast, "quang") == ["nơi khác"]


def test_an_extension_shows_and_a_first_date_is_none(cast: Cast) -> None:
    extended = cast.assign("gia hạn", deadline="31/10/2025")
    due(extended, date(2025, 11, 30))
    found = cast.assign("xác định", deadline="Khi có hướng dẫn")
    due(found, date(2025, 11, 30))
    assert [row.is_extended for row in listed(cast).rows] == [True, False]


def test_pages_hold_a_hundred_and_a_page_too_far_is_the_last(cast: Cast) -> None:
    _assign_many(cast, PAGE_SIZE + 2)
    first, second = listed(cast), listed(cast, page=99)
    assert (len(first.rows), first.pages, first.matching) == (PAGE_SIZE, 2, PAGE_SIZE + 2)
    assert (len(second.rows), second.page) == (2, 2)


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    def asked(**chosen: object) -> int:
        member, offices = cast.member("lan"), office_names(cast.committee)
        assert member.committee.due_soon_days
        with counted() as statements:
            task_list(member, TaskFilter(**chosen), TODAY, offices)  # type: ignore[arg-type]  # any
        return len(statements)

    cast.assign()
    few = [asked(), asked(as_of=TODAY), asked(sort=Sort.TITLE)]
    _assign_many(cast, 30)
    assert [asked(), asked(as_of=TODAY), asked(sort=Sort.TITLE)] == few == [3, 3, 3]


def _assign_many(cast: Cast, number: int) -> None:
    for place in range(number):
        cast.assign(f"Nhiệm vụ {place}")


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
