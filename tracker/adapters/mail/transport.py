"""What delivery asks of a way to send: offer the envelope, then hand over the content or withdraw."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from tracker.domain.delivery import Trouble

_LONGEST_ANSWER = 500


class Undelivered(Exception):
    """The message was not, or perhaps not, taken: why, and the server's own words."""

    def __init__(self, trouble: Trouble, answer: str) -> None:
        self.trouble = trouble
        self.answer = " ".join(answer.split())[:_LONGEST_ANSWER]
        super().__init__(f"{trouble}: {self.answer}")


def nothing() -> None:
    """What is done meanwhile, usually."""


class Transport(AbstractContextManager["Transport"], Protocol):
    def offer(self, sender: str, recipient: str) -> None:
        """Everything before the content; Undelivered where the server does not want it.

        It may still be thinking about it: what it says of that, it says to `hand_over`.
        """

    def hand_over(self, content: bytes, meanwhile: Callable[[], None] = nothing) -> str:
        """The content of what was offered: the words of acceptance, or raises Undelivered.

        `meanwhile` is done while the server thinks.
        """

    def withdraw(self) -> None:
        """Forget what was offered."""
