"""Special days as people type and paste them: a line for each day or run of days, then its name."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.calendar_year import DayKind, SpecialDay
from tracker.domain.errors import N_, RuleBroken
from tracker.domain.vietnamese import parse_date, plain, short_date

_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
_LINE = re.compile(
    rf"(?P<first>{_DAY})(?![\d/])(?:\s*(?:-|đến)\s*(?P<last>{_DAY})(?![\d/]))?"
    r"[\s:;,-]*(?P<name>.*)",
    re.ASCII,
)
_SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})", re.ASCII)
_LONGEST_RUN = 31


def write_lines(days: Iterable[SpecialDay]) -> str:
    """ "30/4/2026 Ngày Chiến thắng", a line for each day."""
    return "\n".join(f"{short_date(day.on)} {day.name}".strip() for day in sorted(days))


def read_lines(text: str, kind: DayKind, year: int) -> list[SpecialDay]:
    """The days of the lines; a day without its year is of `year`, "16/2 - 20/2 Tết" a run of days.

    Raises RuleBroken that names the line; its field is the kind.
    """
    days: list[SpecialDay] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            days += _read(plain(line).strip(), kind, year, number)
    return days


def _read(line: str, kind: DayKind, year: int, number: int) -> list[SpecialDay]:
    found = _LINE.fullmatch(line)
    try:
        if found is None:
            raise ValueError(line)
        first = _day(found["first"], year)
        last = _day(found["last"], year) if found["last"] else first
    except (RuleBroken, ValueError) as error:
        raise RuleBroken(
            N_(
                "Dòng %(line)s: không đọc được ngày trong “%(text)s”. "
                "Hãy ghi ngày trước, tên sau, ví dụ “30/4/%(year)s Ngày Chiến thắng”."
            ),
            field=kind,
            line=number,
            text=line[:100],
            year=year,
        ) from error
    if not 0 <= (last - first).days < _LONGEST_RUN:
        raise RuleBroken(
            N_("Dòng %(line)s: hãy ghi ngày đầu trước ngày cuối, cách nhau không quá một tháng."),
            field=kind,
            line=number,
        )
    run = range((last - first).days + 1)
    return [SpecialDay(first + timedelta(days=n), kind, found["name"].strip()) for n in run]


def _day(written: str, year: int) -> date:
    short = _SHORT.fullmatch(written)
    return parse_date(f"{short[1]}/{short[2]}/{year}" if short else written)
