"""What is wrong with an office's Word file as a template, each fault at its place in the document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import TemplateSyntaxError

from tracker.adapters.papers.template_file import NOT_WORD, UNREADABLE, check_file
from tracker.adapters.papers.template_language import Fault, environment, faults
from tracker.adapters.papers.template_places import Line, Place, Tag, lines_of
from tracker.domain.errors import N_, UnreadableFile

_SIGNS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = ("for", "if")
_MIDDLE = ("else", "elif")
_CLOSING = ("endfor", "endif")
_WORDS = (*_OPENING, *_MIDDLE, *_CLOSING)
LONGEST_TAG = 200
DEEPEST = 12
PROBLEMS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault and where it stands: the place, the words around it, and what was perhaps meant."""

    place: Place
    around: str
    message: str
    params: Mapping[str, Any]
    suggestion: str = ""


def check_template(content: bytes) -> Sequence[Problem]:
    """What has to be mended before the file can be filled in; empty for a good one.

    Raises RuleBroken for a file that is no Word file, or carries what a paper may not.
    """
    check_file(content)
    try:
        lines = lines_of(content)
    except UNREADABLE as error:
        raise UnreadableFile(NOT_WORD) from error
    found = list(_signs(lines)) or list(_pairs(lines)) or list(_language(lines))
    return found[:PROBLEMS_SHOWN]


def _problem(line: Line, start: int, fault: Fault) -> Problem:
    return Problem(line.place, line.around(start), fault.message, fault.params, fault.suggestion)


def _signs(lines: Sequence[Line]) -> Iterator[Problem]:
    """Every opening sign is closed by its own in the same paragraph."""
    for line in lines:
        opened, at = "", 0
        for sign in _SIGNS.finditer(line.text):
            if not opened and sign.group() in _CLOSES:
                opened, at = sign.group(), sign.start()
            elif opened and sign.group() == _CLOSES[opened]:
                opened = ""
            else:
                break
        else:
            yield from _unclosed(line, opened, at)
            yield from _unusual(line)
            continue
        yield _problem(line, sign.start(), _fault(N_("Thừa hoặc thiếu dấu ngoặc ở chỗ này.")))


def _fault(message: str, **params: object) -> Fault:
    return Fault(0, message, params)


def _unclosed(line: Line, opened: str, at: int) -> Iterator[Problem]:
    if opened:
        said = N_("Có “%(opened)s” mà không có “%(closed)s” trong cùng một đoạn.")
        yield _problem(line, at, _fault(said, opened=opened, closed=_CLOSES[opened]))


def _unusual(line: Line) -> Iterator[Problem]:
    for tag in line.tags:
        if len(tag.text) > LONGEST_TAG:
            yield _problem(line, tag.start, _fault(N_("Phần trong ngoặc quá dài.")))
        if tag.text.startswith("{{") and tag.prefix:
            said = N_("Giữa “{{” và tên không ghi thêm “%(prefix)s”.")
            yield _problem(line, tag.start, _fault(said, prefix=tag.prefix))
        if tag.text[2] in "-+" or tag.text[-3] in "-+":
            yield _problem(line, tag.start, _fault(N_("Không dùng dấu “-”, “+” sát ngoặc.")))


def _pairs(lines: Sequence[Line]) -> Iterator[Problem]:
    """A loop or condition ends where it began: in its paragraph, or in one of the same kind."""
    opened: list[tuple[Line, Tag]] = []
    for line in lines:
        for tag in line.tags:
            yield from _statement(lines, line, tag)
            word = (tag.words or [""])[0]
            if word in _OPENING:
                opened.append((line, tag))
            elif word in _CLOSING or word in _MIDDLE:
                if not opened or (word in _CLOSING and word != f"end{opened[-1][1].words[0]}"):
                    yield _problem(line, tag.start, _fault(_NOT_OPENED, word=word))
                    return
                if not _fit(*opened[-1], line, tag):
                    yield _problem(line, tag.start, _fault(_APART, word=opened[-1][1].words[0]))
                if word in _CLOSING:
                    opened.pop()
            if len(opened) > DEEPEST:
                yield _problem(line, tag.start, _fault(_TOO_DEEP))
                return
    for line, tag in opened:
        yield _problem(line, tag.start, _fault(_NOT_CLOSED, word=tag.words[0]))


def _statement(lines: Sequence[Line], line: Line, tag: Tag) -> Iterator[Problem]:
    if tag.prefix:
        yield from _alone(lines, line, tag)
    word = (tag.words or [""])[0]
    if tag.words and word not in _WORDS:
        close = get_close_matches(word, _WORDS, n=1)
        said = Fault(0, N_("Không có câu lệnh “%(word)s”."), {"word": word}, *close)
        yield _problem(line, tag.start, said)


_NOT_OPENED = N_("Có “%(word)s” mà phía trước không có câu lệnh mở của nó.")
_NOT_CLOSED = N_("Có “%(word)s” mà phía sau không có “end%(word)s”.")
_APART = N_(
    "Câu lệnh “%(word)s” mở ở một chỗ, đóng ở chỗ khác. Lặp cả đoạn thì cả hai chỗ ghi "
    "“p” sau dấu mở, lặp cả hàng của bảng thì ghi “tr”, mỗi câu lệnh đứng riêng một đoạn hoặc "
    "một hàng."
)


def _fit(first: Line, opening: Tag, last: Line, closing: Tag) -> bool:
    if opening.prefix != closing.prefix:
        return False
    match opening.prefix:
        case "p":
            return first.cell is last.cell
        case "tr":
            return first.table is last.table
        case "tc":
            return first.row is last.row
        case _:
            return first is last


def _alone(lines: Sequence[Line], line: Line, tag: Tag) -> Iterator[Problem]:
    """The paragraph, cell or row of such a statement disappears, and all that is in it."""
    match tag.prefix:
        case "tr":
            beside = [one for one in lines if one.row is line.row and one.row is not None]
        case "tc":
            beside = [one for one in lines if one.cell is line.cell and one.cell is not None]
        case _:
            beside = [line]
    said = "".join(one.text for one in beside).strip()
    if tag.prefix != "r" and said != tag.text:
        yield _problem(line, tag.start, _fault(_NOT_ALONE, prefix=tag.prefix))


_TOO_DEEP = N_("Câu lệnh lồng nhau quá sâu.")
_NOT_ALONE = N_(
    "Câu lệnh có “%(prefix)s” phải đứng riêng trong đoạn hoặc hàng của nó: phần khác ở đó sẽ mất."
)


def _language(lines: Sequence[Line]) -> Iterator[Problem]:
    """Syntax, and every name; Jinja counts lines, and a paragraph is a line here."""
    try:
        parsed = environment().parse("\n".join(line.source for line in lines))
    except TemplateSyntaxError as error:
        line = lines[min(error.lineno, len(lines)) - 1]
        yield _problem(line, _first(line), _fault(N_("Câu lệnh viết chưa đúng ở đoạn này.")))
        return
    except RecursionError:
        yield _problem(lines[0], 0, _fault(_TOO_DEEP))
        return
    for fault in faults(parsed):
        line = lines[min(fault.line, len(lines)) - 1]
        name = str(fault.params.get("name", "")).rpartition(".")[2]
        start = line.text.find(name) if name else -1
        yield _problem(line, start if start >= 0 else _first(line), fault)


def _first(line: Line) -> int:
    return line.tags[0].start if line.tags else 0
