"""The few WordprocessingML elements that an official paper is made of. Lengths are millimetres.

They are built directly: python-docx's own tables take quadratic time, and an annex may have
thousands of rows. Children stand in the order that the schema prescribes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tracker.adapters.papers.paper import printable

Element = Any
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
FONT = "Times New Roman"


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """`element("jc", val="both")` is <w:jc w:val="both"/>."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def fonts() -> Element:
    return element("rFonts", **dict.fromkeys(FONT_SLOTS, FONT))


def run(text: str, *, size: float = 14, bold: bool = False, italic: bool = False) -> Element:
    """Text of one look; "\\n" is a line break and "\\t" a tab."""
    look = element("rPr")
    for slot in ("b", "bCs") if bold else ():
        look.append(element(slot))
    for slot in ("i", "iCs") if italic else ():
        look.append(element(slot))
    look.append(element("sz", val=round(size * 2)))
    look.append(element("szCs", val=round(size * 2)))
    made = element("r", look)
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                words = element("t")
                words.text = piece
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(words)
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands; `before` and `after` are points, `rule` draws a line above it."""

    align: str = "both"
    first_line: float = 0
    before: float = 0
    after: float = 0
    indent: float = 0
    keep_next: bool = False
    style: str = ""
    rule: bool = False
    exact: float | None = None
    leader: float | None = None


def paragraph(*runs: Element, look: Look) -> Element:
    properties = element("pPr")
    if look.style:
        properties.append(element("pStyle", val=look.style))
    if look.keep_next:
        properties.append(element("keepNext"))
    if look.rule:
        line = element("top", val="single", sz=6, space=0, color="000000")
        properties.append(element("pBdr", line))
    if look.leader is not None:
        stop = element("tab", val="right", leader="dot", pos=twips(look.leader))
        properties.append(element("tabs", stop))
    properties.append(_spacing(look))
    sides = {"left": twips(look.indent), "right": twips(look.indent)} if look.indent else {}
    first = {"firstLine": twips(look.first_line)} if look.first_line else {}
    if sides or first:
        properties.append(element("ind", **sides, **first))
    properties.append(element("jc", val=look.align))
    return element("p", properties, *runs)


def _spacing(look: Look) -> Element:
    line = (
        {"line": 240, "lineRule": "auto"}
        if look.exact is None
        else {"line": round(look.exact * 20), "lineRule": "exact"}
    )
    return element("spacing", before=round(look.before * 20), after=round(look.after * 20), **line)


def page_number(size: float) -> Element:
    """A paragraph with the number of its page, centred."""
    field = element("fldSimple", run("2", size=size), instr=" PAGE ")
    return paragraph(field, look=Look(align="center"))


@dataclass(frozen=True, slots=True)
class Cell:
    paragraphs: Sequence[Element]
    span: int = 1
    middle: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; a header is printed again at the top of every page."""

    cells: Sequence[Cell]
    header: bool = False


def table(widths: Sequence[float], rows: Iterable[TableRow], *, borders: bool) -> Element:
    """A table of fixed column widths."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if borders else {"val": "nil"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    padding = twips(1.2 if borders else 0)
    properties = element(
        "tblPr",
        element("tblW", w=twips(sum(widths)), type="dxa"),
        element("tblInd", w=padding, type="dxa"),
        element("tblBorders", *(element(side, **line) for side in sides)),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            element("left", w=padding, type="dxa"),
            element("right", w=padding, type="dxa"),
        ),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    return element("tbl", properties, grid, *(_row(widths, row) for row in rows))


def _row(widths: Sequence[float], row: TableRow) -> Element:
    properties = element("trPr", element("cantSplit"))
    if row.header:
        properties.append(element("tblHeader"))
    made = element("tr", properties)
    column = 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        look = element("tcPr", element("tcW", w=twips(width), type="dxa"))
        if cell.span > 1:
            look.append(element("gridSpan", val=cell.span))
        if cell.middle:
            look.append(element("vAlign", val="center"))
        made.append(element("tc", look, *cell.paragraphs))
    return made
