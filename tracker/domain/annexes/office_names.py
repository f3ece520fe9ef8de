"""Finds the office that a name in an annex means: by name, alias or abbreviation."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.domain.annexes.offices import is_group
from tracker.domain.vietnamese import fold


@dataclass(frozen=True, slots=True)
class OfficeName:
    id: int
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Match:
    """The office that is meant, or, where that is not certain, the nearest ones to offer."""

    office_id: int | None
    offers: tuple[OfficeName, ...] = ()


# Words that never tell two offices of one committee apart.
_EMPTY = frozenset({"va", "cua", "thuoc", "viet", "nam", "vn"})
_LONG_FORMS = (
    (r"\b(thanh nien cong san|tncs)( ho chi minh| hcm)?\b", "thanh nien"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bub(?=mttq)", "uy ban "),
    (r"\bmttq\b", "mat tran to quoc"),
)
# The head stands for the office: "Trưởng phòng Kinh tế", "Chánh Văn phòng".
_HEAD = re.compile(
    r"^(?:truong (?=phong|ban|cong an|tram)|giam doc (?=trung tam|so|cong an|benh vien)|"
    r"chanh (?=van phong)|(?:thu truong|lanh dao|nguoi dung dau) |cuc truong (?=cuc)|"
    r"vu truong (?=vu)|vien truong (?=vien)|hieu truong (?=truong)|bi thu (?=doan))"
)
_PLACE = re.compile(r" (?:dac khu|phuong|thi tran|xa(?! hoi\b))(?P<place>(?: (?!hoi\b)\w+){0,4})$")


def match_office(name: str, offices: Sequence[OfficeName], *, place: str = "") -> Match:
    """Certain or not at all: the same words (diacritics, case, punctuation and place aside),
    an alias, or an abbreviation that fits exactly one office. Everything else is only offered,
    nearest first. A group ("các phòng, ban") is no office unless it is an alias of one.

    `place` is the commune of the offices ("Cát Hải"): names of another commune do not match.
    """
    here = re.sub(r"^(dac khu|phuong|thi tran|xa) ", "", _words(place))
    for candidates in _candidates(name, offices, here):
        if len(candidates) == 1:
            return Match(candidates[0].id)
        if candidates:
            return Match(None, tuple(candidates))
    return Match(None, () if is_group(name) else _nearest(name, offices))


def _candidates(name: str, offices: Sequence[OfficeName], here: str) -> Iterator[list[OfficeName]]:
    """The offices that fit, by ever weaker evidence; the caller stops at the first hit."""
    wanted = _words(name)
    yield [office for office in offices if wanted and wanted in map(_words, office.names)]
    if is_group(name) or not wanted:
        return
    attempts = [wanted, _words(re.sub(r"\s*\([^()]*\)\s*$", "", name))]
    attempts += [headless for words in attempts if (headless := _HEAD.sub("", words)) != words]
    for agree in (_same, _abbreviates):
        for words in dict.fromkeys(attempts):
            yield [o for o in offices if any(agree(words, _words(n), here) for n in o.names)]


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    """The telling words, abbreviations of the state's organs written out."""
    words = " ".join(re.findall(r"[^\W_]+", fold(name).replace("&", " ")))
    for pattern, long_form in _LONG_FORMS:
        words = re.sub(pattern, long_form, words)
    return " ".join(word for word in words.split() if word not in _EMPTY)


def _split_place(words: str) -> tuple[str, str]:
    found = _PLACE.search(words)
    return (words[: found.start()], found["place"].strip()) if found else (words, "")


def _same(wanted: str, known: str, here: str) -> bool:
    """Equal but for the commune's name; two different communes are two offices."""
    (left, left_place), (right, right_place) = _split_place(wanted), _split_place(known)
    return bool(left) and left == right and len({left_place, right_place or here} - {""}) < 2


def _abbreviates(wanted: str, known: str, here: str) -> bool:
    (left, left_place), (right, right_place) = _split_place(wanted), _split_place(known)
    if len({left_place, right_place or here} - {""}) > 1:
        return False
    short, full = tuple(left.split()), tuple(right.split())
    return _spells(short, full) or _spells(full, short)


def _spells(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each word of `short` is the next word of `full`, or the initials of the next ones:
    "phong vh xh" and "p vhxh" spell "phong van hoa xa hoi"."""
    if not short or not full:
        return not short and not full
    word = short[0]
    if word == full[0] and _spells(short[1:], full[1:]):
        return True
    initials = "".join(each[0] for each in full[: len(word)])
    alone = len(word) == 1 and len(short) == 1
    return word == initials and not alone and _spells(short[1:], full[len(word) :])


def _nearest(name: str, offices: Sequence[OfficeName]) -> tuple[OfficeName, ...]:
    wanted = _split_place(_HEAD.sub("", _words(name)))[0]

    def likeness(office: OfficeName) -> float:
        return max(_likeness(wanted, _split_place(_words(known))[0]) for known in office.names)

    ranked = sorted(((likeness(office), office) for office in offices), key=lambda pair: -pair[0])
    return tuple(office for ratio, office in ranked[:3] if ratio >= 0.4)


def _likeness(left: str, right: str) -> float:
    """0 to 1: half for the letters in order, half for whole words in common."""
    letters = difflib.SequenceMatcher(None, left, right).ratio()
    words, others = set(left.split()), set(right.split())
    return letters / 2 + len(words & others) / max(len(words) + len(others), 1)
