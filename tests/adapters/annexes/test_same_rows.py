"""One annex in every kind of file gives the same tasks."""

import unicodedata
from collections.abc import Callable

import pytest

from tests.adapters.annexes.files import (
    ANNEX,
    Drawing,
    docx_bytes,
    html_text,
    ods_bytes,
    written,
    xlsx_bytes,
)
from tests.adapters.annexes.old_files import xls_bytes
from tracker.adapters.annexes import read_annex
from tracker.domain.annexes.reading import read_tasks
from tracker.domain.annexes.table import Annex

EXPECTED = [
    ("header", "", "", (), "", ""),
    ("section", "I", "Hoàn thiện thể chế", (), "", "I. Hoàn thiện thể chế"),
    ("task", "1", "Ban hành kế hoạch", ("Phòng Kinh tế", "Công an"), "2025-10-31",
     "I. Hoàn thiện thể chế"),
    ("task", "2", "Nâng cấp mạng", ("Công an",), "2025-12-31", "I. Hoàn thiện thể chế"),
    ("task", "2", "Nâng cấp mạng", ("Trạm Y tế",), "2026-03-31", "I. Hoàn thiện thể chế"),
    ("task", "3", "Tập huấn\n- cho cán bộ", ("Trạm Y tế",), "", "I. Hoàn thiện thể chế"),
]  # fmt: skip


def rows_of(annex: Annex) -> list[tuple[object, ...]]:
    return [
        (row.kind, row.ordinal, row.title, row.lead, str(row.deadline.on or ""), row.section)
        for row in read_tasks(annex).rows
    ]


@pytest.mark.parametrize("make", [docx_bytes, xlsx_bytes, xls_bytes, ods_bytes])
def test_a_file_of_any_kind_gives_the_same_rows(make: Callable[[Drawing], bytes]) -> None:
    assert rows_of(read_annex(make(ANNEX))) == EXPECTED


def test_a_table_pasted_from_word_gives_the_same_rows() -> None:
    assert rows_of(read_annex(html_text(ANNEX).encode())) == EXPECTED


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", "\t"), ("cp1258", ",")],
)
def test_separated_text_gives_the_same_tasks(encoding: str, delimiter: str) -> None:
    # Without merged cells the title has to stand in each of its rows.
    lines = [[written(text) for text in row] for row in ANNEX]
    lines[4][:2] = lines[3][:2]
    quoted = [delimiter.join(f'"{text}"' for text in line) for line in lines]
    text = decomposed_tones("\r\n".join(quoted)) if encoding == "cp1258" else "\r\n".join(quoted)
    assert rows_of(read_annex(text.encode(encoding))) == EXPECTED


def decomposed_tones(text: str) -> str:
    """As Windows-1258 writes: a vowel with its hat, then the tone as a sign of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    signs: list[str] = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in tones)
        bare = "".join(mark for mark in marks if mark not in tones)
        signs.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(signs)


def test_sources_say_where_a_row_stands() -> None:
    word = read_annex(docx_bytes(ANNEX)).tables[0].rows[4].source
    sheet = read_annex(xlsx_bytes(ANNEX)).tables[0].rows[4].source
    text = read_annex(b"STT,Nhiem vu\n1,Ban hanh").tables[0].rows[1].source
    assert (word, sheet, text) == ("bảng 1, dòng 5", 'trang "Phụ lục", dòng 5', "dòng 2")


def test_a_wrong_ending_is_remarked_upon_and_the_content_is_read() -> None:
    annex = read_annex(xlsx_bytes(ANNEX), "phu-luc.docx")
    assert rows_of(annex) == EXPECTED
    assert len(annex.notes) == 1
    assert read_annex(xlsx_bytes(ANNEX), "phu-luc.XLSX").notes == ()
