"""Where the reader stands in the words of a phrase, with a way back."""

from collections.abc import Callable
from typing import TypeVar

from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.words import END_OF_PHRASE, Token

Result = TypeVar("Result")


class Cursor:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.at = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self._tokens)

    def peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self._tokens[place] if 0 <= place < len(self._tokens) else END_OF_PHRASE

    def sees(self, *kinds: Kind) -> bool:
        return all(self.peek(ahead).kind is kind for ahead, kind in enumerate(kinds))

    def take(self, *kinds: Kind) -> Token | None:
        """The next word if it is of one of these kinds."""
        if self.done or self.peek().kind not in kinds:
            return None
        self.at += 1
        return self._tokens[self.at - 1]

    def skip(self, *kinds: Kind) -> None:
        while self.take(*kinds):
            pass

    def next(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def first_of(self, *rules: Callable[["Cursor"], Result]) -> Result | None:
        """What the first rule that fits has read; no rule that fails moves the cursor."""
        start = self.at
        for rule in rules:
            self.at = start
            if (result := rule(self)) is not None:
                return result
        self.at = start
        return None
