"""A saved annex can be taken back as long as nothing was built on it; its history stays."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, GROUPS, PORTAL, annex, but
from tests.cast import Cast, office_time
from tests.services.annexes import NOW, TODAY, Desk
from tracker.domain.deadlines import Deadline
from tracker.domain.errors import RuleBroken
from tracker.domain.status import Status
from tracker.models import Annex, AnnexState, Task
from tracker.queries.annexes import undoable
from tracker.queries.history import states
from tracker.queries.integrity import discrepancies
from tracker.services.annexes import Fate, undo_annex
from tracker.services.progress_reports import report_progress
from tracker.services.reminder_planning import plan
from tracker.services.tasks import change_deadline, change_status

LATER = office_time(TODAY, 15)
REVISED = {"number": "120/KH-UBND", "day": "10/11/2025"}


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def undo(annex: Annex) -> None:
    undo_annex(annex, at=LATER, by=None)
    assert list(discrepancies()) == []


def test_its_tasks_leave_the_list_and_every_past_figure(desk: Desk) -> None:
    kept = desk.save()
    undo(kept)
    assert (kept.state, kept.undone_at) == (AnnexState.UNDONE, LATER)
    assert desk.tasks() == {}
    day = date(2025, 11, 1)
    assert list(states(desk.cast.committee, day)) == []
    known = list(states(desk.cast.committee, day, known_at=NOW))
    assert len(known) == 3, "a report that was signed before the undo can still be reproduced"


def test_after_the_undo_the_annex_can_be_saved_again(desk: Desk) -> None:
    undo(desk.save())
    assert desk.rehearse(annex()).fates()[Fate.NEW] == 3
    desk.save()
    assert len(desk.tasks()) == 3


def test_what_it_changed_is_as_before_on_every_day(desk: Desk) -> None:
    desk.save()
    task = desk.tasks()["1"]
    change_status(task, Status.IN_PROGRESS, percent=40, on=date(2025, 11, 3), at=NOW, by=None)
    change_deadline(
        task, Deadline.due(date(2025, 11, 30)), on=date(2025, 11, 20), at=NOW, by=None,
        reason="Chờ kinh phí", document_number="12/TB-UBND",
    )  # fmt: skip
    days = [date(2025, 11, day) for day in (2, 9, 10, 15, 20, 24)]
    before = [dict(states(desk.cast.committee, day)) for day in days]
    revised = but(
        DIGITIZE, deadline="31/12/2025", lead=ECONOMY, supporting=CULTURE, product="Dữ liệu"
    )
    kept = desk.save(annex(revised, PORTAL, **REVISED), revises_id=task.directive_id)
    assert [dict(states(desk.cast.committee, day)) for day in days] != before
    undo(kept)
    assert [dict(states(desk.cast.committee, day)) for day in days] == before
    assert (task.deliverable, task.lead_text, task.supporting_text) == ("Báo cáo", CULTURE, ECONOMY)
    assert [part.office_id for part in task.offices] == [desk.cast.economy]
    assert desk.rehearse(annex()).fates()[Fate.UNCHANGED] == 3


def test_a_cancelled_task_is_open_again_with_its_percent(desk: Desk) -> None:
    desk.save()
    task = desk.tasks()["3"]
    change_status(task, Status.IN_PROGRESS, percent=40, on=date(2025, 11, 3), at=NOW, by=None)
    kept = desk.save(
        annex(DIGITIZE, PORTAL, **REVISED), revises_id=task.directive_id, cancel=(task.id,)
    )
    assert task.status is Status.CANCELLED
    undo(kept)
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 40)


def test_the_same_revision_can_be_rehearsed_again_after_its_undo(desk: Desk) -> None:
    desk.save()
    extended = annex(but(DIGITIZE, deadline="31/12/2025"), PORTAL, GROUPS, **REVISED)
    directive_id = desk.tasks()["1"].directive_id
    undo(desk.save(extended, revises_id=directive_id))
    assert desk.rehearse(extended, revises_id=directive_id).fates()[Fate.CHANGED] == 1


def report(desk: Desk, task: Task) -> None:
    report_progress(
        task, office=desk.cast.office("culture"), status=Status.IN_PROGRESS, percent=10,
        text="Đang làm", on=TODAY, at=LATER, by=desk.cast.user("hoa"),
    )  # fmt: skip


def change(desk: Desk, task: Task) -> None:
    change_status(task, Status.IN_PROGRESS, on=TODAY, at=LATER, by=None)


def remind(desk: Desk, task: Task) -> None:
    assert plan(desk.committee, on=TODAY, now=LATER)


def revise(desk: Desk, task: Task) -> None:
    desk.save(
        annex(but(DIGITIZE, deadline="31/12/2025"), PORTAL, GROUPS, **REVISED),
        revises_id=task.directive_id,
    )


@pytest.mark.parametrize("build", [report, change, remind, revise])
def test_what_something_was_built_on_stays(desk: Desk, build: Callable[[Desk, Task], None]) -> None:
    kept = desk.save()
    assert undoable(desk.cast.committee) == {kept.id}
    build(desk, desk.tasks()["1"])
    assert kept.id not in undoable(desk.cast.committee)
    with pytest.raises(RuleBroken, match="không hoàn tác được"):
        undo_annex(kept, at=LATER, by=None)
    assert len(desk.tasks()) == 3
    assert kept.state is AnnexState.SAVED


def test_it_is_undone_once(desk: Desk) -> None:
    kept = desk.save()
    undo(kept)
    with pytest.raises(RuleBroken, match="đã được xử lý"):
        undo_annex(kept, at=LATER, by=None)


def test_an_undone_annex_does_not_touch_those_beside_it(desk: Desk) -> None:
    first = desk.save()
    second = desk.save(annex(but(GROUPS, title="Tập huấn kỹ năng số cho người dân 58 thôn")))
    undo(first)
    assert [task.annex_id for task in desk.tasks().values()] == [second.id]
