"""Reads a phrase from left to right into what it says."""

from dataclasses import replace

from tracker.domain.deadlines.context import HARMLESS, Context, Term
from tracker.domain.deadlines.cursor import Cursor
from tracker.domain.deadlines.doubts import refuse
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.rules import Rule, read_day_of_last_month, read_rule
from tracker.domain.deadlines.spans import Span, Unclear, Unit
from tracker.domain.deadlines.stretches import Stretch, read_stretch
from tracker.domain.deadlines.words import Token, tokenise

Item = Term | Rule | Kind

_INTRODUCING = (
    Kind.BEFORE, Kind.LATEST, Kind.WITHIN, Kind.UNTIL, Kind.END, Kind.LATE, Kind.FROM, Kind.AFTER,
    Kind.VAGUE, Kind.EARLY, Kind.PERIOD, Kind.LINK,
)  # fmt: skip
_BY_A_DAY = {Kind.BEFORE, Kind.LATEST, Kind.WITHIN, Kind.LINK}
_KEPT = (Kind.ONWARD, Kind.EVENT, Kind.STOP, Kind.AND)
_NOT_SEPARATING = (Kind.OPEN, Kind.MARK, Kind.LINK, Kind.REGULARLY)
_CLOSING = (Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.CONSTANTLY)
_LONGEST = 40
"""Words beyond which a cell tells a story: only dates that are firmly introduced count."""
_LONGEST_READ = 600
"""Words beyond which it is no cell of a table; bounds the time that reading takes."""


class Phrase:
    """The items of a phrase in their order; Unclear when it cannot be read safely."""

    def __init__(self, text: str) -> None:
        tokens = tokenise(text)
        if len(tokens) > _LONGEST_READ:
            raise Unclear("too long for a deadline")
        self.narrative = len(tokens) > _LONGEST
        self.items: list[Item] = []
        self.weekdays: set[int] = set()
        self._cursor = Cursor(tokens)
        self._context = Context(narrative=self.narrative)
        self._date_end = -1
        while not self._cursor.done:
            if not (self._read_rule() or self._read_last_month() or self._read_term()):
                self._read_word()

    def _read_rule(self) -> bool:
        since_date = range(self._date_end - self._cursor.at, 0)
        attached = self._date_end >= 0 and all(
            self._cursor.peek(back).kind in _NOT_SEPARATING for back in since_date
        )
        rule = read_rule(self._cursor)
        if rule:
            self.items.append(replace(rule, attached=attached))
        return rule is not None

    def _read_last_month(self) -> bool:
        start = self._cursor.at
        intro = self._read_introduction()
        rule = self._cursor.first_of(read_day_of_last_month)
        if rule is None:
            self._cursor.at = start
            return False
        if not set(intro) <= _BY_A_DAY:
            raise Unclear("not by that day")
        self.items.append(rule)
        return True

    def _read_term(self) -> bool:
        start = self._cursor.at
        intro = self._read_introduction()
        clock = self._read_clock()
        stretch = read_stretch(self._cursor)
        if stretch is None:
            self._cursor.at = start
            return False
        if start == self._date_end and not intro:
            raise Unclear("two dates side by side")
        self._check(intro, clock, stretch.span)
        self.items.append(self._term(intro, stretch))
        if stretch.span:
            self._cursor.skip(Kind.TIME)
            self._date_end = self._cursor.at
        return True

    def _read_introduction(self) -> list[Kind]:
        intro: list[Kind] = []
        while token := self._cursor.take(*_INTRODUCING):
            if token.kind is Kind.FROM and self._cursor.sees(Kind.NOW, Kind.UNTIL):
                self._cursor.next()  # từ nay đến …: only the end matters
            else:
                intro.append(token.kind)
            self._cursor.take(Kind.COLON)
        return intro

    def _read_clock(self) -> list[Token]:
        """Trước 17h00, thứ Tư, ngày 03/12/2025."""
        clock: list[Token] = []
        while token := self._cursor.take(Kind.TIME, Kind.WEEKDAY):
            clock.append(token)
            self._cursor.take(Kind.COMMA)
        return clock

    def _check(self, intro: list[Kind], clock: list[Token], span: Span | None) -> None:
        for token in clock:
            if token.kind is Kind.TIME and token.value == 0 and Kind.BEFORE in intro:
                raise Unclear("before midnight may be the day before")
            if token.kind is Kind.WEEKDAY and (span is None or span.end.weekday() != token.value):
                raise Unclear("another weekday")

    def _term(self, intro: list[Kind], stretch: Stretch) -> Term:
        if {Kind.VAGUE, Kind.EARLY} & set(intro) and not stretch.spelled_out:
            raise Unclear("early in a month, about a day")
        before = Kind.BEFORE in intro
        if before:
            behind = intro[intro.index(Kind.BEFORE) :]
            if Kind.LATE in behind:
                raise Unclear("before the end, or before its last days")
            before = Kind.END not in behind
        ranged = stretch.spelled_out or bool(stretch.span and stretch.span.unit is Unit.STRETCH)
        if ranged and Kind.AFTER in intro:
            raise Unclear("after a stretch, or after its start")
        owned = self._cursor.sees(Kind.OF)
        introduced_by = frozenset(intro)
        role = self._context.role(introduced_by, ranged=ranged, owned=owned)
        return Term(role, stretch, introduced_by, before)

    def _read_word(self) -> None:
        behind_a_date = self._cursor.at == self._date_end
        token = self._cursor.next()
        refuse(token, self._cursor.peek(), behind_a_date=behind_a_date)
        if token.kind is Kind.NUMBERED and self._cursor.take(Kind.NUMBER):
            token = replace(token, kind=Kind.DOCUMENT)
        if token.kind is Kind.WEEKDAY:
            self.weekdays.add(token.value or 0)
        closes = self._cursor.peek().kind in _CLOSING
        if token.kind in _KEPT or (
            token.kind is Kind.CONSTANTLY and (self._context.plain or closes)
        ):
            self.items.append(token.kind)
        elif token.kind not in HARMLESS:
            self.items.append(Kind.OTHER)
        self._context.hear(token)
