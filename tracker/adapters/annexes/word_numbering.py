"""The numbers that Word prints by itself: an automatic STT column has no text of its own."""

import re
from dataclasses import dataclass, field

from tracker.adapters.annexes.package import Attributes, local

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Beyond these nobody numbers in letters and Roman numerals: a file that does would fill the memory.
_LAST_ROMAN, _LAST_LETTERS = 3999, 26 * 30
_LONGEST_PATTERN = 200


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class _Instance:
    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class NumberedStyles:
    """Reads styles.xml (as a handler): the paragraph styles that number, with list and level."""

    def __init__(self) -> None:
        self.lists: dict[str, tuple[str, int]] = {}
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> None:
        value = local(attributes, "val")
        numbering, level = self.lists.get(self._style, ("", 0))
        if name == "style":
            self._style = local(attributes, "styleId")
        elif name == "numId":
            self.lists[self._style] = (value, level)
        elif name == "ilvl":
            self.lists[self._style] = (numbering, _number(value))

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class Numbering:
    """Reads numbering.xml (as a handler), then counts as Word does."""

    def __init__(self) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        self._abstract = self._instance = ""
        self._at = 0

    def start(self, name: str, attributes: Attributes) -> None:
        value = local(attributes, "val")
        if name == "abstractNum":
            self._abstract, self._instance = local(attributes, "abstractNumId"), ""
        elif name == "num":
            self._instance = local(attributes, "numId")
            self._instances[self._instance] = _Instance()
        elif name in ("lvl", "lvlOverride"):
            self._at = _number(local(attributes, "ilvl"))
            if not self._instance:
                self._levels[self._abstract, self._at] = _Level()
        elif self._instance:
            self._in_instance(name, value)
        elif level := self._levels.get((self._abstract, self._at)):
            self._in_level(level, name, value)

    def _in_instance(self, name: str, value: str) -> None:
        if name == "abstractNumId":
            self._instances[self._instance].abstract = value
        elif name == "startOverride":
            self._instances[self._instance].starts[self._at] = _number(value, 1)

    def _in_level(self, level: _Level, name: str, value: str) -> None:
        if name == "numFmt":
            level.kind = value
        elif name == "lvlText":
            level.pattern = value[:_LONGEST_PATTERN]
        elif name == "start":
            level.start = _number(value, 1)

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def is_bullet(self, instance: str, at: int) -> bool:
        level = self._level(instance, at)
        return level is not None and level.kind == "bullet"

    def next_label(self, instance: str, at: int) -> str:
        """ "1.", "a)", "II", "-"; empty for an unknown list."""
        level = self._level(instance, at)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return "-"
        abstract = self._instances[instance].abstract
        self._advance(instance, abstract, at, level)
        return re.sub(
            r"%(\d)", lambda found: self._shown(abstract, int(found[1]) - 1), level.pattern
        )

    def _level(self, instance: str, at: int) -> _Level | None:
        known = self._instances.get(instance)
        return self._levels.get((known.abstract, at)) if known else None

    def _advance(self, instance: str, abstract: str, at: int, level: _Level) -> None:
        if instance not in self._begun:
            self._begun.add(instance)
            for place, start in self._instances[instance].starts.items():
                self._counters[abstract, place] = start - 1
        self._counters[abstract, at] = self._counters.get((abstract, at), level.start - 1) + 1
        for deeper in range(at + 1, 9):
            self._counters.pop((abstract, deeper), None)

    def _shown(self, abstract: str, at: int) -> str:
        level = self._levels.get((abstract, at), _Level())
        count = self._counters.get((abstract, at), level.start)
        if level.kind in ("upperRoman", "lowerRoman") and count <= _LAST_ROMAN:
            shown = _roman(count)
            return shown if level.kind == "upperRoman" else shown.lower()
        if level.kind in ("upperLetter", "lowerLetter") and count <= _LAST_LETTERS:
            shown = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
            return shown.upper() if level.kind == "upperLetter" else shown
        return f"{count:02d}" if level.kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    shown = ""
    for value, sign in _ROMAN:
        shown += sign * (count // value)
        count %= value
    return shown


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
