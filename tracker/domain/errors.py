"""What the program says when a rule of the office is broken."""

from typing import Any


def N_(message: str) -> str:
    """Mark a message for the gettext extractor; it is translated where it is shown."""
    return message


class RuleBroken(Exception):
    """A request that the rules do not allow.

    `message` is a Vietnamese gettext msgid with %(name)s placeholders for `params`;
    it says what is wrong and what to do. `field` names the form field it belongs to.
    """

    def __init__(self, message: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Stale(RuleBroken):
    """Someone else changed the same thing meanwhile."""


class UnreadableFile(RuleBroken):
    """A file that cannot be read: damaged, protected, too large or of another kind."""
