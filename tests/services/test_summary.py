"""One summary for any day and any state of knowledge."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.comparison import Move
from tracker.domain.deadlines import Deadline, DeadlineKind
from tracker.domain.errors import RuleBroken
from tracker.domain.figures import Grouping, Summary
from tracker.domain.status import SETTABLE, Status
from tracker.domain.timeliness import Box
from tracker.models import Committee, Task
from tracker.services.summary import Overview, overview, summary
from tracker.services.tasks import change_deadline, change_status, reassign

TODAY = date(2025, 11, 24)
NOW = office_time(TODAY, 10)
OCTOBER = date(2025, 10, 31)
SEPTEMBER = date(2025, 9, 30)


def figures(cast: Cast, as_of: date, known_at: datetime | None = None) -> Summary:
    committee = db.session.get_one(Committee, cast.committee)
    return summary(committee, as_of=as_of, known_at=known_at, now=NOW)


def look_back(cast: Cast, as_of: date = OCTOBER, compare: date = SEPTEMBER) -> Overview:
    committee = db.session.get_one(Committee, cast.committee)
    return overview(committee, as_of=as_of, compare=compare, now=NOW)


def complete(task: Task, on: date, at: datetime | None = None) -> None:
    change_status(task, Status.COMPLETED, on=on, at=at or office_time(on), by=None)


def test_the_figures_of_a_day_are_counted_from_the_tasks_of_that_day(cast: Cast) -> None:
    complete(cast.assign(deadline="15/10/2025"), date(2025, 10, 15))
    complete(cast.assign(deadline="15/10/2025"), date(2025, 10, 16))
    complete(cast.assign(deadline="15/12/2025"), date(2025, 11, 3))
    cast.assign(deadline="30/10/2025")
    cast.assign(deadline="Thường xuyên")
    cast.assign(deadline="5/11/2025", on=date(2025, 11, 1))
    change_status(
        cast.assign(), Status.PAUSED, on=date(2025, 10, 1), at=NOW, by=None, reason="Chờ kinh phí"
    )
    october = figures(cast, OCTOBER)
    assert dict(october.tally.boxes) == {
        Box.COMPLETED_ON_TIME: 1,
        Box.COMPLETED_LATE: 1,
        Box.OPEN_ON_TRACK: 1,
        Box.OPEN_OVERDUE: 1,
        Box.OPEN_NO_DEADLINE: 1,
        Box.COMPLETED_NO_DEADLINE: 0,
    }
    assert (october.tally.total, october.tally.paused) == (5, 1)
    assert figures(cast, TODAY).tally.total == 6
    assert figures(cast, date(2025, 8, 25)).tally.total == 0


def test_a_correction_changes_the_past_and_a_signed_report_can_still_be_reproduced(
    cast: Cast,
) -> None:
    task = cast.assign(deadline="31/10/2025")
    complete(task, on=date(2025, 10, 28), at=office_time(date(2025, 11, 5)))
    assert figures(cast, OCTOBER).tally.completed == 1
    signed = figures(cast, OCTOBER, known_at=office_time(OCTOBER, 17))
    assert (signed.tally.completed, signed.tally.open) == (0, 1)


def test_a_task_counts_for_the_office_that_led_it_on_that_day(cast: Cast) -> None:
    task = cast.assign()
    cast.assign(office=None)
    reassign(
        task, cast.office("economy"), on=date(2025, 11, 10), at=NOW, by=None, reason="Đúng việc"
    )

    def offices(day: date) -> list[tuple[str, int]]:
        groups = figures(cast, day).groups[Grouping.OFFICE]
        return [(group.name, group.tally.total) for group in groups]

    assert offices(OCTOBER) == [("Phòng Văn hóa - Xã hội", 1), ("Chưa giao cơ quan chủ trì", 1)]
    assert offices(TODAY) == [("Phòng Kinh tế", 1), ("Chưa giao cơ quan chủ trì", 1)]


def test_sections_stand_in_the_order_of_the_annex_and_those_without_one_last(cast: Cast) -> None:
    for section in ("", "II. NHÂN LỰC", "I. HẠ TẦNG", "II. NHÂN LỰC"):
        cast.assign(section=section)
    groups = figures(cast, TODAY).groups[Grouping.SECTION]
    assert [(group.name, group.tally.total) for group in groups] == [
        ("II. NHÂN LỰC", 2),
        ("I. HẠ TẦNG", 1),
        ("Không thuộc mục nào", 1),
    ]


def test_another_committee_s_tasks_are_not_counted(cast: Cast) -> None:
    cast.assign(elsewhere=True)
    assert figures(cast, TODAY).tally.total == 0
    assert figures(cast, TODAY).groups[Grouping.DIRECTIVE] == ()


def test_a_day_or_a_moment_to_come_has_no_figures(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as broken:
        figures(cast, date(2025, 11, 25))
    assert broken.value.field == "as_of"
    with pytest.raises(RuleBroken) as broken:
        figures(cast, OCTOBER, known_at=office_time(date(2025, 11, 25)))
    assert broken.value.field == "known_at"


def test_the_committee_sets_decimals_and_what_due_soon_means(cast: Cast) -> None:
    committee = db.session.get_one(Committee, cast.committee)
    committee.percent_decimals, committee.due_soon_days = 2, 3
    db.session.commit()
    for day in ("27/11/2025", "28/11/2025"):
        cast.assign(deadline=day)
    complete(cast.assign(), OCTOBER)
    found = figures(cast, TODAY)
    assert found.tally.due_soon == 1
    assert str(found.percents.completed) == "33.33"


def test_the_earlier_day_stands_beside_with_what_moved_since(cast: Cast) -> None:
    late = cast.assign("Chậm từ tháng chín", deadline="15/9/2025")
    newly_late = cast.assign("Chậm từ tháng mười", deadline="15/10/2025")
    done = cast.assign("Đã xong", deadline="31/12/2025")
    complete(done, date(2025, 10, 20))
    extended = cast.assign("Được gia hạn", deadline="30/9/2025")
    change_deadline(
        extended, Deadline(DeadlineKind.DATED, on=date(2025, 12, 31)), on=date(2025, 10, 2), at=NOW,
        by=None, reason="Chờ kinh phí", document_number="12/TB-UBND",
    )  # fmt: skip
    found = look_back(cast)
    moved = found.comparison.moves
    assert moved[Move.COMPLETED] == (done.id,)
    assert moved[Move.OVERDUE] == (newly_late.id,)
    assert moved[Move.EXTENDED] == (extended.id,)
    assert found.comparison.before.tally.completed == 0
    assert [(task.id, task.days) for task in found.delays] == [(late.id, 46), (newly_late.id, 16)]
    assert found.delays[0].office == "Phòng Văn hóa - Xã hội"


def test_at_most_ten_of_the_worst_delays_are_named(cast: Cast) -> None:
    for day in range(1, 13):
        cast.assign(deadline=f"{day}/10/2025")
    delays = look_back(cast).delays
    assert [task.days for task in delays] == list(range(30, 20, -1))


def test_the_day_beside_must_be_earlier(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as broken:
        look_back(cast, as_of=OCTOBER, compare=OCTOBER)
    assert broken.value.field == "compare"


def test_the_number_of_queries_does_not_grow_with_the_number_of_tasks(cast: Cast) -> None:
    def queries() -> int:
        seen: list[str] = []
        db.session.rollback()
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        look_back(cast)
        return len(seen)

    cast.assign(deadline="1/10/2025")
    one = queries()
    for _ in range(12):
        cast.assign(deadline="1/10/2025")
    assert queries() == one


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_for_any_history_and_day_the_groups_add_up_to_the_total(
    cast: Cast, data: st.DataObject
) -> None:
    task = cast.assign(
        deadline=data.draw(st.sampled_from(["", "15/10/2025", "Thường xuyên", "31/12/2025"])),
        office=data.draw(st.sampled_from(["culture", "economy", None])),
        section=data.draw(st.sampled_from(["", "I", "II"])),
    )
    days = st.dates(date(2025, 8, 26), TODAY)
    for _ in range(data.draw(st.integers(0, 3))):
        new = data.draw(st.sampled_from(SETTABLE))
        change_status(task, new, on=data.draw(days), at=NOW, by=None, reason="Theo văn bản")
    found = figures(cast, data.draw(days))
    for groups in found.groups.values():
        for box in Box:
            assert sum(group.tally.boxes[box] for group in groups) == found.tally.boxes[box]
        assert sum(group.tally.paused for group in groups) == found.tally.paused
        assert sum(group.tally.cancelled for group in groups) == found.tally.cancelled
