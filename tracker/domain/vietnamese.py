"""Vietnamese text as offices search, sort and write it."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tracker.domain.errors import N_, RuleBroken

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the dictionary's order
_WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹘﹣－"), "-")
_PIECES = re.compile(r"[0-9]+|\s+|.")
# 1800 to 2199: what is reckoned from a day must not fall off the end of the calendar.
_YEAR = r"(1[89]\d\d|2[01]\d\d)"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}", re.ASCII)
_NUMBER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d{1,15})(,\d{1,6})?", re.ASCII)
_YEAR_FIRST = re.compile(rf"{_YEAR}-(\d{{1,2}})-(\d{{1,2}})", re.ASCII)


def plain(text: str) -> str:
    """One code for one sign: composed letters, one dash, no zero-width characters."""
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(_DASHES)


def fold(text: str) -> str:
    """The form in which two spellings of one phrase are equal: for search and matching."""
    decomposed = unicodedata.normalize("NFKD", plain(text).casefold()).replace("đ", "d")
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r" ?-[- ]*", "-", " ".join(bare.split()))


def sort_key(text: str) -> SortKey:
    """Vietnamese alphabetical order: letters, then tones; digits by their number."""
    composed = unicodedata.normalize("NFC", text).casefold()
    pieces = [_piece_key(piece) for piece in _PIECES.findall(composed)]
    tones = tuple(tone for _, tone in pieces if tone is not None)
    return tuple(letter for letter, _ in pieces), tones, text


def person_key(name: str) -> tuple[SortKey, SortKey]:
    """People are listed by the given name, which stands last, then by the whole name."""
    return sort_key(name.rpartition(" ")[2]), sort_key(name)


@lru_cache(maxsize=4096)
def _piece_key(piece: str) -> tuple[tuple[int, int, str], int | None]:
    """Where a letter, a space or a number stands, and the tone that letters have."""
    if piece[0] in "0123456789":
        # As text with its length: int() refuses numbers of thousands of digits.
        digits = piece.lstrip("0")
        return (1, len(digits), digits), None
    if piece.isspace():
        return (0, 0, " "), None
    letter, tone = _split_tone(piece)
    place = _ALPHABET.find(letter)
    return ((2, place, "") if place >= 0 else (3 if letter.isalpha() else 0, 1, letter)), tone


def _split_tone(letter: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    bare = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), tone


def number(n: int) -> str:
    """5092 -> "5.092"."""
    return f"{n:,}".replace(",", ".")


def count(n: int) -> str:
    """A count in running text: "07", "12", "5.092"; none is "không"."""
    if n == 0:
        return "không"
    return f"{n:02d}" if 0 < n < 10 else number(n)


def decimal(value: Decimal | Fraction | int, places: int) -> str:
    """Rounded half up (away from zero), with a decimal comma: "98,39"."""
    scaled = abs(Fraction(value)) * 10**places
    whole, rest = divmod(int(scaled + Fraction(1, 2)), 10**places)
    sign = "-" if value < 0 and (whole or rest) else ""
    return sign + number(whole) + (f",{rest:0{places}d}" if places else "")


def number_words(number: Decimal) -> str:
    """With as many decimals as it has: "5.092", "98,39"."""
    return decimal(number, max(0, -int(number.normalize().as_tuple().exponent)))


def parse_number(text: str) -> Decimal:
    """Read "98,39", "5.010" or "5010"; RuleBroken when it is none."""
    compact = re.sub(r"(?<=\d)\s(?=\d{3}(\D|$))", ".", plain(text).strip())
    if not _NUMBER.fullmatch(compact) or len(compact) > 24:
        raise RuleBroken(
            N_(
                "Không đọc được số “%(text)s”. Hãy ghi dấu chấm ở hàng nghìn và dấu phẩy trước "
                "phần thập phân, ví dụ 5.010 hoặc 98,39."
            ),
            text=text.strip()[:40],
        )
    return Decimal(compact.replace(".", "").replace(",", "."))


def weekday(day: date) -> str:
    """ "thứ Hai", a msgid: pages translate it."""
    return _WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """NĐ 30/2020: a leading 0 for days under 10 and for months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def parse_date(text: str) -> date:
    """Read 31/10/2025, 31-10-2025, 31.10.2025 or 2025-10-31; RuleBroken when it is none."""
    compact = re.sub(r"\s*([/.-])\s*", r"\1", plain(text).strip())
    if found := _DAY_FIRST.fullmatch(compact):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := _YEAR_FIRST.fullmatch(compact):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise RuleBroken(
            N_(
                "Không đọc được ngày “%(text)s”. Hãy ghi theo mẫu ngày/tháng/năm, ví dụ 31/10/2025."
            ),
            text=text.strip(),
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise RuleBroken(
            N_("Không có ngày “%(text)s” trong lịch. Hãy kiểm tra lại ngày, tháng, năm."),
            text=text.strip(),
        ) from error
