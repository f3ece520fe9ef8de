"""A person can say which column is what; the next annex of that form is read so by itself."""

import pytest

from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, PORTAL, annex
from tests.cast import Cast
from tests.services.annexes import NOW, Desk
from tracker.domain.annexes.columns import Column
from tracker.domain.errors import RuleBroken, UnreadableFile
from tracker.services.annexes import Choices, Correction, Fate, correct_columns, save_annex

# Two columns of which the words alone do not say which is the product and which the result.
ODD = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Nguồn", "Yêu cầu", "Thời hạn")
STRANGE = ("A", "B", "C", "D")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def corrected(desk: Desk, content: bytes, said: Correction) -> Choices:
    """What is said of the file's one table."""
    found = desk.rehearse(content, asks=True)
    (table,) = (*(each.table for each in found.tables), *found.others)
    return correct_columns(desk.upload(content), Choices(), {table.name: said})


def test_the_plan_that_was_found_is_shown(desk: Desk) -> None:
    (found,) = desk.rehearse(annex()).tables
    assert found.plan.header == 1
    assert [found.plan.columns[index] for index in range(6)] == [
        Column.ORDINAL, Column.TITLE, Column.LEAD,
        Column.SUPPORTING, Column.DELIVERABLE, Column.DEADLINE,
    ]  # fmt: skip


def test_a_corrected_column_is_read_so(desk: Desk) -> None:
    content = annex((*DIGITIZE[:3], "x", "Báo cáo kết quả", DIGITIZE[5]), header=ODD)
    plan = desk.rehearse(content).tables[0].plan
    columns = {**plan.columns, 3: Column.NOTES, 4: Column.DELIVERABLE}
    choices = corrected(desk, content, Correction(plan.header, columns))
    row = desk.rehearse(content, columns=choices.columns).rows[-1].row
    assert (row.deliverable, row.notes) == ("Báo cáo kết quả", "x")


def test_a_confirmed_correction_is_remembered_for_the_next_annex_of_the_form(desk: Desk) -> None:
    content = annex((*DIGITIZE[:3], "x", "Báo cáo kết quả", DIGITIZE[5]), header=ODD)
    plan = desk.rehearse(content).tables[0].plan
    columns = {**plan.columns, 3: Column.NOTES, 4: Column.DELIVERABLE}
    choices = corrected(desk, content, Correction(plan.header, columns))
    following = annex(
        (*PORTAL[:3], "y", "Trang tin mới", PORTAL[5]), header=ODD, number="7/KH-UBND"
    )
    assert desk.rehearse(following).rows[-1].row.notes == ""
    desk.save(content, columns=choices.columns)
    assert desk.rehearse(following).rows[-1].row.notes == "y"


def strange_table() -> bytes:
    lines = ["Danh mục,,,", ",".join(STRANGE)]
    lines += [f"{n},Số hóa hồ sơ lưu trữ phần {n},{CULTURE},31/12/2025" for n in range(1, 3)]
    return "\n".join(lines).encode()


def test_a_table_that_nobody_would_know_can_be_explained_once(desk: Desk) -> None:
    content = strange_table()
    with pytest.raises(UnreadableFile):
        desk.rehearse(content)
    said = Correction(
        1, dict(enumerate((Column.ORDINAL, Column.TITLE, Column.LEAD, Column.DEADLINE)))
    )
    choices = corrected(desk, content, said)
    assert desk.rehearse(content, columns=choices.columns).fates()[Fate.NEW] == 2
    desk.save(content, columns=choices.columns)
    again = strange_table().replace("phần".encode(), "quyển".encode())
    assert desk.rehearse(again).counts()["task"] == 2


def test_a_table_can_be_said_to_list_no_tasks(desk: Desk) -> None:
    choices = corrected(desk, annex(), Correction(None, {}, is_list=False))
    with pytest.raises(UnreadableFile):
        desk.rehearse(annex(), columns=choices.columns)
    kept = desk.upload(annex(), columns=choices.columns)
    with pytest.raises(UnreadableFile):
        save_annex(desk.committee, kept, at=NOW, by=None)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({1: Column.LEAD}, "Chưa có cột nào là “Nhiệm vụ”"),
        ({1: Column.TITLE, 2: Column.TITLE}, "cùng được chọn"),
    ],
)
def test_a_plan_without_sense_is_refused_with_words(
    desk: Desk, columns: dict[int, Column], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        corrected(desk, annex(), Correction(1, columns))


def test_another_header_row_is_read_anew(desk: Desk) -> None:
    content = annex(DIGITIZE, ("", ECONOMY, "", "", "", ""))
    choices = corrected(desk, content, Correction(1, {}))
    assert desk.rehearse(content, columns=choices.columns).tables[0].plan.header == 1
