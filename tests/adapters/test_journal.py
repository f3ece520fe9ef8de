"""The notes of a sender: what a dead one left is known, and a living one is left alone."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.adapters.mail.journal import Journal, abandoned

CLAIM = datetime(2025, 11, 24, 0, 30, 0, 123456, tzinfo=UTC)
LATER = CLAIM + timedelta(seconds=2)


def sender(folder: Path) -> Journal:
    """One that had its first message accepted, began the second, and never came to the third."""
    journal = Journal(folder, "office")
    journal.takes(CLAIM, ["<1@x>", "<2@x>", "<3@x>"])
    journal.begins("<1@x>")
    journal.accepted("<1@x>", LATER, "250 2.0.0 Ok: queued\nas 7F1A")
    journal.begins("<2@x>")
    return journal


def test_only_a_dead_senders_notes_are_read_and_only_once(tmp_path: Path) -> None:
    journal = sender(tmp_path)
    assert list(abandoned(tmp_path, "office")) == []
    journal.close()
    assert list(abandoned(tmp_path, "another database")) == []
    (notes,) = abandoned(tmp_path, "office")
    assert (notes.claim, list(notes.taken)) == (CLAIM, ["<1@x>", "<2@x>", "<3@x>"])
    assert notes.begun == {"<1@x>", "<2@x>"}
    assert notes.accepted == {"<1@x>": (LATER, "250 2.0.0 Ok: queued as 7F1A")}
    assert list(abandoned(tmp_path, "office")) == []


def test_notes_from_before_a_power_failure_are_not_believed(tmp_path: Path) -> None:
    sender(tmp_path).close()
    (file,) = tmp_path.iterdir()
    _, *rest = file.read_text().splitlines(keepends=True)
    file.write_text("".join(["boot of-yesterday\n", *rest]))
    assert list(abandoned(tmp_path, "office")) == []


def test_what_is_settled_leaves_nothing_behind(tmp_path: Path) -> None:
    journal = sender(tmp_path)
    journal.settled()
    journal.close()
    assert list(tmp_path.iterdir()) == []


@contextmanager
def room_for(left: int, file: Path) -> Iterator[None]:
    """As on a disk that is full after so many bytes more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_a_sender_before_the_content_and_cuts_no_note_in_two(
    tmp_path: Path,
) -> None:
    journal = sender(tmp_path)
    (file,) = tmp_path.iterdir()
    with room_for(15, file):
        journal.accepted("<2@x>", LATER, "250 Ok")
    with room_for(4, file), pytest.raises(OSError, match="space"):
        journal.begins("<3@x>")
    journal.begins("<3@x>")
    journal.close()
    (notes,) = abandoned(tmp_path, "office")
    assert notes.begun == {"<1@x>", "<2@x>", "<3@x>"}
    assert list(notes.accepted) == ["<1@x>"]


@pytest.mark.parametrize("cut_short", ["beg", "begins <3@", "accepted <2@x> 2025-11-2", "\udcc4"])
def test_a_note_that_broke_off_does_not_hold_up_the_mail(tmp_path: Path, cut_short: str) -> None:
    sender(tmp_path).close()
    (file,) = tmp_path.iterdir()
    with file.open("ab") as notes:
        notes.write(cut_short.encode(errors="surrogateescape"))
    (found,) = abandoned(tmp_path, "office")
    assert (found.begun, list(found.accepted)) == ({"<1@x>", "<2@x>"}, ["<1@x>"])
    assert list(tmp_path.iterdir()) == []
