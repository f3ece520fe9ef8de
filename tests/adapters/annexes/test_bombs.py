"""Small files that would take gigabytes or hours are refused before they do."""

import struct
import tracemalloc

import pytest

from tests.adapters.annexes.files import with_part
from tests.adapters.annexes.test_bad_files import DOCUMENT, SHEET, WORD, refusal
from tracker.adapters.annexes import read_annex, sentences
from tracker.adapters.annexes.guard import TEXT_LIMIT, Budget
from tracker.adapters.annexes.html_table import read_html
from tracker.adapters.annexes.package import Package
from tracker.domain.errors import UnreadableFile


def test_tables_in_tables_without_end_are_refused() -> None:
    pile = b"<w:tbl><w:tr><w:tc>" * 40 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 40
    deep = with_part(WORD, DOCUMENT, lambda part: part.replace(b"<w:tbl>", pile + b"<w:tbl>", 1))
    assert refusal(deep) == sentences.TOO_SLOW


def test_a_cell_without_end_is_refused_before_it_is_put_together() -> None:
    budget = Budget()
    budget.hear(TEXT_LIMIT - 1_000)
    long = with_part(
        WORD, DOCUMENT, lambda part: part.replace(b"<w:t>", b"<w:t>" + b"a" * 2_000, 1)
    )
    with pytest.raises(UnreadableFile):
        Package(long, budget).parse(DOCUMENT, _Deaf())


class _Deaf:
    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


def test_a_list_of_parts_that_is_longer_than_any_honest_one_is_not_read() -> None:
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\0" + bytes(16) + b"a"
    listed = entry * 100_000
    end = b"PK\x05\x06" + bytes(8) + struct.pack("<II", len(listed), 4) + bytes(2)
    assert refusal(b"PK\x03\x04" + listed + end) == sentences.BOMB


def test_a_part_without_a_name_does_no_harm() -> None:
    sheet = with_part(
        SHEET, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b"/styles", b"/x")
    )
    assert read_annex(with_part(sheet, "~~~", lambda _: b"").replace(b"~~~", b"\0~~")).tables


class _Asked(Budget):
    times = 0

    def spend_time(self) -> None:
        self.times += 1


def test_the_time_is_looked_at_for_every_tag_that_nothing_closes() -> None:
    # Each of them is looked for to the end of the text: together they take hours.
    budget = _Asked()
    read_html("<table><tr><td>a" + "<!-" * 500, budget)
    assert budget.times > 500


def test_millions_of_empty_lines_are_not_kept() -> None:
    tracemalloc.start()
    assert read_annex(b"a\tb\n" + b"\n" * 100_000).tables
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
