"""What a sender did with the batch it took, in a file that outlives the process but not the machine.

The ledger says that a batch was taken; written to the disk before anything leaves. How far the sender
got is noted here without waiting for the disk: a killed process leaves its notes behind, and whoever
comes next knows which messages never left, which were accepted, and about which nothing is certain.
After a power failure the notes may be older than the truth: they are of another boot, and not believed.
"""

import errno
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass
class Notes:
    """Of one batch, by Message-ID. What was neither begun nor settled in the ledger never left."""

    claim: datetime
    taken: Sequence[str]
    begun: set[str] = field(default_factory=set)
    # (when, the server's words)
    accepted: dict[str, tuple[datetime, str]] = field(default_factory=dict)


class Journal:
    """Of one sender. Where a system has no boot id or no file locks, nothing is noted."""

    def __init__(self, folder: Path, owner: str) -> None:
        self._boot = _boot_id()
        self._path = folder / f"{owner}-{secrets.token_hex(8)}"
        self._handle: int | None = None

    def takes(self, claim: datetime, message_ids: Sequence[str]) -> None:
        """Before the ledger says so. OSError where nothing can be noted: then nothing may be sent."""
        if self._boot is None:
            return
        if self._handle is None:
            self._open()
        self.settled()
        self._write(f"boot {self._boot}", f"takes {claim.isoformat()} {' '.join(message_ids)}")

    def _open(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Locked before others see it: they would take it for a dead sender's.
        unseen = self._path.with_name(f".{self._path.name}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        self._handle = os.open(unseen, flags, 0o600)
        _lock(self._handle)
        unseen.rename(self._path)

    def begins(self, message_id: str) -> None:
        """Before the content leaves. OSError as of `takes`."""
        self._write(f"begins {message_id}")

    def accepted(self, message_id: str, at: datetime, answer: str) -> None:
        # What cannot be noted is uncertain if this process dies before the ledger knows it.
        with suppress(OSError):
            self._write(f"accepted {message_id} {at.isoformat()} {' '.join(answer.split())}")

    def settled(self) -> None:
        """The ledger knows it all."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)

    def close(self) -> None:
        """Notes that were not settled stay for the next sender."""
        if self._handle is not None:
            if os.fstat(self._handle).st_size == 0:
                self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None

    def _write(self, *lines: str) -> None:
        if self._handle is None:
            return
        note = "".join(f"{line}\n" for line in lines).encode()
        written = os.write(self._handle, note)
        if written < len(note):
            # A full disk takes the beginning of a note, and the next one would go on in its line.
            os.ftruncate(self._handle, os.fstat(self._handle).st_size - written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def abandoned(folder: Path, owner: str) -> Iterator[Notes]:
    """The notes that dead senders of this owner left; each is forgotten once the next is asked for."""
    boot = _boot_id()
    for path in sorted(folder.glob(f"{owner}-*")) if boot else ():
        with suppress(FileNotFoundError):
            handle = os.open(path, os.O_RDWR)
            try:
                if not _lock(handle):
                    continue
                notes = _read(path.read_text(encoding="utf-8", errors="replace"), boot)
                if notes is not None:
                    yield notes
                path.unlink()
            finally:
                os.close(handle)


def _read(text: str, boot: str | None) -> Notes | None:
    # What stands after the last line's end is a note that was cut short: it says nothing for sure.
    *lines, _cut_short = text.split("\n")
    if len(lines) < 2 or lines[0] != f"boot {boot}":
        return None
    _, moment, *message_ids = lines[1].split(" ")
    notes = Notes(datetime.fromisoformat(moment), message_ids)
    for line in lines[2:]:
        what, message_id, *rest = line.split(" ", 3)
        notes.begun.add(message_id)
        if what == "accepted":
            notes.accepted[message_id] = (datetime.fromisoformat(rest[0]), rest[1])
    return notes


def _boot_id() -> str | None:
    """Another one after every start of the machine; None on a system that does not tell."""
    if sys.platform == "win32":
        return None
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return None


def _lock(handle: int) -> bool:
    """False while the process lives that holds it; its death, however it comes, lets go."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
