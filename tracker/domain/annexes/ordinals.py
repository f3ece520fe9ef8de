"""The numbering of rows, and the headings that a row stands under."""

import re
from dataclasses import dataclass

_ROMAN = r"(?=[IVX])(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_PART = rf"(?:{_ROMAN}|[A-ZĐ]|\d{{1,4}}[a-zđ]?|[a-zđ])"
_ORDINAL = re.compile(rf"\(?({_PART}(?:\s*[.\-/]\s*{_PART})*)\s*[.):/]*")
_WORDED = re.compile(r"(phần|mục|nhóm|chương|phụ lục)\s+(?:thứ\s+)?[\w.]+", re.IGNORECASE)
_WORDED_IN_TEXT = re.compile(
    r"((?:phần|mục|chương)\s+(?:thứ\s+)?\w+)\s*[.:–-]\s+(?=\S)", re.IGNORECASE
)
_IN_TEXT = re.compile(
    rf"\(?((?:{_PART}\.)+{_PART}|{_ROMAN}|[A-ZĐ]|\d{{1,4}}|[a-zđ])(?:[.)/]|\s*[-–:])+\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """ "III.1.2" is the parts III, 1, 2; its style ("roman", 3) tells its rank among headings."""

    parts: tuple[str, ...]
    style: tuple[str, int]

    @property
    def is_number(self) -> bool:
        """A plain number, as tasks have: not a letter, Roman or dotted."""
        return self.style == ("number", 1)

    def is_parent_of(self, other: "Ordinal") -> bool:
        return len(other.parts) > len(self.parts) and other.parts[: len(self.parts)] == self.parts


def read_ordinal(text: str) -> Ordinal | None:
    """The ordinal that a cell holds; None when it holds something else."""
    stripped = text.strip()
    if len(stripped) > 24:
        return None
    if worded := _WORDED.fullmatch(stripped):
        return Ordinal((stripped,), (worded[1].casefold(), 1))
    found = _ORDINAL.fullmatch(stripped)
    if not found:
        return None
    parts = tuple(re.split(r"\s*[.\-/]\s*", found[1]))
    return Ordinal(parts, (_style(parts[0]), len(parts)))


def split_ordinal(text: str) -> tuple[str, str]:
    """ "II. Dữ liệu số" is "II." and "Dữ liệu số"; without an ordinal the first is empty."""
    if worded := _WORDED_IN_TEXT.match(text):
        return worded[1], text[worded.end() :]
    found = _IN_TEXT.match(text)
    return (found[0].strip(), text[found.end() :]) if found else ("", text)


def _style(part: str) -> str:
    if part[0].isdigit():
        return "number"
    if re.fullmatch(_ROMAN, part):
        return "roman"
    return "letter" if part.isupper() else "small letter"


@dataclass(frozen=True, slots=True)
class _Heading:
    style: tuple[str, int]
    ordinal: str
    text: str


class Headings:
    """The headings in force, outermost first. Their order is learned from the annex itself:
    a style seen before closes everything down to it, a new style opens a level below."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []
        self._holds_numbers = False

    def enter(self, ordinal: str, text: str) -> None:
        style = self._style_of(ordinal)
        self._holds_numbers = False
        for depth, heading in enumerate(self._open):
            if heading.style == style:
                del self._open[depth:]
                break
        self._open.append(_Heading(style, ordinal, text))

    def pass_task(self, ordinal: str) -> None:
        """A task numbered 3 stands beside a heading numbered 2, not under it, unless the tasks
        under that heading are numbered themselves."""
        read = read_ordinal(ordinal)
        if read is None or not read.is_number:
            return
        if not self._holds_numbers:
            for depth, heading in enumerate(self._open):
                if _follows(read, read_ordinal(heading.ordinal)):
                    del self._open[depth:]
                    break
        self._holds_numbers = True

    def has(self, style: tuple[str, int]) -> bool:
        return any(heading.style == style for heading in self._open)

    @property
    def path(self) -> str:
        """ "A. Nhiệm vụ chung › II. Dữ liệu số"."""
        return " › ".join(
            f"{h.ordinal.rstrip('.):/ ')}. {h.text}" if h.ordinal else h.text for h in self._open
        )

    def _style_of(self, ordinal: str) -> tuple[str, int]:
        read = read_ordinal(ordinal)
        if read is None:
            return ("none", 1)
        if read.style == ("roman", 1) and len(read.parts[0]) == 1:
            # "I" after "H" counts letters, not Roman numbers.
            before = chr(ord(read.parts[0]) - 1)
            if any(
                read_ordinal(h.ordinal) == Ordinal((before,), ("letter", 1)) for h in self._open
            ):
                return ("letter", 1)
        return read.style


def _follows(later: Ordinal, earlier: Ordinal | None) -> bool:
    if earlier is None or not earlier.is_number:
        return False
    one, two = earlier.parts[0], later.parts[0]
    return one.isdigit() and two.isdigit() and int(two) == int(one) + 1
