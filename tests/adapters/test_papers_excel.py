"""The workbook's figures equal the summary's, and nothing in it can run."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.papers import ROW, paper, summary_of
from tracker.adapters.papers.excel import write_excel
from tracker.adapters.papers.paper import Paper
from tracker.domain.timeliness import Box

BOXES = {
    Box.COMPLETED_ON_TIME: 26,
    Box.COMPLETED_LATE: 3,
    Box.OPEN_ON_TRACK: 14,
    Box.OPEN_OVERDUE: 4,
    Box.OPEN_NO_DEADLINE: 5,
}


def opened(paper: Paper) -> Workbook:
    return load_workbook(BytesIO(write_excel(paper)))


def figures(book: Workbook) -> dict[str, tuple[object, object]]:
    return {
        str(row[0]): (row[1], row[2])
        for row in book["Số liệu"].iter_rows(values_only=True)
        if isinstance(row[1], int)
    }


def test_every_figure_of_the_summary_stands_in_the_first_sheet() -> None:
    summary = summary_of(BOXES, decimals=1, due_soon=4, paused=2, cancelled=1)
    found = figures(opened(paper(summary=summary)))
    assert found["Tổng số nhiệm vụ được giao"][0] == 52
    assert found["Hoàn thành (trên tổng số được giao)"] == (29, 0.558)
    assert found["Đang thực hiện (trên tổng số được giao)"] == (23, 0.442)
    assert found["Hoàn thành (trên số đã đến hạn)"] == (29, 0.879)
    assert found["Đã đến hạn (có thời hạn đã hoàn thành, và quá hạn)"][0] == 33
    assert found["Sắp đến hạn (trong 7 ngày tới)"][0] == 4
    assert found["Ngoài tổng số: tạm dừng"][0] == 2
    for box in Box:
        assert found[box.label][0] == BOXES.get(box, 0)


def test_each_office_has_a_row_and_the_last_row_is_the_total() -> None:
    rows = list(opened(paper(summary=summary_of(BOXES)))["Số liệu"].iter_rows(values_only=True))
    numbers = (52, 29, 26, 3, 14, 4, 5, 0, 0.56)
    assert rows[-2:] == [("Phòng Văn hóa - Xã hội", *numbers), ("Tổng số", *numbers)]


def test_nothing_of_nothing_is_a_dash() -> None:
    found = figures(opened(paper(summary=summary_of({}))))
    assert found["Hoàn thành (trên tổng số được giao)"] == (0, "—")


def test_the_annex_has_real_dates_a_header_that_stays_and_merged_sections() -> None:
    sheet = opened(paper())["Phụ lục"]
    assert [cell.value for cell in sheet[5]] == [
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp",
        "Sản phẩm", "Thời hạn", "Kết quả thực hiện", "Tiến độ",
    ]  # fmt: skip
    assert [row[0].value for row in sheet.iter_rows(min_row=6)] == [
        "I. HẠ TẦNG SỐ", "1", "2", "II. NHÂN LỰC", "3",
    ]  # fmt: skip
    assert sheet["F7"].value.date() == date(2025, 10, 5)
    assert sheet["F7"].number_format == "dd/mm/yyyy"
    assert sheet["F10"].value == "Thường xuyên"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A6:H6", "A9:H9"}


@pytest.mark.parametrize("name", ["Số liệu", "Phụ lục"])
def test_each_sheet_prints_on_a4_across_as_wide_as_the_page(name: str) -> None:
    sheet = opened(paper())[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    row = replace(ROW, title=text, section=text)
    sheet = opened(paper(rows=[row]))["Phụ lục"]
    for cell in (sheet["B7"], sheet["A6"]):
        assert cell.value == text
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_a_bullet_in_a_text_is_kept_as_it_was_written() -> None:
    sheet = opened(paper(rows=[replace(ROW, result="Đã làm:\n- tập huấn")]))["Phụ lục"]
    assert sheet["G7"].value == "Đã làm:\n- tập huấn"


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    sheet = opened(paper(rows=[replace(ROW, title="Số hóa\x00\x1f hồ sơ")]))["Phụ lục"]
    assert sheet["B7"].value == "Số hóa hồ sơ"
