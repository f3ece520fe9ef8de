"""The annex of the Word file, and what the file says of itself (NĐ 30/2020/NĐ-CP)."""

from dataclasses import replace
from typing import Any

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from tests.papers import FIGURES, ROW, paper
from tests.word_reading import centred, look, opened, rows, the_paragraph
from tracker.domain.vietnamese import fold


@pytest.fixture(scope="module")
def document() -> WordDocument:
    return opened(paper())


def test_the_annex_names_its_report_and_lists_every_task_under_its_section(
    document: WordDocument,
) -> None:
    assert look(the_paragraph(document, "Phụ lục")) == (14, True, False)
    title = the_paragraph(document, "TIẾN ĐỘ THỰC HIỆN CÁC NHIỆM VỤ ĐƯỢC GIAO")
    assert look(title) == (14, True, False)
    assert centred(title)
    assert the_paragraph(document, "(Tiến độ của từng nhiệm vụ tại Phụ lục kèm theo)")
    reference = the_paragraph(document, "(Kèm theo")
    assert reference.text == (
        "(Kèm theo Báo cáo số 07/BC-UBND ngày 06 tháng 11 năm 2025 "
        "của Ủy ban nhân dân đặc khu Cát Hải)"
    )
    assert look(reference) == (14, False, True)
    found = rows(document, 3)
    assert found[0] == [
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp",
        "Sản phẩm", "Thời hạn", "Kết quả thực hiện", "Tiến độ",
    ]  # fmt: skip
    assert [row[0] for row in found[1:]] == ["I. HẠ TẦNG SỐ", "1", "2", "II. NHÂN LỰC", "3"]
    assert found[2] == [
        "1", "Nâng cấp đường truyền giữa hai đảo", "Phòng Kinh tế", "Công an đặc khu",
        "Đường truyền", "05/10/2025", "Hoàn thành ngày 04/10/2025.", "Hoàn thành đúng hạn",
    ]  # fmt: skip


def test_section_rows_are_merged_and_the_header_is_repeated_on_every_page(
    document: WordDocument,
) -> None:
    table = document.tables[3]._tbl
    header, section = table.tr_lst[:2]
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert section.find(f".//{qn('w:tblHeader')}") is None
    assert section.find(f".//{qn('w:gridSpan')}").get(qn("w:val")) == "8"


def test_the_annex_counts_as_many_tasks_in_each_box_as_the_summary(document: WordDocument) -> None:
    words = [row[7] for row in rows(document, 3)]
    for box, count in FIGURES.items():
        assert words.count(box.label) == count


def test_tasks_of_several_documents_stand_under_the_name_of_each() -> None:
    others = [ROW, replace(ROW, directive="Thông báo số 5-TB/BCĐ", ordinal="1", section="")]
    first_cells = [row[0] for row in rows(opened(paper(rows=others)), 3)][1:]
    assert first_cells == [
        "Kế hoạch số 01-KH/BCĐ",
        "I. HẠ TẦNG SỐ",
        "1",
        "Thông báo số 5-TB/BCĐ",
        "1",
    ]


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    title = "Số hóa\x00 hồ sơ\x0b <b>&amp;</b>"
    document = opened(paper(rows=[replace(ROW, title=title)]))
    assert rows(document, 3)[2][1] == "Số hóa hồ sơ <b>&amp;</b>"


def test_the_file_says_who_made_it_and_in_which_language(document: WordDocument) -> None:
    about: Any = document.core_properties
    assert about.author == "Ban Chỉ đạo đặc khu Cát Hải"
    assert about.language == "vi-VN"
    assert fold("bao cao") in fold(about.title)
