"""How far a date is to be trusted, by the words that stand before it.

A date counts as a deadline only where it is introduced as one: at the start of a sentence,
after "hoàn thành" and its like, or behind "trước", "trong", "chậm nhất". Behind any other
word it may belong to that word: "Kế hoạch năm 2025", "cuộc họp ngày 15/10/2025".
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.spans import Span, Unclear
from tracker.domain.deadlines.stretches import Stretch
from tracker.domain.deadlines.words import Token

HARMLESS = frozenset({
    Kind.LEAD, Kind.LINK, Kind.COMMA, Kind.COLON, Kind.DASH, Kind.AND, Kind.OPEN, Kind.CLOSE,
    Kind.MARK, Kind.WITHIN, Kind.LATEST, Kind.REGULARLY, Kind.CONSTANTLY, Kind.ONWARD, Kind.EVENT,
    Kind.STOP, Kind.FINISH, Kind.CITING, Kind.HORIZON, Kind.BEGIN, Kind.DOCUMENT,
})  # fmt: skip
BY_THEN = frozenset({Kind.BEFORE, Kind.LATEST, Kind.END})
FIRM = BY_THEN | {Kind.WITHIN}


class Role(Enum):
    DUE = auto()
    START = auto()
    AFTER = auto()
    """Nothing is due by it: what it speaks of begins there."""
    CITED = auto()
    ASIDE = auto()
    """It stands behind a word that it may belong to."""


@dataclass(frozen=True, slots=True)
class Term:
    """A date of the phrase, or parts of a year, and how it is meant."""

    role: Role
    stretch: Stretch
    introduced_by: Set[Kind]
    before: bool

    @property
    def is_dated(self) -> bool:
        return self.stretch.span is not None

    @property
    def span(self) -> Span:
        if self.stretch.span is None:
            raise Unclear("a date without its year")
        return self.stretch.span

    @property
    def due(self) -> date:
        return self.span.due(before=self.before)

    def introduced(self, kinds: Set[Kind]) -> bool:
        return not self.introduced_by.isdisjoint(kinds)


class Context:
    """What the words of the sentence so far make of a date that follows."""

    def __init__(self, *, narrative: bool) -> None:
        self._narrative = narrative
        self._start_sentence()

    def _start_sentence(self) -> None:
        self.plain = not self._narrative
        self._citing = False
        self._documented = False
        self._elsewhere = False
        self._begins = False

    def hear(self, token: Token) -> None:
        match token.kind:
            case Kind.STOP:
                self._start_sentence()
            case Kind.FINISH:
                self._start_sentence()
                self.plain = True
            case Kind.CITING:
                self._citing = True
            case Kind.HORIZON:
                self._elsewhere = True
            case Kind.BEGIN:
                self._begins = True
            case Kind.DOCUMENT:
                self._documented = True
                self.plain = False
            case kind if kind not in HARMLESS:
                self.plain = False

    def role(self, introduced_by: Set[Kind], *, ranged: bool, owned: bool) -> Role:
        """The part of a date; owned when "của" follows: trong năm 2025 của Nghị quyết."""
        if Kind.AFTER in introduced_by:
            return Role.AFTER
        by_then = not introduced_by.isdisjoint(BY_THEN)
        within = Kind.WITHIN in introduced_by and (self.plain or not owned)
        starts = Kind.FROM in introduced_by and not ranged
        if self._begins and starts and self.plain:
            return Role.START
        if self._elsewhere or (self._begins and not ranged) or (self._citing and not by_then):
            return Role.CITED
        if self._documented and not (by_then or within):
            return Role.CITED
        if starts:
            return Role.START if self.plain else Role.AFTER
        return Role.DUE if self.plain or by_then or within else Role.ASIDE
