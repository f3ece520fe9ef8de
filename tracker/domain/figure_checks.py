"""Figures in the texts of a report that contradict each other: a question to a person, never a bar.

Published reports do contain sums that do not add up (1.045 + 4.076 + 82 beside 5.092). What is
looked for is narrow on purpose, for an alarm about a correct text costs the trust in all others:
sums that are written out, parts after "gồm" or "trong đó" that nearly make up their whole, and
percentages whose two numbers stand in the same sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from tracker.domain.errors import N_
from tracker.domain.indicators import IndicatorStanding
from tracker.domain.vietnamese import decimal, number, plain, short_date

_WHOLE_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,12})"
_COUNT = rf"(?<![\d.,/]){_WHOLE_NUMBER}(?![\d/]|[.,]\d)"
_COUNTS = re.compile(_COUNT)
_PERCENT = r"(\d{1,3}(?:,\d{1,3})?)\s?%"
_SUM = re.compile(rf"((?:{_COUNT})(?:\s?\+\s?(?:{_COUNT}))+)\s?=\s?({_COUNT})")
_FRACTION = rf"(?<![\d.,/])({_WHOLE_NUMBER})\s?/\s?({_WHOLE_NUMBER})(?![\d/]|[.,]\d)"
# "29/52 nhiệm vụ (56%)", "5.010/5.092 hồ sơ, đạt 98,39%", "5.010/5.092 = 98,39%"; a percentage of
# something else ("tăng 5%", "đạt 110% kế hoạch") says nothing of the two numbers.
_LINK = r"(?:\s?\(|\s?=|,)?\s?(?:(?:và|đã|đạt|chiếm|bằng|tương đương|tỷ lệ|là|khoảng)\s)*"
_OF_ELSE = r"(?!\s?(?:kế hoạch|chỉ tiêu|mục tiêu|so với|dự toán|KH\b))"
_FRACTION_FIRST = re.compile(rf"{_FRACTION}((?:\s[^\W\d_]+){{0,6}}?)({_LINK}){_PERCENT}{_OF_ELSE}")
_PERCENT_FIRST = re.compile(rf"{_PERCENT}\s?\(\s?{_FRACTION}([^\d%;\n]{{0,40}})\)")
# "29 nhiệm vụ (chiếm 56%)": a number, its unit, its share of a total that stands before it.
_SHARE = re.compile(
    rf"({_COUNT})\s([^\d\W][^\d(),;:.%]{{0,40}}?)\s?\((?:chiếm |đạt |tỷ lệ )*{_PERCENT}\)"
)
_TOTAL = re.compile(
    rf"(?:được giao|tổng số|tổng cộng|trong số|tất cả)(?: có| là)?[^\d.;,(]{{0,40}}?({_COUNT})\s"
    r"([^\W\d]+(?: [^\W\d]+)?)",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"(?:tăng|giảm|vượt|thêm)\s*$", re.IGNORECASE)
_PARTS = re.compile(
    rf"({_COUNT})([^\d.%]{{0,60}}?)\b(trong đó|bao gồm|gồm có|gồm|chia ra)(?: có)?(\s?:)?(\s.+)",
    re.IGNORECASE | re.DOTALL,
)
_PART_OF_A_PART = re.compile(r"trong đó|[.](?:\s|$)", re.IGNORECASE)
_COMPLETE = ("gồm", "chia ra")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])|\n+(?!\s*[-+•*])")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# Numbers that count nothing: days, months, years, document numbers, articles, percentages.
_NOT_COUNTS = re.compile(
    r"\b(?:ngày|tháng|quý|năm|(?<!tổng )số|điều|khoản|mục|phụ lục|lúc|giờ)\s+\d[\w./-]*"
    r"|(?<!\d)(?:\d+/\d+(?:/\d+)?(?:/[\w-]+)?|\d+[-/][A-ZĐ][\w/-]*|\d+(?:[.,]\d+)*\s?%)",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(r"(?:ngày|đến|từ|hết|trước|sau|tháng|sáng|chiều)\s*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s?(?:=|nhiệm vụ|hồ sơ|chỉ tiêu|đơn vị|cơ quan|thôn|xã|thủ tục|văn bản|người|trường|tổ)",
    re.IGNORECASE,
)
_MOST_PARTS = 8
# Longer than any sentence with its list: what is longer is not read, and costs no time.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Figures that do not fit together; `message` is a msgid with both of the numbers."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)


def check_text(text: str) -> Iterator[Finding]:
    """What in this text does not fit together, in the order of the text."""
    for sentence in _sentences(plain(text)):
        yield from _sums(sentence)
        yield from _fractions(sentence)
        yield from _shares(sentence)
        yield from _parts(sentence)


def _sentences(text: str) -> Iterator[str]:
    """Each with the list that belongs to it; the lines alone of a list that is too long."""
    for sentence in _SENTENCE.split(text):
        pieces = [sentence] if len(sentence) <= _LONGEST else sentence.split("\n")
        yield from (piece for piece in pieces if len(piece) <= _LONGEST)


def check_indicators(standings: Iterable[IndicatorStanding]) -> Iterator[Finding]:
    """Cumulative numbers that fell this year, and parts that are more than their whole."""
    for standing in standings:
        name, measure = standing.measure.name, standing.measure
        for earlier, later in standing.falls():
            if later.on.year == standing.as_of.year:
                yield Finding(
                    N_(
                        "%(name)s: số lũy kế giảm từ %(high)s (ngày %(earlier)s) còn %(low)s (%(later)s)"
                    ),
                    {
                        "name": name,
                        "high": measure.written(earlier.number),
                        "earlier": short_date(earlier.on),
                        "low": measure.written(later.number),
                        "later": short_date(later.on),
                    },
                )
        value = standing.value
        if value is not None and value.whole is not None and value.part > value.whole:
            yield Finding(
                N_("%(name)s: số thứ nhất lớn hơn tổng số (%(numbers)s, ngày %(day)s)"),
                {"name": name, "numbers": value.two_numbers, "day": short_date(value.on)},
            )


def _sums(sentence: str) -> Iterator[Finding]:
    for found in _SUM.finditer(sentence):
        parts = [_int(one) for one in _COUNTS.findall(found[1])]
        if sum(parts) != _int(found[2]):
            yield _wrong_sum(parts, _int(found[2]))


def _fractions(sentence: str) -> Iterator[Finding]:
    for found in _FRACTION_FIRST.finditer(sentence):
        part, whole, unit, link, printed = found.groups()
        before = sentence[: found.start()]
        if link.strip() and not _is_date(before, part, whole, unit + link):
            yield from _wrong_percent(_int(part), _int(whole), printed)
    for found in _PERCENT_FIRST.finditer(sentence):
        printed, part, whole, behind = found.groups()
        if not _is_date("", part, whole, behind):
            yield from _wrong_percent(_int(part), _int(whole), printed)


def _is_date(before: str, part: str, whole: str, behind: str) -> bool:
    """May "3/10" be a day? Not where it is counted or computed: "3/10 nhiệm vụ", "3/10 = 30%"."""
    if _DATE_WORDS.search(before):
        return True
    may_be = 1 <= _int(part) <= 31 and 1 <= _int(whole) <= 12 and len(whole) <= 2
    return may_be and not _COUNTED.match(behind)


def _shares(sentence: str) -> Iterator[Finding]:
    """A share must follow from one of the numbers before it, of which one is called the total."""
    for found in _SHARE.finditer(sentence):
        before = sentence[: found.start()]
        totals = [
            _int(total[1])
            for total in _TOTAL.finditer(before)
            if total[2].casefold().startswith(found[2].split()[0].casefold())
        ]
        part, printed = _int(found[1]), found[3]
        # All of something is its own whole: "Phòng Kinh tế 10 nhiệm vụ (100%)".
        wholes = [part, *map(_int, _COUNTS.findall(_NOT_COUNTS.sub(" ", before)))]
        if _CHANGE.search(before):
            continue
        if totals and not any(_follows(part, whole, printed) for whole in wholes):
            yield from _wrong_percent(part, totals[-1], printed)


def _parts(sentence: str) -> Iterator[Finding]:
    found = _PARTS.search(_NOT_COUNTS.sub(" ", _IN_BRACKETS.sub(" ", sentence)))
    if found is None:
        return
    whole, named, marker, colon, rest = found.groups()
    rest = _reach(rest, bool(colon))
    items = [_COUNTS.findall(item) for item in re.split(r"[,;\n]| và | còn lại ", rest)]
    parts = [_int(item[0]) for item in items if item]
    if not 2 <= len(parts) <= _MOST_PARTS or any(len(item) > 1 for item in items):
        return
    if re.search(r"\d,\d", rest):
        return
    units = {_unit(behind) for behind in re.split(_COUNT, rest)[1:]}
    complete = units == {_unit(named)} and any(one in marker.casefold() for one in _COMPLETE)
    if sum(parts) != _int(whole) and (complete or _nearly(parts, _int(whole))):
        yield _wrong_sum(parts, _int(whole))


def _reach(rest: str, colon: bool) -> str:
    """How far the parts go: the lines of a list; else the line, and past ";" only after a colon."""
    if colon and rest.lstrip(" ").startswith("\n"):
        return re.sub(r",?\s*trong đó[^\n]*", "", rest, flags=re.IGNORECASE)
    line = _PART_OF_A_PART.split(rest.split("\n")[0], maxsplit=1)[0]
    return line if colon else line.split(";")[0]


def _nearly(parts: Sequence[int], whole: int) -> bool:
    """Too close to be told apart from a slip, and no selection of the parts makes up the whole."""
    total = sum(parts)
    near = abs(total - whole) <= max(1, whole // 33)
    some = (sum(chosen) for n in range(2, len(parts)) for chosen in combinations(parts, n))
    return near and whole >= 10 and whole not in some


def _unit(behind: str) -> str:
    words = behind.split()
    return words[0].casefold().strip(",;:.") if words else ""


def _wrong_percent(part: int, whole: int, printed: str) -> Iterator[Finding]:
    if whole and not _follows(part, whole, printed):
        places = len(printed.partition(",")[2])
        yield Finding(
            N_("%(part)s/%(whole)s = %(right)s%%, ghi %(printed)s%%"),
            {
                "part": number(part),
                "whole": number(whole),
                "right": decimal(Fraction(100 * part, whole), places),
                "printed": printed,
            },
        )


def _follows(part: int, whole: int, printed: str) -> bool:
    """Is it the percentage, rounded half up or down, or moved by a step so that all add up to 100?"""
    if not whole:
        return False
    places = len(printed.partition(",")[2])
    step = Fraction(1, 10**places)
    exact = Fraction(100 * part, whole)
    said = Fraction(Decimal(printed.replace(",", ".")))
    if abs(said - exact) <= step / 2:
        return True
    # Less than all is never 100%, more than nothing never 0% (domain/figures.py).
    return (0 < exact < step / 2 and said == step) or (exact < 100 == said + step and exact > said)


def _wrong_sum(parts: Sequence[int], whole: int) -> Finding:
    return Finding(
        N_("%(parts)s = %(right)s, ghi %(printed)s"),
        {
            "parts": " + ".join(number(part) for part in parts),
            "right": number(sum(parts)),
            "printed": number(whole),
        },
    )


def _int(text: str) -> int:
    return int(text.replace(".", ""))
