"""Cuts a phrase into the words and figures of the language of deadlines."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain.deadlines.lexicon import ROMAN, SIGNS, SPELLED, WEEKDAYS, WORDS, Kind
from tracker.domain.vietnamese import fold, plain

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONGEST = 4
_LETTERS = r"[^\W\d_]"
_PIECE = re.compile(
    rf"""(?P<time>t?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9/.-])
          |[0-9]{{1,2}}\s?(?:giờ|gio|h|g)(?:\s?[0-9]{{2}}(?:\s?(?:phút|phut|p|'))?)?(?!{_LETTERS}))
      |(?P<nonstop>24/(?:7|24)(?![0-9/.-]))
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

Entry = tuple[Kind, int | None]


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
    lexicon, key = (_TONELESS, fold) if toneless else (_SPELT, _spelling)
    pieces = list(_PIECE.finditer(text))
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        token, length = _read(pieces, at, lexicon, key)
        tokens.append(token)
        at += length
    return tokens


def _read(
    pieces: list[re.Match[str]],
    at: int,
    lexicon: dict[tuple[str, ...], Entry],
    key: Callable[[str], str],
) -> tuple[Token, int]:
    group, text = pieces[at].lastgroup, pieces[at][0]
    if group == "word":
        return _read_word(pieces, at, lexicon, key)
    if group == "number":
        return Token(Kind.NUMBER, text, int(text) if len(text) <= 4 else None), 1
    if group == "time":
        return Token(Kind.TIME, text, int(re.findall("[0-9]+", text)[0])), 1
    if group == "sign":
        return Token(SIGNS.get(text, Kind.OTHER), text), 1
    kinds = {"bullet": Kind.STOP, "dot": Kind.DOT}
    return Token(kinds.get(group or "", Kind.OTHER), text), 1


def _read_word(pieces, at, lexicon, key):
    words = []
    for piece in pieces[at : at + _LONGEST]:
        if piece.lastgroup != "word":
            break
        words.append(key(piece[0]))
    for length in range(len(words), 0, -1):
        if entry := lexicon.get(tuple(words[:length])):
            return Token(entry[0], " ".join(words[:length]), entry[1]), length
    if words[0] == key("thứ") and at + 1 < len(pieces) and pieces[at + 1][0] in "234567":
        return Token(Kind.WEEKDAY, words[0], int(pieces[at + 1][0]) - 2), 2
    return Token(Kind.OTHER, words[0]), 1


def _spelling(word: str) -> str:
    """The letters, then the tone: "quý" and the common slip "qúy" are one word."""
    marks = unicodedata.normalize("NFD", word)
    letters = "".join(mark for mark in marks if mark not in _TONES)
    tones = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", letters) + tones


def _lexicon(key: Callable[[str], str], *, spelled: bool) -> dict[tuple[str, ...], Entry]:
    entries: dict[tuple[str, ...], Entry] = {}

    def add(words: str, kind: Kind, value: int | None = None) -> None:
        entries.setdefault(tuple(key(word) for word in words.split()), (kind, value))

    for kind, listed in WORDS.items():
        for words in listed.split("|"):
            add(words, kind)
    for day, words in WEEKDAYS.items():
        add(words, Kind.WEEKDAY, day)
    for numeral, value in ROMAN.items():
        add(numeral, Kind.ROMAN, value)
        # The letter l is often typed for the numeral I.
        add(numeral.replace("i", "l"), Kind.ROMAN, value)
    for words, value in SPELLED.items() if spelled else ():
        add(words, Kind.SPELLED, value)
    return entries


_SPELT = _lexicon(_spelling, spelled=True)
# Without any diacritics "sau" is after or six: figures in words are then not read.
_TONELESS = _lexicon(fold, spelled=False)
