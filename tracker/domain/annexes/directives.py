"""Finds which directive an annex belongs to in the lines around its table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.annexes.table import Annex
from tracker.domain.annexes.tables import TaskTable

_KIND = (
    r"(?:kế hoạch|quyết định|thông báo|công văn|nghị quyết|chỉ thị|kết luận|chương trình"
    r"|công điện|hướng dẫn|báo cáo|tờ trình|đề án|nghị định|giấy mời)(?: kết luận| hành động)?"
)
_LETTERS = r"[A-ZĐƯÂÔ][A-Za-zĐđƯưÂâÔô&.]*"
_NUMBER = rf"(\d{{1,5}}(?:/20\d\d)?\s*[-/]\s*{_LETTERS}(?:\s?[-/]\s?{_LETTERS})*)"
_DAY = re.compile(
    r"ngày\s+(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})", re.I
)
_ATTACHED = re.compile(
    rf"(?i:kèm theo|phụ lục của|ban hành theo)\s+(?i:{_KIND})\s+(?i:số\s*:?\s*)?{_NUMBER}"
)
_TITLED = re.compile(
    rf"^\W*(?:(?i:phụ lục)[\s\wÀ-ỹ]{{0,20}}?[-–:.]\s*)?(?i:{_KIND})\s+(?i:số\s*:?\s*)?{_NUMBER}"
)
_LETTERHEAD = re.compile(rf"^(?i:số)\s*:\s*{_NUMBER}")
_FILE = re.compile(
    r"(?<![\d])(\d{1,5})\s*[-_ .]\s*(BC|KH|QĐ|QD|TB|CV|NQ|CT|KL|CTr)((?:[-_ .]+[A-ZĐ]{2,8})?)(?![a-z])"
)
_ANNEX_WORD = re.compile(r"^(phụ lục|danh mục)\b", re.I)


@dataclass(frozen=True, slots=True)
class DirectiveGuess:
    """What the annex says about its directive; anything may be missing."""

    number: str = ""
    issued_on: date | None = None
    title: str = ""


def lines_around(annex: Annex, tables: Sequence[TaskTable]) -> Iterator[str]:
    """The text outside the task tables: paragraphs, letterhead, titles above a header."""
    yield from annex.paragraphs
    named = {each.table.name for each in tables}
    above = [each.table.rows[: each.plan.header or 0] for each in tables]
    for rows in above + [table.rows[:10] for table in annex.tables if table.name not in named]:
        for row in rows:
            for cell in row.cells:
                yield from cell.own.split("\n")


def directive_from_text(lines: Sequence[str], filename: str = "") -> DirectiveGuess:
    """ "(Kèm theo Kế hoạch số 01-KH/BCĐ ngày 26/8/2025 …)" first, then a title line that begins
    with a document's number, then the letterhead's "Số: …", then the file's name. A number that
    is only mentioned ("thực hiện Nghị quyết số 57-NQ/TW") is not taken, nor are open blanks.
    """
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    for pattern in (_ATTACHED, _TITLED):
        for line in lines:
            if found := pattern.search(line):
                rest = line[found.end() :]
                title = _annex_title(lines) if pattern is _ATTACHED else _rest_title(rest)
                return DirectiveGuess(_tidy_number(found[1]), _day(rest), title)
    for line in lines:
        if found := _LETTERHEAD.search(line):
            days = [day for day in map(_day, lines) if day]
            return DirectiveGuess(
                _tidy_number(found[1]), days[0] if days else None, _annex_title(lines)
            )
    return DirectiveGuess(_from_filename(filename), None, _annex_title(lines))


def _tidy_number(number: str) -> str:
    """Upper-case titles print "QĐ-TTG"; the sign is "QĐ-TTg"."""
    return re.sub(r"-TTG\b", "-TTg", re.sub(r"\s", "", number)).rstrip(".")


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _rest_title(rest: str) -> str:
    """What a title line says after number and date."""
    return _DAY.sub("", rest, count=1).strip(" -–:;,.")


def _annex_title(lines: Sequence[str]) -> str:
    """The lines between "PHỤ LỤC" and "(Kèm theo …)"."""
    start = next((at for at, line in enumerate(lines) if _ANNEX_WORD.match(line)), None)
    if start is None:
        return ""
    words: list[str] = []
    for line in lines[start : start + 6]:
        if line.startswith("(") or "kèm theo" in line.casefold():
            break
        bare = re.sub(r"^phụ lục\s*(số\s*)?[IVX\d]*\s*[-–:.]?\s*", "", line, flags=re.I)
        words += [bare] if bare else []
    return " ".join(words)


def _from_filename(filename: str) -> str:
    found = _FILE.search(filename.rsplit(".", 1)[0])
    if not found:
        return ""
    issuer = found[3].strip("-_ .")
    kind = found[2].replace("QD", "QĐ")
    return f"{found[1]}/{kind}-{issuer}" if issuer else f"{found[1]}/{kind}"
