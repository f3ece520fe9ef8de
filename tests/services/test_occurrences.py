"""A due day of a recurring task is met once, by the secretary's word; what is not met is urged."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import RuleBroken
from tracker.domain.recurrence import Frequency, Recurrence
from tracker.domain.status import Status
from tracker.domain.timeliness import Box
from tracker.models import Committee, Mail, Task, TaskOccurrence
from tracker.queries.occurrences import recorded_occurrences, recurring
from tracker.queries.reminder_facts import duties
from tracker.services.occurrences import complete_occurrence, withdraw_occurrence
from tracker.services.reminder_planning import plan, preview
from tracker.services.reminders import send
from tracker.services.summary import summary
from tracker.services.tasks import change_deadline, change_status

NOON = office_time(TODAY, 12)
AUGUST, SEPTEMBER, OCTOBER = date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 31)
NOVEMBER = date(2025, 11, 30)
# The three working days after 31/10 and the first repetition after them.
LATE, LATER = date(2025, 11, 5), date(2025, 11, 12)


def done(cast: Cast, task: Task, due_on: date, on: date = TODAY, **told: str) -> TaskOccurrence:
    return complete_occurrence(task, due_on, on=on, at=NOON, by=cast.user("lan"), **told)


def done_until_october(cast: Cast, task: Task) -> None:
    for due_on in (AUGUST, SEPTEMBER):
        done(cast, task, due_on, on=due_on)


def owed(cast: Cast, task: Task) -> date | None:
    return duties(cast.committee)[task.id].deadline


def test_both_days_are_kept_the_one_of_the_work_and_the_one_of_the_record(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    done(cast, task, AUGUST, on=date(2025, 8, 29), note=" Báo cáo 12/BC-VHXH ")
    (found,) = recorded_occurrences(task.id)
    assert (found.due_on, found.completed_on, found.recorded_at) == (
        AUGUST,
        date(2025, 8, 29),
        NOON,
    )
    assert found.note == "Báo cáo 12/BC-VHXH"
    assert found.recorded_by is not None
    assert found.recorded_by.name == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    ("due_on", "on", "field"),
    [
        (date(2025, 10, 15), TODAY, "due_on"),
        (date(2025, 7, 31), TODAY, "due_on"),
        (date(2025, 12, 31), TODAY, "due_on"),
        (OCTOBER, date(2025, 11, 25), "completed_on"),
        (AUGUST, date(2025, 8, 25), "completed_on"),
    ],
    ids=["no-due-day", "before-assignment", "not-begun", "in-the-future", "before-it-was-assigned"],
)
def test_a_completion_that_cannot_be_right_is_refused(
    cast: Cast, due_on: date, on: date, field: str
) -> None:
    task = cast.assign(deadline="hằng tháng")
    with pytest.raises(RuleBroken) as broken:
        done(cast, task, due_on, on=on)
    assert broken.value.field == field
    assert recorded_occurrences(task.id) == []


def test_an_occurrence_is_completed_once(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    done(cast, task, AUGUST)
    with pytest.raises(RuleBroken, match="đã được ghi hoàn thành ngày 24/11/2025"):
        done(cast, task, AUGUST)


def test_the_database_too_refuses_a_second_completion(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    done(cast, task, AUGUST)
    db.session.add(
        TaskOccurrence(task_id=task.id, due_on=AUGUST, completed_on=TODAY, recorded_at=NOON)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_mistake_is_withdrawn_and_written_anew_and_all_of_it_stays(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    wrong = done(cast, task, AUGUST, on=date(2025, 9, 3))
    withdraw_occurrence(wrong, at=NOON, by=cast.user("lan"))
    assert owed(cast, task) == AUGUST
    with pytest.raises(RuleBroken):
        withdraw_occurrence(wrong, at=NOON, by=cast.user("lan"))
    done(cast, task, AUGUST, on=date(2025, 8, 30))
    assert [one.completed_on for one in recorded_occurrences(task.id)] == [date(2025, 8, 30)]
    assert db.session.query(TaskOccurrence).count() == 2


@pytest.mark.parametrize("deadline", ["31/12/2025", "thường xuyên", "sau khi có quy chế"])
def test_only_a_recurring_task_has_occurrences(cast: Cast, deadline: str) -> None:
    task = cast.assign(deadline=deadline)
    with pytest.raises(RuleBroken, match="không thực hiện theo kỳ"):
        done(cast, task, AUGUST)


def test_what_fell_due_before_the_task_was_entered_here_is_not_owed(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng", at=office_time(date(2025, 10, 3)))
    assert owed(cast, task) == OCTOBER


def test_a_rule_that_was_decided_later_is_owed_from_its_day_on(cast: Cast) -> None:
    task = cast.assign(deadline="31/12/2025")
    change_deadline(
        task,
        Deadline.recurring(Recurrence(Frequency.MONTHLY)),
        on=date(2025, 11, 3),
        at=NOON,
        by=cast.user("lan"),
        reason="Chuyển sang báo cáo hằng tháng",
        document_number="12/TB-UBND",
    )
    assert owed(cast, task) == NOVEMBER


def test_the_oldest_due_day_that_was_not_met_is_urged_like_a_deadline(cast: Cast) -> None:
    task = cast.assign("Báo cáo kết quả chuyển đổi số", deadline="hằng tháng")
    done_until_october(cast, task)
    assert owed(cast, task) == OCTOBER
    (message,) = preview(cast.committee, on=LATE).messages
    (entry,) = message.entries
    assert (entry.section, entry.stage, entry.deadline) == ("overdue", "after-3-working", OCTOBER)
    assert message.subject == "[NQ57] 01 nhiệm vụ quá hạn"
    done(cast, task, OCTOBER)
    assert preview(cast.committee, on=LATE).messages == ()
    (message,) = preview(cast.committee, on=TODAY).messages
    assert [(one.section, one.stage, one.deadline) for one in message.entries] == [
        ("due_soon", "before-7", NOVEMBER)
    ]


def test_each_stage_of_an_occurrence_is_planned_once(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    done_until_october(cast, task)
    committee = db.session.get_one(Committee, cast.committee)
    planned = [plan(committee, on=on, now=office_time(on)) for on in (LATE, LATE, LATER, LATER)]
    assert planned == [1, 0, 2, 0], "the second time the leader hears of it too"
    told = db.session.execute(
        db.text("SELECT stage, deadline_on FROM reminders WHERE audience = 'head' ORDER BY id")
    )
    assert [(stage, str(day)) for stage, day in told] == [
        ("after-3-working", "2025-10-31"),
        ("after-8-working", "2025-10-31"),
    ]


def test_a_paused_task_owes_no_occurrence(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    change_status(task, Status.PAUSED, on=TODAY, at=NOON, by=cast.user("lan"), reason="Chờ vốn")
    assert task.id not in duties(cast.committee)


def test_the_figures_count_a_recurring_task_beside_the_four_boxes_done_or_not(cast: Cast) -> None:
    task = cast.assign(deadline="hằng tháng")
    cast.assign(deadline="31/12/2025")
    committee = db.session.get_one(Committee, cast.committee)

    def boxes() -> tuple[int, int, int]:
        tally = summary(committee, as_of=TODAY, now=NOON).tally
        return tally.no_deadline, tally.boxes[Box.OPEN_ON_TRACK], tally.overdue

    assert boxes() == (1, 1, 0)
    done(cast, task, AUGUST)
    assert boxes() == (1, 1, 0)


def test_only_recurring_tasks_are_read_with_their_own_completions(cast: Cast) -> None:
    monthly, quarterly = cast.assign(deadline="hằng tháng"), cast.assign(deadline="hằng quý")
    cast.assign(deadline="31/12/2025")
    done(cast, monthly, AUGUST)
    found = recurring(Task.committee_id == cast.committee)
    assert set(found) == {monthly.id, quarterly.id}
    assert found[monthly.id].completed == {AUGUST: TODAY}
    assert found[quarterly.id].overdue(TODAY) == [SEPTEMBER]


def test_the_letter_names_the_due_day_that_is_owed(cast: Cast) -> None:
    task = cast.assign("Báo cáo kết quả chuyển đổi số", deadline="hằng tháng")
    done_until_october(cast, task)
    committee = db.session.get_one(Committee, cast.committee)
    assert send(committee, on=LATE, now=office_time(LATE)).sent == 1
    told = db.session.query(Mail).one().body_text
    assert "QUÁ HẠN (01)" in told
    assert "Nhiệm vụ định kỳ, kỳ này đến hạn: thứ Sáu, 31/10/2025" in told
    assert "Thư nhắc tiếp theo về các nhiệm vụ chưa hoàn thành: thứ Tư, 12/11/2025." in told
