"""Evidence files on the disk, under their SHA-256: the same bytes are stored once.

Outside the static tree: nothing here has an address of its own. What is written is complete and on
the disk before its name exists, so a power cut leaves a file whole or not there at all.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO

_BLOCK = 1024 * 1024


class EvidenceStore:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, file: IO[bytes]) -> str:
        """Keep the file; its SHA-256 in hexadecimal, by which it is found again."""
        digest = _digest_of(file)
        target = self.path_of(digest)
        # A stored file that was damaged is replaced by the good one.
        if not self.is_sound(digest):
            target.parent.mkdir(parents=True, exist_ok=True)
            file.seek(0)
            _write(target, file)
        return digest

    def path_of(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def is_stored(self, digest: str) -> bool:
        return self.path_of(digest).is_file()

    def is_sound(self, digest: str) -> bool:
        """Is it there, with the bytes that its name says?"""
        try:
            with self.path_of(digest).open("rb") as file:
                return _digest_of(file) == digest
        except FileNotFoundError:
            return False

    def digests(self) -> Iterator[str]:
        """Everything that is stored."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.startswith("."):
                yield path.name


def _digest_of(file: IO[bytes]) -> str:
    file.seek(0)
    found = sha256()
    while block := file.read(_BLOCK):
        found.update(block)
    return found.hexdigest()


def _write(target: Path, file: IO[bytes]) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as new:
        try:
            copyfileobj(file, new, _BLOCK)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).replace(target)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)
    _sync_folder(target.parent.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no such call; its rename is in the journal.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
