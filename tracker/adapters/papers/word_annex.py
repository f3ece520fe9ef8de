"""The annex of a report: every task in its section, in words and without icons."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.adapters.papers.ooxml import (
    Cell,
    Element,
    Look,
    TableRow,
    paragraph,
    run,
    table,
)
from tracker.adapters.papers.paper import ANNEX_TITLE, COLUMNS, Paper, Row, headings
from tracker.domain.documents import official_date

WIDTHS = (11.0, 61.0, 30.0, 30.0, 32.0, 24.0, 42.0, 22.0)
SIZE = 12
CENTRED = (0, 5, 7)


def annex(paper: Paper) -> Iterator[Element]:
    yield from annex_frame(paper, _rows(paper.rows))


def annex_frame(paper: Paper, rows: Iterable[TableRow]) -> Iterator[Element]:
    """The annex's titles, and its table of these rows under the header."""
    centred = Look(align="center")
    yield paragraph(run("Phụ lục", bold=True), look=Look(align="center", style="Heading1"))
    yield paragraph(run(ANNEX_TITLE.upper(), bold=True), look=centred)
    yield paragraph(run(paper.annex_reference, italic=True), look=Look(align="center", after=8))
    yield _table(rows)
    yield paragraph(look=Look(exact=1))


def task_table(rows: Sequence[Row]) -> Element:
    return _table(_rows(rows))


def _table(rows: Iterable[TableRow]) -> Element:
    header = TableRow(
        [annex_cell(name, bold=True, align="center") for name in COLUMNS], header=True
    )
    return table(WIDTHS, [header, *rows], borders=True)


def _rows(rows: Sequence[Row]) -> Iterator[TableRow]:
    for number, (above, row) in enumerate(headings(rows), start=1):
        for heading in above:
            yield TableRow([annex_heading(heading)])
        yield task_row(_words(row, number))


def task_row(words: Sequence[str]) -> TableRow:
    return TableRow(
        [
            annex_cell(one, align="center" if place in CENTRED else "left")
            for place, one in enumerate(words)
        ]
    )


def _words(row: Row, number: int) -> tuple[str, ...]:
    deadline = official_date(row.deadline) if isinstance(row.deadline, date) else row.deadline
    return (
        row.ordinal or str(number),
        row.title,
        row.lead,
        row.supporting,
        row.deliverable,
        deadline,
        row.result,
        row.progress,
    )


def annex_heading(words: str) -> Cell:
    look = Look(align="left", before=2, after=2, keep_next=True)
    return Cell([paragraph(run(words, size=SIZE, bold=True), look=look)], span=len(COLUMNS))


def annex_cell(words: str, *, bold: bool = False, align: str = "left") -> Cell:
    look = Look(align=align, before=2, after=2)
    return Cell([paragraph(run(words, size=SIZE, bold=bold), look=look)])
