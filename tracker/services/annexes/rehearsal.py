"""What an annex would do to the list, row by row, before anything is saved. It only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.adapters.annexes import read_annex
from tracker.domain.annexes.columns import ColumnPlan
from tracker.domain.annexes.directives import DirectiveGuess, directive_from_text, lines_around
from tracker.domain.annexes.reading import Reading, read_tasks
from tracker.domain.annexes.table import Annex, Table
from tracker.domain.errors import UnreadableFile
from tracker.models import Committee, Directive
from tracker.queries.committees import directive_in, directive_numbered
from tracker.services.annexes.choices import Choices
from tracker.services.annexes.columns import recalled
from tracker.services.annexes.comparing import compare
from tracker.services.annexes.office_book import OfficeBook
from tracker.services.annexes.rehearsed import Rehearsal

# A table that a person could call a list of tasks: letterheads and signatures are narrower.
LIST_WIDTH, LIST_ROWS = 3, 2
OTHERS_SHOWN = 12


def rehearse(
    committee: Committee | None,
    filename: str,
    content: bytes,
    choices: Choices,
    *,
    asks: bool = False,
) -> Rehearsal:
    """Read the file and compare it with the list. Raises UnreadableFile with what to do.

    Without a committee (an empty installation) every row is new and every office open. Where
    `asks` is set, a file in which no list of tasks is recognised is returned without rows as long
    as it has a table of which a person could say what its columns are.
    """
    reading, others = read_file(committee, filename, content, choices, asks=asks)
    guess = _guess(reading.directive, choices)
    from_filename = filename.rpartition(".")[0] or filename
    number = guess.number or from_filename
    directive = _directive(committee, number, choices)
    book = OfficeBook(committee, choices.offices)
    rows, missing = compare(reading.rows, directive, book, choices)
    return Rehearsal(
        filename=filename,
        guess=guess,
        number=number[:100],
        number_is_filename=number == from_filename and not reading.directive.number,
        directive=directive,
        assigned_on=choices.assigned_on or guess.issued_on,
        rows=rows,
        tables=reading.tables,
        others=others,
        names=book.names(),
        missing=missing,
        notes=reading.notes,
    )


def read_file(
    committee: Committee | None, filename: str, content: bytes, choices: Choices, *, asks: bool
) -> tuple[Reading, Sequence[Table]]:
    """The rows of the file, and its tables that were not read; see `rehearse`."""
    annex = read_annex(content, filename)
    plans = recalled(committee, annex.tables) if committee else {}
    plans |= {name: ColumnPlan.decode(plan) for name, plan in choices.columns.items() if plan}
    others = _could_be_lists(annex, choices)
    lists = tuple(
        table for table in annex.tables if choices.columns.get(table.name, "") is not None
    )
    reading = _read(replace(annex, tables=lists), filename, plans, asks=asks and bool(others))
    return reading, _unread(others, reading)


def _read(annex: Annex, filename: str, plans: Mapping[str, ColumnPlan], *, asks: bool) -> Reading:
    try:
        return read_tasks(annex, filename, plans)
    except UnreadableFile as error:
        if not asks:
            raise
        guess = directive_from_text(list(lines_around(annex, ())), filename)
        return Reading((), (), guess, (*annex.notes, error.message))


def _could_be_lists(annex: Annex, choices: Choices) -> list[Table]:
    """Tables of which a person may say that they list tasks."""
    return [
        table
        for table in annex.tables
        if (table.width >= LIST_WIDTH and len(table.rows) >= LIST_ROWS)
        or table.name in choices.columns
    ]


def _unread(tables: Sequence[Table], reading: Reading) -> Sequence[Table]:
    """Those of the tables that were not read."""
    # A list that goes on in the next table is one: its parts are known by their rows.
    read = {row.source for each in reading.tables for row in each.table.rows}
    return [table for table in tables if table.rows[0].source not in read][:OTHERS_SHOWN]


def _guess(found: DirectiveGuess, choices: Choices) -> DirectiveGuess:
    return replace(
        found,
        number=choices.directive_number.strip() or found.number,
        title=choices.directive_title.strip() or found.title,
        issued_on=choices.issued_on or found.issued_on,
    )


def _directive(committee: Committee | None, number: str, choices: Choices) -> Directive | None:
    """The directive whose tasks the rows are compared with, if it is there already."""
    if committee is None:
        return None
    revised = directive_in(committee.id, choices.revises_id) if choices.revises_id else None
    return revised or directive_numbered(committee.id, number[:100])
