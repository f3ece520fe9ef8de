"""The annex as CSV: every task with the heading it stands under, and nothing that a sheet would run."""

import csv
from dataclasses import replace
from io import StringIO

from tests.papers import ROW, ROWS, paper
from tracker.adapters.papers.annex_csv import annex_csv
from tracker.adapters.papers.excel import write_excel
from tracker.adapters.papers.paper import Row


def lines(*rows: Row) -> list[list[str]]:
    content = annex_csv(write_excel(paper(rows=rows)))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_each_task_is_a_line_under_its_heading_with_its_day_as_offices_write_it() -> None:
    head, *tasks = lines(*ROWS)
    assert head[:3] == ["Mục", "STT", "Nhiệm vụ"]
    assert [line[:2] for line in tasks] == [
        ["I. HẠ TẦNG SỐ", "1"],
        ["I. HẠ TẦNG SỐ", "2"],
        ["II. NHÂN LỰC", "3"],
    ]
    assert tasks[0][6] == "05/10/2025"
    assert tasks[2][6:] == ["Thường xuyên", ROW.result, "Đang thực hiện, không có thời hạn"]


def test_headings_of_document_and_section_stand_together_and_formulas_are_text() -> None:
    other = replace(ROW, directive="Thông báo số 5-TB/BCĐ", title='=HYPERLINK("x")', section="-A")
    _, first, second = lines(ROW, other)
    assert first[0] == "Kế hoạch số 01-KH/BCĐ; I. HẠ TẦNG SỐ"
    assert second[0] == "Thông báo số 5-TB/BCĐ; -A"
    assert second[2] == '\'=HYPERLINK("x")'
