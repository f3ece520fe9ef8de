"""A revised annex changes what it says otherwise, and keeps statuses and history."""

from datetime import date

import pytest

from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, GROUPS, PORTAL, annex, but
from tests.cast import Cast
from tests.services.annexes import NOW, TODAY, Desk
from tracker.domain.deadlines import Deadline
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Part
from tracker.queries.history import states
from tracker.services.annexes import Difference, Fate, Problem
from tracker.services.progress_reports import report_progress
from tracker.services.tasks import change_deadline, change_status, reassign

ON = date(2025, 11, 10)
REVISED = {"number": "120/KH-UBND", "day": "10/11/2025"}


@pytest.fixture
def desk(cast: Cast) -> Desk:
    desk = Desk(cast)
    desk.save()
    return desk


def revision(desk: Desk, *rows: tuple[str, ...], **choices: object) -> dict[str, object]:
    """The content of an annex of a later document, and that it revises the first one."""
    return {
        "content": annex(*rows, **REVISED),
        "revises_id": desk.tasks()["1"].directive_id,
        **choices,
    }


def test_a_changed_deadline_is_an_extension_by_the_new_document(desk: Desk) -> None:
    extended = but(DIGITIZE, deadline="31/12/2025")
    desk.save(**revision(desk, extended, PORTAL, GROUPS))
    task = desk.tasks()["1"]
    deadlines = [change for change in task.changes if change.field is Field.DEADLINE]
    assert [(one.old, one.new, one.document_number) for one in deadlines] == [
        (None, "2025-10-31", ""),
        ("2025-10-31", "2025-12-31", "120/KH-UBND"),
    ]
    assert (task.deadline_on, task.deadline_text) == (date(2025, 12, 31), "31/12/2025")
    on_the_day_before = dict(states(desk.cast.committee, date(2025, 11, 9)))[task.id]
    assert on_the_day_before.deadline == Deadline.due(date(2025, 10, 31))


def test_only_what_differs_is_shown_and_recorded(desk: Desk) -> None:
    change = revision(desk, but(DIGITIZE, deadline="31/12/2025"), PORTAL, GROUPS)
    rehearsal = desk.rehearse(**change)
    fates = rehearsal.fates()
    assert (fates[Fate.CHANGED], fates[Fate.UNCHANGED], fates[Fate.NEW]) == (1, 2, 0)
    changed = next(one for one in rehearsal.rows if one.fate is Fate.CHANGED)
    assert changed.differences == (Difference(Field.DEADLINE, "2025-10-31", "2025-12-31"),)
    desk.save(**change)
    assert [len(task.changes) for task in desk.tasks().values()] == [5, 4, 4]


def test_statuses_are_kept(desk: Desk) -> None:
    task = desk.tasks()["1"]
    change_status(task, Status.COMPLETED, on=ON, at=NOW, by=None, document_number="12/QĐ-UBND")
    desk.save(**revision(desk, but(DIGITIZE, product="Báo cáo, dữ liệu"), PORTAL, GROUPS))
    assert (task.status, task.status_since) == (Status.COMPLETED, ON)
    assert task.deliverable == "Báo cáo, dữ liệu"


def test_an_extension_that_was_granted_since_is_not_taken_back(desk: Desk) -> None:
    task = desk.tasks()["1"]
    change_deadline(
        task, Deadline.due(date(2026, 1, 31)), on=ON, at=NOW, by=None,
        reason="Chờ kinh phí", document_number="12/TB-UBND",
    )  # fmt: skip
    reassign(task, desk.cast.office("economy"), on=ON, at=NOW, by=None, reason="Đúng chức năng")
    assert desk.rehearse(annex()).fates()[Fate.UNCHANGED] == 3


def test_a_revised_lead_office_is_a_reassignment(desk: Desk) -> None:
    revised = but(DIGITIZE, lead=ECONOMY, supporting=CULTURE)
    desk.save(**revision(desk, revised, PORTAL, GROUPS))
    task = desk.tasks()["1"]
    assert (task.lead_office_id, task.lead_text) == (desk.cast.economy, ECONOMY)
    assert [(part.office_id, part.part) for part in task.offices] == [
        (desk.cast.culture, Part.SUPPORTING)
    ]
    told = {change.field: (change.old, change.new) for change in task.changes[4:]}
    assert told == {
        Field.LEAD_OFFICE: (str(desk.cast.culture), str(desk.cast.economy)),
        Field.SUPPORTING: (ECONOMY, CULTURE),
    }


def test_several_leads_are_one_lead_and_co_leads(desk: Desk) -> None:
    desk.save(**revision(desk, DIGITIZE, but(PORTAL, lead=f"{ECONOMY}; {CULTURE}"), GROUPS))
    task = desk.tasks()["2"]
    assert task.lead_office_id == desk.cast.economy
    assert [(part.office_id, part.part) for part in task.offices] == [
        (desk.cast.culture, Part.CO_LEAD)
    ]


def test_a_lead_office_that_was_unknown_is_filled_in(desk: Desk) -> None:
    content = annex(but(DIGITIZE, lead="Trạm Y tế"), number="5/KH-UBND")
    desk.save(content)
    again = desk.rehearse(content, offices={"Trạm Y tế": desk.cast.culture})
    assert again.rows[-1].differences == (Difference(Field.LEAD_OFFICE, "", CULTURE),)


def test_a_deadline_that_was_unknown_is_filled_in(desk: Desk) -> None:
    content = annex(but(DIGITIZE, deadline="Sau khi có quy chế"), number="5/KH-UBND")
    desk.save(content)
    assert desk.rehearse(content).fates()[Fate.UNCHANGED] == 1
    assert desk.rehearse(content).rows[-1].problems == (Problem.DEADLINE,)
    read = desk.rehearse(content, edits={"dòng 3": {"deadline": "31/12/2025"}})
    assert read.rows[-1].differences == (Difference(Field.DEADLINE, "unknown", "2025-12-31"),)


def test_tasks_that_are_gone_are_proposed_and_cancelled_only_where_ticked(desk: Desk) -> None:
    change = revision(desk, DIGITIZE)
    rehearsal = desk.rehearse(**change)
    assert [task.ordinal for task in rehearsal.missing] == ["2", "3"]
    desk.save(**change, cancel=(desk.tasks()["3"].id,))
    tasks = desk.tasks()
    assert [task.status for task in tasks.values()] == [
        Status.NOT_STARTED, Status.NOT_STARTED, Status.CANCELLED
    ]  # fmt: skip
    last = tasks["3"].changes[-1]
    assert (last.document_number, last.effective_on) == ("120/KH-UBND", ON)


def test_a_completed_task_or_one_with_a_waiting_report_is_not_cancelled(desk: Desk) -> None:
    portal, groups = desk.tasks()["2"], desk.tasks()["3"]
    change_status(portal, Status.COMPLETED, on=ON, at=NOW, by=None, document_number="12/QĐ-UBND")
    report_progress(
        groups, office=desk.cast.office("culture"), status=Status.COMPLETED, percent=100,
        text="Xong", on=TODAY, at=NOW, by=desk.cast.user("hoa"),
    )  # fmt: skip
    desk.save(**revision(desk, DIGITIZE, cancel=(portal.id, groups.id)))
    assert (portal.status, groups.status) == (Status.COMPLETED, Status.AWAITING_ACCEPTANCE)


def test_what_is_ticked_must_be_missing(desk: Desk) -> None:
    elsewhere = desk.cast.assign("Nhiệm vụ của Ban khác", elsewhere=True)
    kept = (desk.tasks()["1"].id, elsewhere.id)
    desk.save(**revision(desk, DIGITIZE, PORTAL, cancel=kept))
    assert (elsewhere.status, desk.tasks()["1"].status) == (Status.NOT_STARTED, Status.NOT_STARTED)


def test_new_tasks_stand_where_they_stand_in_the_annex(desk: Desk) -> None:
    first = ("1a", "Lắp đặt camera giám sát bến tàu", CULTURE, "", "", "31/12/2025")
    second = ("2a", "Tập huấn kỹ năng số cho người dân", ECONOMY, "", "", "31/12/2025")
    last = ("4", "Tổng kết, đánh giá thực hiện Kế hoạch", CULTURE, "", "", "31/12/2025")
    desk.save(**revision(desk, first, DIGITIZE, PORTAL, second, GROUPS, last))
    assert list(desk.tasks()) == ["1a", "1", "2", "2a", "3", "4"]
    added = desk.tasks()["2a"]
    assert {change.document_number for change in added.changes} == {"120/KH-UBND"}
    assert added.assigned_on == ON


def test_reworded_and_renumbered_rows_find_their_tasks(desk: Desk) -> None:
    reworded = but(DIGITIZE, title="Số hóa toàn bộ hồ sơ lưu trữ của Văn phòng")
    moved = but(GROUPS, ordinal="7")
    rehearsal = desk.rehearse(**revision(desk, reworded, PORTAL, moved))
    changed = [one for one in rehearsal.rows if one.fate is Fate.CHANGED]
    assert [one.differences[0].field for one in changed] == [Field.TITLE, Field.ORDINAL]
    assert rehearsal.fates()[Fate.NEW] == 0


def test_the_first_documents_own_words_stay(desk: Desk) -> None:
    desk.save(**revision(desk, DIGITIZE, PORTAL, GROUPS, directive_title="Kế hoạch điều chỉnh"))
    directive = desk.tasks()["1"].directive
    assert (directive.number, directive.title) == ("96/KH-UBND", "")


def test_another_committees_directive_cannot_be_revised(desk: Desk) -> None:
    rehearsal = desk.rehearse(annex(**REVISED), revises_id=desk.cast.other_directive)
    assert rehearsal.directive is None
    desk.save(annex(), revises_id=desk.cast.other_directive)
    assert {task.directive.number for task in desk.tasks().values()} == {"96/KH-UBND"}


def test_a_row_that_was_taken_for_a_known_task_can_be_parted_from_it(desk: Desk) -> None:
    reworded = but(DIGITIZE, title="Số hóa toàn bộ hồ sơ lưu trữ của Văn phòng")
    change = revision(desk, reworded, PORTAL, GROUPS, edits={"dòng 3": {"new": "1"}})
    rehearsal = desk.rehearse(**change)
    assert rehearsal.fates()[Fate.NEW] == 1
    assert [task.ordinal for task in rehearsal.missing] == ["1"]
