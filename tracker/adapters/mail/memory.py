"""Which messages the mail server took in the last weeks, in files beside the database.

An older copy of the database that is put back knows nothing of them: from here they are known again.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

# Far longer than a step of the ladder stays fresh enough to be sent.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Remembered:
    """`accepted` False: its content left, and no answer came."""

    at: datetime
    accepted: bool


class Memory:
    """A file for each day, a line for each message; any number of processes may write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, at: datetime, accepted: Iterable[str], begun: Iterable[str] = ()) -> None:
        """By Message-ID. What cannot be noted is in the ledger all the same."""
        taken = set(accepted)
        lines = [f"{at.isoformat()} accepted {message_id}\n" for message_id in taken]
        lines += [f"{at.isoformat()} begun {message_id}\n" for message_id in set(begun) - taken]
        if lines:
            # A line of its own, whatever a full disk left of the one before.
            with suppress(OSError):
                self._append(at.date(), "".join(["\n", *lines]).encode())

    def _append(self, day: date, lines: bytes) -> None:
        path = self._folder / day.isoformat()
        if not path.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._forget_before((day - KEPT).isoformat())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, lines)
        finally:
            os.close(handle)

    def _forget_before(self, day: str) -> None:
        for path in self._folder.iterdir():
            if path.name < day:
                path.unlink(missing_ok=True)

    def known(self) -> dict[str, Remembered]:
        """By Message-ID; a line that a full disk cut short is passed over."""
        found: dict[str, Remembered] = {}
        for path in sorted(self._folder.glob("*")):
            for line in path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):
                    moment, what, message_id = line.split(" ")
                    accepted = what == "accepted"
                    if accepted or message_id not in found:
                        found[message_id] = Remembered(datetime.fromisoformat(moment), accepted)
        return found
