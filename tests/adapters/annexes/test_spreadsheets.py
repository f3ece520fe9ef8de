"""What spreadsheets do to a table."""

import struct
from datetime import date, datetime, time

import openpyxl
import pytest

from tests.adapters.annexes.files import ANNEX, ods_package, saved, with_part, xlsx_bytes
from tests.adapters.annexes.old_files import xls_bytes
from tracker.adapters.annexes import read_annex
from tracker.adapters.annexes.biff import compact_number


def shown(value: object, number_format: str = "General") -> str:
    book = openpyxl.Workbook()
    cell = book.active["B2"]
    cell.value = value
    cell.number_format = number_format
    return read_annex(saved(book)).tables[0].rows[1].cell(1).text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2025, 10, 31), "dd/mm/yyyy", "31/10/2025"),
        (date(2025, 10, 31), "m/d/yy", "31/10/2025"),
        (date(2025, 10, 31), "[$-42A]dd mmmm yyyy", "31/10/2025"),
        (datetime(2025, 10, 31, 7, 30), "dd/mm/yyyy hh:mm", "31/10/2025"),  # noqa: DTZ001 (a cell has no zone)
        (date(2025, 10, 1), "mmm-yy", "10/2025"),
        (date(2025, 10, 1), '"Tháng" mm/yyyy', "10/2025"),
        (date(2025, 10, 1), "yyyy", "2025"),
        (date(2025, 10, 1), "d-mmm", "01/10"),
        (time(7, 30), "h:mm", "07:30"),
        (0.5, "0%", "50%"),
        (2026, "0", "2026"),
        (1.5, "General", "1.5"),
        (True, "General", "Đúng"),
    ],
)
def test_a_value_reads_as_the_sheet_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_formula_without_a_kept_value_is_remarked_upon() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "=1+1"])
    (row,) = read_annex(saved(book)).tables[0].rows
    assert row.cell(1).text == ""
    assert "công thức" in row.notes[0]


def test_a_formula_reads_as_its_kept_value() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "=1+1"])
    kept = with_part(
        saved(book),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert read_annex(kept).tables[0].rows[0].cell(1).text == "2"


def test_hidden_sheets_and_rows_are_read_and_remarked_upon() -> None:
    book = openpyxl.Workbook()
    book.active.append(["một"])
    book.active.append(["hai"])
    book.active.row_dimensions[2].hidden = True
    hidden = book.create_sheet("Ẩn")
    hidden.append(["ba"])
    hidden.sheet_state = "hidden"
    first, second = read_annex(saved(book)).tables
    assert [len(row.notes) for row in first.rows] == [0, 1]
    assert (second.name, second.rows[0].cell(0).text) == ("Ẩn", "ba")
    assert "đang ẩn" in second.rows[0].notes[0]


def test_a_hidden_sheet_of_an_old_workbook_is_remarked_upon() -> None:
    (table,) = read_annex(xls_bytes(ANNEX, hidden=True)).tables
    assert all("đang ẩn" in row.notes[0] for row in table.rows)


def test_merged_cells_keep_their_text_and_their_extent() -> None:
    (table,) = read_annex(xlsx_bytes([["a", "<", "b"], ["^", "^", "c"], ["d", "e", "f"]])).tables
    top, below = table.rows[0].cells, table.rows[1].cells
    assert (top[0].text, top[0].across, top[1].covered) == ("a", 2, True)
    assert (below[0].text, below[0].continued, below[0].own) == ("a", True, "")


def test_shared_rich_text_is_read_without_phonetic_signs() -> None:
    rich = "<sst><si><r><t>Ban </t></r><r><t>hành</t></r><rPh><t>x</t></rPh></si></sst>".encode()
    relation = b'<Relationship Id="rIdS" Type="a/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    book = with_part(xlsx_bytes([["x"]]), "xl/sharedStrings.xml", lambda _: rich)
    book = with_part(
        book,
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"</Relationships>", relation + b"</Relationships>"),
    )
    book = with_part(
        book,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b't="inlineStr"><is><t>x</t></is>', b't="s"><v>0</v>'),
    )
    assert read_annex(book).tables[0].rows[0].cell(0).text == "Ban hành"


def test_many_empty_rows_between_are_one_row_and_those_below_are_none() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "một"
    book.active["A60"] = "hai"
    book.active["A63"] = "ba"
    book.active["A5000"].number_format = "0.00"
    rows = read_annex(saved(book)).tables[0].rows
    assert [row.source.split(", ")[1] for row in rows] == [
        "dòng 1",
        "dòng 2–59",
        "dòng 60",
        "dòng 61",
        "dòng 62",
        "dòng 63",
    ]


def ods_cell(attributes: str, text: str) -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("stored", "text", "read"),
    [
        ("2025-10-31", "10/31/25", "31/10/2025"),
        ("2025-10-01", "10/2025", "10/2025"),
        ("2025-10-01", "Oct-25", "10/2025"),
        ("2025-10-01", "1-Oct", "1-Oct"),
    ],
)
def test_dates_of_an_open_document_read_as_shown(stored: str, text: str, read: str) -> None:
    cell = ods_cell(f'office:value-type="date" office:date-value="{stored}"', text)
    sheet = f'<table:table table:name="A"><table:table-row>{cell}</table:table-row></table:table>'
    assert read_annex(ods_package(sheet)).tables[0].rows[0].cell(0).text == read


def test_repeated_cells_of_an_open_document_are_repeated_and_empty_ones_cost_nothing() -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{ods_cell("", "x")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (table,) = read_annex(ods_package(f'<table:table table:name="A">{rows}</table:table>')).tables
    assert [row.cell(0).text for row in table.rows] == ["x", "x"]


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        ((2025 << 2) | 2, 2025.0),
        ((150 << 2) | 3, 1.5),
        (((-5 << 2) | 2) & 0xFFFFFFFF, -5.0),
        (struct.unpack("<Q", struct.pack("<d", 0.5))[0] >> 32, 0.5),
    ],
)
def test_packed_numbers_of_old_workbooks_are_unpacked(packed: int, value: float) -> None:
    assert compact_number(packed) == value
