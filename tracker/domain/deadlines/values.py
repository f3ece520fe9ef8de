"""What a deadline phrase can mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tracker.domain.recurrence import Recurrence


class DeadlineKind(StrEnum):
    DATED = "dated"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a phrase obliges to: a day, nothing dated, a rule, or "ask a person"."""

    kind: DeadlineKind
    on: date | None = None
    rule: Recurrence | None = None

    def __post_init__(self) -> None:
        if (self.on is not None) != (self.kind is DeadlineKind.DATED):
            raise ValueError("a day belongs to a dated deadline, and only there")
        if (self.rule is not None) != (self.kind is DeadlineKind.RECURRING):
            raise ValueError("a rule belongs to a recurring deadline, and only there")

    def encode(self) -> str:
        """As history stores it: "2025-12-31", "ongoing", "unknown", "recurring:monthly"."""
        if self.on is not None:
            return self.on.isoformat()
        if self.rule is not None:
            return f"{self.kind}:{self.rule.encode()}"
        return str(self.kind)

    @classmethod
    def due(cls, on: date) -> "Deadline":
        return cls(DeadlineKind.DATED, on=on)

    @classmethod
    def recurring(cls, rule: Recurrence) -> "Deadline":
        return cls(DeadlineKind.RECURRING, rule=rule)

    @classmethod
    @lru_cache(maxsize=4096)  # thousands of tasks share a few hundred deadlines
    def decode(cls, code: str) -> "Deadline":
        """The reverse of encode; ValueError when it is not such a code."""
        kind, _, rule = code.partition(":")
        if rule and kind == DeadlineKind.RECURRING:
            return cls.recurring(Recurrence.decode(rule))
        if code in (DeadlineKind.ONGOING, DeadlineKind.UNKNOWN):
            return cls(DeadlineKind(code))
        return cls.due(date.fromisoformat(code))


UNKNOWN = Deadline(DeadlineKind.UNKNOWN)
ONGOING = Deadline(DeadlineKind.ONGOING)
