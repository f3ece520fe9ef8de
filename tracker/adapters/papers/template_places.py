"""The paragraphs of a Word file in their order, each with its place as a person finds it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from tracker.adapters.papers.ooxml import Element
from tracker.domain.errors import N_

# What Word makes of typed quotes; inside of a tag they are quotes again.
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_PREFIX = re.compile(r"^(\{%|\{\{)(tr|tc|p|r)\s")
AROUND = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: a msgid and its numbers."""

    message: str
    params: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tag:
    """One {{ … }} or {% … %}; `prefix` is docxtpl's p, tr, tc or r, "" for none."""

    text: str
    prefix: str
    start: int

    @property
    def words(self) -> list[str]:
        """What is inside a statement, without its signs: ["for", "nv", "in", "nhiem_vu"]."""
        if not self.text.startswith("{%"):
            return []
        return _PREFIX.sub("{% ", self.text)[2:-2].split()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, its place, and the cell, row and table that it stands in."""

    text: str
    place: Place
    cell: Element
    row: Element
    table: Element

    @property
    def tags(self) -> list[Tag]:
        found = ((one.group(), one.start()) for one in _TAG.finditer(self.text))
        return [Tag(text, _prefix(text), start) for text, start in found]

    @property
    def source(self) -> str:
        """The paragraph as Jinja reads it."""

        def bare(found: re.Match[str]) -> str:
            return _PREFIX.sub(r"\1 ", found.group().translate(_QUOTES))

        return _TAG.sub(bare, self.text)

    def around(self, start: int = 0) -> str:
        """The words about that place."""
        begin = max(0, start - AROUND)
        words = self.text[begin : start + 2 * AROUND]
        dots = "…" if begin else "", "…" if start + 2 * AROUND < len(self.text) else ""
        return f"{dots[0]}{words.strip()}{dots[1]}"


def _prefix(tag: str) -> str:
    found = _PREFIX.match(tag)
    return found[2] if found else ""


def lines_of(content: bytes) -> list[Line]:
    """Every paragraph of the text, the headers and the footers."""
    document = Document(BytesIO(content))
    lines = list(_lines(document.element.body, N_("Đoạn %(number)s")))
    for kind, place in (
        (RELATIONSHIP_TYPE.HEADER, N_("Đầu trang, đoạn %(number)s")),
        (RELATIONSHIP_TYPE.FOOTER, N_("Chân trang, đoạn %(number)s")),
    ):
        for relationship in document.part.rels.values():
            if relationship.reltype == kind:
                lines += _lines(parse_xml(relationship.target_part.blob), place)
    return lines


def _lines(root: Element, place: str) -> Iterator[Line]:
    cells = dict(_cells(root))
    number = 0
    for paragraph in root.iter(qn("w:p")):
        cell = _nearest(paragraph, "w:tc")
        if cell is None:
            number += 1
            where = Place(place, {"number": number})
        else:
            where = cells[cell]
        row, table = _nearest(paragraph, "w:tr"), _nearest(paragraph, "w:tbl")
        yield Line(_text(paragraph), where, cell, row, table)


def _cells(root: Element) -> Iterator[tuple[Element, Place]]:
    for table, one in enumerate(root.iter(qn("w:tbl")), start=1):
        for row, line in enumerate(one.iterchildren(qn("w:tr")), start=1):
            for column, cell in enumerate(line.iterchildren(qn("w:tc")), start=1):
                numbers = {"table": table, "row": row, "column": column}
                yield cell, Place(N_("Bảng %(table)s, hàng %(row)s, cột %(column)s"), numbers)


def _nearest(node: Element, tag: str) -> Any:
    return next(node.iterancestors(qn(tag)), None)


def _text(paragraph: Element) -> str:
    """The paragraph's own words; a text box inside of it has paragraphs of its own."""
    words = (
        text.text or "" for text in paragraph.iter(qn("w:t")) if _nearest(text, "w:p") is paragraph
    )
    return "".join(words).replace("\n", " ").replace("\r", " ")
