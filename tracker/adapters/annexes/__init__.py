"""Turns the file of an annex, or what was pasted from one, into plain tables of text."""

from dataclasses import replace
from pathlib import PurePath

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.csv_text import decode, read_csv
from tracker.adapters.annexes.guard import Budget, check_size
from tracker.adapters.annexes.html_table import read_html
from tracker.adapters.annexes.kinds import (
    Contents,
    check_compound,
    is_compound,
    is_html,
    is_zip,
    refuse_foreign,
    refuse_markup,
)
from tracker.adapters.annexes.ods import read_ods
from tracker.adapters.annexes.ole import CompoundFile
from tracker.adapters.annexes.package import Package
from tracker.adapters.annexes.word import read_word
from tracker.adapters.annexes.xls import read_xls
from tracker.adapters.annexes.xlsx import read_xlsx
from tracker.domain.annexes.table import Annex, Table
from tracker.domain.errors import UnreadableFile

Endings = tuple[str, ...]

__all__ = ["read_annex"]


def read_annex(content: bytes, filename: str = "") -> Annex:
    """The tables of a .docx, .xlsx, .xls, .ods, .csv, HTML or tab-separated file, or of what was
    pasted from one.

    The kind is decided by the content alone; a name that says otherwise is remarked upon.
    UnreadableFile, with a sentence that says what to do, for anything else; the time and the
    memory that a file can take are bounded (guard.py).
    """
    check_size(len(content))
    annex, endings = _read(content, Budget())
    if not annex.tables:
        raise UnreadableFile(sentences.NO_TABLE)
    ending = PurePath(filename).suffix.casefold()
    if ending and ending not in endings:
        return replace(annex, notes=(*annex.notes, sentences.MISNAMED))
    return annex


def _read(data: bytes, budget: Budget) -> tuple[Annex, Endings]:
    refuse_foreign(data)
    if is_zip(data):
        return _read_zip(Package(data, budget))
    if is_compound(data):
        compound = CompoundFile(data)
        check_compound(compound)
        tables = read_xls(compound.stream("Workbook"), budget)
        return Annex(tuple(tables)), (".xls", ".xlt")
    return _read_text(decode(data), budget)


def _read_zip(package: Package) -> tuple[Annex, Endings]:
    contents = Contents(package)
    notes = (sentences.MACROS,) if contents.has_macros else ()
    if contents.is_ods:
        return Annex(tuple(read_ods(package))), (".ods",)
    if contents.word:
        tables, paragraphs = read_word(package, contents.word)
        annex = Annex(tuple(tables), tuple(paragraphs), notes)
        return annex, (".docx", ".docm", ".dotx", ".dotm")
    annex = Annex(tuple(read_xlsx(package, contents.sheet)), notes=notes)
    return annex, (".xlsx", ".xlsm", ".xltx", ".xltm")


def _read_text(text: str, budget: Budget) -> tuple[Annex, Endings]:
    refuse_markup(text)
    if is_html(text):
        tables, paragraphs = read_html(text, budget)
        return Annex(tuple(tables), tuple(paragraphs)), (".html", ".htm")
    table: Table | None = read_csv(text, budget)
    return Annex((table,) if table else ()), (".csv", ".tsv", ".txt")
