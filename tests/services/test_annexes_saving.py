"""A rehearsed annex is saved whole or not at all, and twice the same is once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, GROUPS, HEADER, PORTAL, TASKS, annex, but
from tests.cast import Cast
from tests.services.annexes import NOW, TODAY, Desk
from tracker.db import db
from tracker.domain.deadlines import DeadlineKind
from tracker.domain.errors import RuleBroken, Stale, UnreadableFile
from tracker.domain.history import Field
from tracker.domain.status import Status
from tracker.models import Annex, AnnexState, Directive, Mail, Part, Reminder, Task
from tracker.queries.history import states
from tracker.services.annexes import (
    KEPT,
    Choices,
    Fate,
    Problem,
    drop_abandoned,
    drop_annex,
    import_annex,
    save_annex,
)

STATUS_HEADER = (*HEADER, "Tiến độ")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_rehearsal_writes_nothing(desk: Desk) -> None:
    rehearsal = desk.rehearse(annex())
    assert rehearsal.fates()[Fate.NEW] == 3
    assert rehearsal.counts() == {"task": 3, "section": 0, "header": 2, "unreadable": 0}
    assert count(Task) == count(Annex) == 0


def test_new_tasks_are_assigned_on_the_day_of_the_document(desk: Desk) -> None:
    kept = desk.save()
    first, *_ = desk.tasks().values()
    assert first.assigned_on == date(2025, 10, 22)
    assert (first.title, first.deliverable) == (DIGITIZE[1], "Báo cáo")
    assert (first.lead_office_id, first.deadline_on) == (desk.cast.culture, date(2025, 10, 31))
    assert [(part.office_id, part.part) for part in first.offices] == [
        (desk.cast.economy, Part.SUPPORTING)
    ]
    assert (first.directive.number, first.directive.issued_on) == ("96/KH-UBND", first.assigned_on)
    assert (kept.state, kept.saved_at, kept.directive_id) == (
        AnnexState.SAVED,
        NOW,
        first.directive_id,
    )
    assert len(list(states(desk.cast.committee, date(2025, 10, 22)))) == 3


def test_the_same_annex_again_changes_nothing(desk: Desk) -> None:
    desk.save()
    again = desk.rehearse(annex())
    assert again.fates()[Fate.UNCHANGED] == 3
    assert again.to_save == 0
    desk.save()
    assert [len(task.changes) for task in desk.tasks().values()] == [4, 4, 4]


def test_neither_rehearsal_nor_saving_mails(desk: Desk) -> None:
    desk.save()
    assert count(Mail) == count(Reminder) == 0


def test_the_second_of_two_people_who_confirm_is_told_and_nothing_is_doubled(desk: Desk) -> None:
    kept = desk.save()
    with pytest.raises(RuleBroken, match="đã được xử lý"):
        save_annex(desk.committee, kept, at=NOW, by=desk.cast.user("an"))
    assert count(Task) == 3


def test_what_is_confirmed_must_be_what_was_seen(desk: Desk) -> None:
    kept = desk.upload(annex())
    seen = desk.rehearse(annex()).fingerprint
    desk.save(annex(DIGITIZE))
    with pytest.raises(Stale):
        save_annex(desk.committee, kept, at=NOW, by=None, seen=seen)
    assert (count(Task), kept.state) == (1, AnnexState.REHEARSED)
    save_annex(desk.committee, kept, at=NOW, by=None, seen=desk.rehearse(annex()).fingerprint)
    assert count(Task) == 3


def test_a_file_that_is_being_rehearsed_is_kept_once(desk: Desk) -> None:
    assert desk.upload(annex()).id == desk.upload(annex()).id


def test_a_dropped_rehearsal_leaves_nothing(desk: Desk) -> None:
    drop_annex(desk.upload(annex()), at=NOW, by=None)
    assert count(Annex) == 0


def test_a_rehearsal_that_nobody_saves_is_kept_until_the_day_that_its_page_names(
    desk: Desk,
) -> None:
    saved, left = desk.save(), desk.upload(annex(PORTAL))
    drop_abandoned(now=left.uploaded_at + KEPT)
    assert count(Annex) == 2
    drop_abandoned(now=left.uploaded_at + KEPT + timedelta(seconds=1))
    assert list(db.session.scalars(select(Annex))) == [saved]


def test_an_unreadable_file_is_refused_before_anything_is_stored(desk: Desk) -> None:
    with pytest.raises(UnreadableFile):
        desk.upload(b"chi co chu, khong co bang")
    with pytest.raises(UnreadableFile):
        import_annex(desk.committee, "a.csv", b"", at=NOW, by=None)
    assert count(Annex) == 0


def test_a_failure_half_way_leaves_nothing(desk: Desk) -> None:
    kept = desk.upload(annex(), statuses_on=date(2025, 10, 1))
    with pytest.raises(RuleBroken, match="trước ngày giao"):
        save_annex(desk.committee, kept, at=NOW, by=None)
    assert count(Task) == 0
    assert kept.state is AnnexState.REHEARSED
    assert count(Directive) == 2, "those of the cast"


def test_no_day_lies_in_the_future(desk: Desk) -> None:
    for name in ("assigned_on", "statuses_on"):
        kept = desk.upload(annex(), **{name: date(2025, 11, 25)})
        with pytest.raises(RuleBroken) as broken:
            save_annex(desk.committee, kept, at=NOW, by=None)
        assert broken.value.field == name


def test_without_a_number_the_files_name_names_the_document(desk: Desk) -> None:
    rehearsal = desk.rehearse(annex(number=""))
    assert (rehearsal.number, rehearsal.number_is_filename) == ("phu-luc", True)
    desk.save(annex(number=""))
    assert desk.rehearse(annex(number="")).fates()[Fate.UNCHANGED] == 3
    given = desk.rehearse(annex(number=""), directive_number="52/KH-UBND")
    assert (given.number, given.number_is_filename) == ("52/KH-UBND", False)


def test_a_row_that_is_left_out_is_not_assigned(desk: Desk) -> None:
    desk.save(left_out=("dòng 4",))
    assert list(desk.tasks()) == ["1", "3"]


def test_a_title_typed_in_place_repairs_an_unreadable_row(desk: Desk) -> None:
    content = annex(DIGITIZE, but(PORTAL, title=""))
    before = desk.rehearse(content).rows[-1]
    assert (before.fate, before.problems) == (Fate.UNREADABLE, (Problem.UNREADABLE,))
    desk.save(content, edits={before.row.source: {"title": "Nâng cấp Trang tin"}})
    repaired = desk.tasks()["2"]
    assert (repaired.title, repaired.lead_office_id) == ("Nâng cấp Trang tin", desk.cast.economy)
    assert repaired.deadline_on == date(2025, 12, 31)


def test_a_deadline_typed_in_place_reads_the_phrase_and_keeps_it(desk: Desk) -> None:
    content = annex(but(DIGITIZE, deadline="Sau khi có quy chế của Trung ương"))
    assert Problem.DEADLINE in desk.rehearse(content).rows[-1].problems
    desk.save(content, edits={"dòng 3": {"deadline": "quý IV/2025"}})
    task = desk.tasks()["1"]
    assert task.deadline_on == date(2025, 12, 31)
    assert task.deadline_text == "Sau khi có quy chế của Trung ương"


def test_the_same_file_with_its_corrections_is_unchanged(desk: Desk) -> None:
    content = annex(but(DIGITIZE, deadline="Sau khi có quy chế"), but(PORTAL, title=""))
    edits = {
        "dòng 3": {"deadline": "15/12/2025", "title": "Số hóa toàn bộ hồ sơ lưu trữ"},
        "dòng 4": {"title": "Nâng cấp Trang tin"},
    }
    desk.save(content, edits=edits, left_out=())
    again = desk.upload(content)
    rehearsal = desk.rehearse(content, edits=Choices.decode(again.choices).edits)
    assert rehearsal.fates()[Fate.UNCHANGED] == 2


def test_what_is_typed_as_it_stands_is_no_correction(desk: Desk) -> None:
    as_printed = {"title": DIGITIZE[1], "lead": CULTURE, "deliverable": "Báo cáo", "deadline": ""}
    rehearsal = desk.rehearse(annex(), edits={"dòng 3": as_printed})
    assert not any(one.is_edited for one in rehearsal.rows)


def test_a_heading_becomes_a_task_where_the_person_says_so(desk: Desk) -> None:
    content = annex(("I", "XÂY DỰNG HẠ TẦNG SỐ", "", "", "", ""), DIGITIZE)
    assert desk.rehearse(content).fates()[Fate.SECTION] == 1
    rehearsal = desk.rehearse(content, edits={"dòng 3": {"task": "1", "lead": CULTURE}})
    assert rehearsal.fates()[Fate.NEW] == 2
    assert rehearsal.rows[2].lead_names == (CULTURE,)


def test_a_row_that_repeats_another_is_pointed_out(desk: Desk) -> None:
    rehearsal = desk.rehearse(annex(DIGITIZE, PORTAL, but(DIGITIZE, ordinal="3")))
    assert [one.problems for one in rehearsal.rows[2:]] == [(), (), (Problem.REPEATED,)]


def test_two_equal_rows_are_two_tasks_and_stay_two(desk: Desk) -> None:
    content = annex(DIGITIZE, DIGITIZE)
    desk.save(content)
    assert count(Task) == 2
    assert desk.rehearse(content).fates()[Fate.UNCHANGED] == 2


def test_statuses_are_taken_over_with_the_day_that_the_person_gives(desk: Desk) -> None:
    said = (
        "Hoàn thành",
        "Đang triển khai",
        "Đã ban hành văn bản chỉ đạo các thôn rà soát, kiện toàn tổ",
    )
    rows = [(*task, words) for task, words in zip(TASKS, said, strict=True)]
    content = annex(*rows, header=STATUS_HEADER)
    offered = desk.rehearse(content).statuses()
    assert offered == {Status.IN_PROGRESS: 1, Status.COMPLETED: 1}
    day = date(2025, 11, 14)
    desk.save(content, statuses_on=day)
    tasks = desk.tasks().values()
    assert [task.status for task in tasks] == [
        Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED
    ]  # fmt: skip
    assert [task.status_since for task in tasks] == [day, day, date(2025, 10, 22)]
    assert [task.percent for task in tasks] == [100, 0, 0]


def test_statuses_stay_in_the_file_unless_they_are_wanted(desk: Desk) -> None:
    desk.save(annex((*DIGITIZE, "Hoàn thành"), header=STATUS_HEADER))
    assert desk.tasks()["1"].status is Status.NOT_STARTED


def test_an_additional_annex_of_the_directive_stands_behind_the_first(desk: Desk) -> None:
    desk.save()
    more = annex(
        ("1", "Lắp đặt camera giám sát bến tàu", CULTURE, "", "", "31/12/2025"),
        ("2", "Tập huấn kỹ năng số cho người dân", ECONOMY, "", "", "31/12/2025"),
    )
    rehearsal = desk.rehearse(more)
    assert (rehearsal.fates()[Fate.NEW], list(rehearsal.missing)) == (2, [])
    desk.save(more)
    query = select(Task.title).order_by(Task.position, Task.id)
    assert [title[:7] for title in db.session.scalars(query)] == [
        "Số hóa ", "Nâng cấ", "Kiện to", "Lắp đặt", "Tập huấ"
    ]  # fmt: skip


def test_an_unread_deadline_is_open_and_counted_as_such(desk: Desk) -> None:
    desk.save(annex(but(GROUPS, deadline="Theo tiến độ của cấp trên")))
    assert desk.tasks()["3"].deadline_kind is DeadlineKind.UNKNOWN


def test_the_history_says_which_annex_a_change_came_with(desk: Desk) -> None:
    kept = desk.save()
    changes = desk.tasks()["1"].changes
    assert {change.annex_id for change in changes} == {kept.id}
    assert {change.recorded_by_id for change in changes} == {desk.cast.lan}
    assert changes[0].field is Field.EXISTENCE
    assert changes[0].recorded_at.date() == TODAY


def test_the_command_lines_import_is_one_transaction(desk: Desk) -> None:
    done = import_annex(desk.committee, "a.csv", annex(), number="7/KH", at=NOW, by=None)
    assert done.to_save == 3
    assert {task.directive.number for task in desk.tasks().values()} == {"7/KH"}
    again = import_annex(desk.committee, "a.csv", annex(), number="7/KH", at=NOW, by=None)
    assert again.to_save == 0
