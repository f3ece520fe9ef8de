"""Every bad file is refused with a sentence, in bounded time and memory."""

import subprocess
import sys
import textwrap
import tracemalloc
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.annexes.files import (
    ANNEX,
    docx_bytes,
    ods_package,
    saved,
    with_part,
    xlsx_bytes,
    zipped,
)
from tests.adapters.annexes.old_files import compound, endless_compound, xls_bytes
from tracker.adapters.annexes import read_annex, sentences
from tracker.domain.annexes.reading import read_tasks
from tracker.domain.errors import UnreadableFile

WORD, SHEET = docx_bytes(ANNEX), xlsx_bytes(ANNEX)
DOCUMENT, SHEET_PART = "word/document.xml", "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_tasks(read_annex(content))
    return refused.value.message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", sentences.EMPTY),
        (b"%PDF-1.7 ...", sentences.PDF),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), sentences.IMAGE),
        (b"{\\rtf1 x}", sentences.RTF),
        (b"Rar!\x1a\x07" + bytes(100), sentences.ARCHIVE),
        (zipped({"a.txt": b"a"}), sentences.ARCHIVE),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), sentences.OTHER_OFFICE),
        (compound({"WordDocument": b"x"}), sentences.LEGACY_DOC),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), sentences.PASSWORD),
        (compound({"PowerPoint Document": b"x"}), sentences.OTHER_OFFICE),
        (xls_bytes(ANNEX)[:3000], sentences.DAMAGED),
        (WORD[: len(WORD) // 2], sentences.DAMAGED),
        (SHEET[:-30], sentences.DAMAGED),
        (bytes(range(256)) * 40, sentences.BINARY),
        (b"<?xml version='1.0'?><Workbook/>", sentences.OTHER_OFFICE),
        (b"<?xml version='1.0'?><!DOCTYPE a><a/>", sentences.DOCTYPE),
        ("Kính gửi các đơn vị".encode(), sentences.NO_TABLE),
        (b" \n", sentences.NO_TABLE),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_by_its_content(
    content: bytes, sentence: str
) -> None:
    assert refusal(content) == sentence


def test_a_document_without_tables_is_refused() -> None:
    without = with_part(
        WORD,
        DOCUMENT,
        lambda part: part[: part.index(b"<w:tbl>")] + part[part.index(b"</w:tbl>") + 8 :],
    )
    assert refusal(without) == sentences.NO_TABLE


def test_a_large_file_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_annex(bytes(25 * 1024 * 1024))
    assert str(refused.value).startswith("Tệp nặng 25 MB, quá giới hạn 20 MB")


@pytest.mark.parametrize(
    ("package", "part"),
    [(WORD, DOCUMENT), (SHEET, SHEET_PART), (SHEET, "xl/workbook.xml"), (SHEET, "[Content_Types].xml")],
)  # fmt: skip
def test_entities_are_refused_wherever_they_stand(package: bytes, part: str) -> None:
    def declare(content: bytes) -> bytes:
        end = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
        return content[:end] + ENTITIES + content[end:]

    assert refusal(with_part(package, part, declare)) == sentences.DOCTYPE


@pytest.mark.parametrize(("package", "part"), [(WORD, DOCUMENT), (SHEET, SHEET_PART)])
def test_broken_xml_is_a_damaged_file(package: bytes, part: str) -> None:
    broken = with_part(package, part, lambda content: content[: len(content) // 2])
    assert refusal(broken) == sentences.DAMAGED


def test_a_part_that_unpacks_out_of_proportion_is_refused() -> None:
    bomb = with_part(
        SHEET,
        SHEET_PART,
        lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b" " * 20_000_000),
    )
    assert refusal(bomb) == sentences.BOMB


def test_cells_at_the_far_end_of_a_sheet_cost_nothing() -> None:
    far = with_part(
        SHEET,
        SHEET_PART,
        lambda part: part.replace(
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    rows = read_tasks(read_annex(far)).rows
    assert [row.source.split(", ")[1] for row in rows[-2:]] == ["dòng 7–1048575", "dòng 1048576"]


def test_a_sheet_merged_into_one_cell_is_refused_with_what_to_do() -> None:
    merged = with_part(
        SHEET,
        SHEET_PART,
        lambda part: part.replace(b'ref="B2:D2"', b'ref="A1:XFD1048576"'),
    )
    assert "Không tìm thấy bảng nhiệm vụ" in refusal(merged)


def test_cells_far_to_the_right_cost_what_the_empty_ones_before_them_do() -> None:
    far = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (at, at) for at in range(9, 60))
    wide = with_part(
        SHEET, SHEET_PART, lambda part: part.replace(b"</sheetData>", far + b"</sheetData>")
    )
    assert refusal(wide) == sentences.TOO_MANY_CELLS
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 1001 + "</w:tr>"
    table = f"<w:tbl>{row}</w:tbl><w:tbl>".encode()
    many = with_part(WORD, DOCUMENT, lambda part: part.replace(b"<w:tbl>", table, 1))
    assert refusal(many) == sentences.TOO_MANY_CELLS


def test_repeats_without_end_are_refused() -> None:
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert refusal(ods_package(f"<table:table>{row}</table:table>")) == sentences.TOO_MANY_CELLS
    spans = b"<html><table>" + b"<tr><td>a</td><td rowspan=20000 colspan=200>b</td></tr>" * 500
    assert refusal(spans) == sentences.TOO_MANY_CELLS


def test_an_encrypted_old_workbook_asks_for_the_password_to_be_taken_off() -> None:
    workbook = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x02\x00\x01\x00"
    assert refusal(compound({"Workbook": workbook})) == sentences.PASSWORD


def test_an_old_workbook_that_says_more_than_it_holds_takes_no_more_memory_than_it_has() -> None:
    tracemalloc.start()
    assert refusal(endless_compound()) == sentences.DAMAGED
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_damaged_old_workbook_never_ends_the_process() -> None:
    whole = xls_bytes(ANNEX)
    for at in range(512, 2600, 23):
        try:
            read_tasks(read_annex(whole[:at] + b"\xff\x7f\x80" + whole[at + 3 :]))
        except UnreadableFile:
            continue


def test_ten_thousand_rows_stay_within_memory_and_a_million_empty_ones_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Phụ lục")
    sheet.append(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    for at in range(1, 10_001):
        sheet.append(
            [at, f"Rà soát, tái cấu trúc quy trình số {at}", "Công an", f"{at % 12 + 1}/2026"]
        )
    empty = b"".join(b'<row r="%d"/>' % at for at in range(10_002, 1_010_000))
    (tmp_path / "x.xlsx").write_bytes(
        with_part(
            saved(book),
            SHEET_PART,
            lambda part: part.replace(b"</sheetData>", empty + b"</sheetData>"),
        )
    )
    code = """
        import re, sys
        from pathlib import Path
        from tracker.adapters.annexes import read_annex
        from tracker.domain.annexes.reading import read_tasks
        rows = read_tasks(read_annex(Path(sys.argv[1]).read_bytes())).rows
        # Not getrusage: that peak is inherited from the process that ran the tests.
        peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
        print(len(rows), int(peak[1]) // 1024)
    """
    run = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "x.xlsx")]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    rows, megabytes = map(int, done.stdout.split())
    assert rows == 10_001
    assert megabytes < 300
