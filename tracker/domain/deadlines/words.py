"""Cuts a phrase into the words and figures of the language of deadlines."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product, takewhile

from tracker.domain.deadlines.lexicon import ROMAN, SIGNS, SPELLED, WEEKDAYS, WORDS, Kind
from tracker.domain.vietnamese import fold, plain

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 4
_NUMBERED_WEEKDAYS = tuple("234567")
_LETTERS = r"[^\W\d_]"
_PIECE = re.compile(
    rf"""(?P<time>t?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9/.-])
          |[0-9]{{1,2}}\s?(?:giờ|gio|h|g)(?:\s?[0-9]{{2}}(?:\s?(?:phút|phut|p|'))?)?(?!{_LETTERS}))
      |(?P<nonstop>24/24(?![0-9.-]))
      |(?P<amount>[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9/-]))
      |(?P<number>[0-9]+)
      |(?P<word>{_LETTERS}+)
      |(?P<blank>\.{{2,}})
      |(?P<bullet>[\n\r\v]\s*[-+*•])
      |(?P<dot>(?<=[0-9])\.(?=[0-9]))
      |(?P<sign>\S)""",
    re.VERBOSE,
)
# A document's number, by its capitals: 02-KH/BCĐTW, 13/2023/NĐ-CP.
_DOCUMENT = re.compile(r"(?<![\d/.-])[0-9]+[A-Za-zĐđ]?(?:/[0-9]{4})?\s?[-/](?=[A-ZĐ]{2})[\w/&-]+")
_SHORT_FORMS = (
    (re.compile(r"\b(?:q|quý|quí|qúy)\.?\s?(?=(?:i{1,3}|iv)\b|[0-9])"), "quý "),
    (re.compile(r"\bquy\s?(?=(?:i{1,3}|iv)\b)"), "quý "),
    (re.compile(r"\bt\.?\s?(?=[0-9]{1,2}\s?[/.,-])"), "tháng "),
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str = ""
    value: int | None = None

    @property
    def year(self) -> int | None:
        """A year of our time; other figures of four digits are counts or slips."""
        written_out = self.kind is Kind.NUMBER and len(self.text) == 4
        return self.value if written_out and 2000 <= (self.value or 0) < 2100 else None

    @property
    def small(self) -> int | None:
        """A figure that can be a day, a month or a quarter."""
        return self.value if self.kind is Kind.NUMBER and len(self.text) <= 2 else None


END_OF_PHRASE = Token(Kind.STOP)


def tokenise(phrase: str) -> list[Token]:
    text = plain(phrase)
    if not text.isupper():
        text = _DOCUMENT.sub(" § ", text)
    text = text.lower()
    for written, full in _SHORT_FORMS:
        text = written.sub(full, text)
    toneless = all(letter.isascii() for letter in text if letter.isalpha())
    dictionary = _TONELESS if toneless else _SPELT
    pieces = [(piece.lastgroup or "", piece[0]) for piece in _PIECE.finditer(text)]
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        token, length = _read(pieces[at : at + _LONGEST], dictionary)
        tokens.append(token)
        at += length
    return tokens


def _read(pieces: list[tuple[str, str]], dictionary: "_Dictionary") -> tuple[Token, int]:
    """The next token, and of how many pieces it is made."""
    group, text = pieces[0]
    match group:
        case "word":
            words = takewhile(lambda piece: piece[0] == "word", pieces)
            following = pieces[1][1] if len(pieces) > 1 else ""
            return dictionary.look_up([word for _, word in words], following)
        case "number":
            return Token(Kind.NUMBER, text, int(text) if len(text) <= 4 else None), 1
        case "time":
            return Token(Kind.TIME, text, int(re.findall("[0-9]+", text)[0])), 1
        case "sign":
            return Token(SIGNS.get(text, Kind.OTHER), text), 1
        case "bullet":
            return Token(Kind.STOP, text), 1
        case "dot":
            return Token(Kind.DOT, text), 1
        case _:
            return Token(Kind.OTHER, text), 1


class _Dictionary:
    """The lexicon by one way of spelling."""

    def __init__(self, key: Callable[[str], str], *, spelled: bool) -> None:
        self._key = key
        self._entries: dict[tuple[str, ...], tuple[Kind, int | None]] = {}
        for kind, listed in WORDS.items():
            for words in listed.split("|"):
                self._add(words, kind)
        for day, words in WEEKDAYS.items():
            self._add(words, Kind.WEEKDAY, day)
        for numeral, value in ROMAN.items():
            # The letter l is often typed for the numeral I.
            for letters in product(*("il" if letter == "i" else letter for letter in numeral)):
                self._add("".join(letters), Kind.ROMAN, value)
        for words, value in SPELLED.items() if spelled else ():
            self._add(words, Kind.SPELLED, value)

    def _add(self, words: str, kind: Kind, value: int | None = None) -> None:
        self._entries.setdefault(tuple(map(self._key, words.split())), (kind, value))

    def look_up(self, words: list[str], following: str) -> tuple[Token, int]:
        """The longest entry that the words begin with, and its length."""
        keys = tuple(map(self._key, words))
        for length in range(len(keys), 0, -1):
            if entry := self._entries.get(keys[:length]):
                return Token(entry[0], " ".join(words[:length]), entry[1]), length
        if keys[0] == self._key("thứ") and following in _NUMBERED_WEEKDAYS:
            return Token(Kind.WEEKDAY, words[0], int(following) - 2), 2
        return Token(Kind.OTHER, words[0]), 1


def _spelling(word: str) -> str:
    """The letters, then the tone: "quý" and the common slip "qúy" are one word."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in marks if mark not in _TONES)
    tones = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", letters) + tones


_SPELT = _Dictionary(_spelling, spelled=True)
# Without any diacritics "sau" is after or six: figures in words are then not read.
_TONELESS = _Dictionary(fold, spelled=False)
