"""What the mail server took is remembered beside the database for as long as it could go out again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.adapters.mail.memory import KEPT, Memory, Remembered

MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)


def test_what_was_accepted_is_known_whatever_was_noted_before(tmp_path: Path) -> None:
    Memory(tmp_path / "notes").note(MORNING, [], begun=["<1@x>", "<2@x>"])
    Memory(tmp_path / "notes").note(MORNING, ["<2@x>", "<3@x>"], begun=["<3@x>"])
    assert Memory(tmp_path / "notes").known() == {
        "<1@x>": Remembered(MORNING, accepted=False),
        "<2@x>": Remembered(MORNING, accepted=True),
        "<3@x>": Remembered(MORNING, accepted=True),
    }


def test_a_note_that_was_cut_short_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "2025-11-24").write_text(f"{MORNING.isoformat()} acce", encoding="utf-8")
    Memory(tmp_path).note(MORNING, ["<1@x>"])
    assert set(Memory(tmp_path).known()) == {"<1@x>"}


def test_after_a_month_it_is_forgotten(tmp_path: Path) -> None:
    for days in (-1, 0, KEPT.days):
        Memory(tmp_path).note(MORNING + timedelta(days=days), [f"<{days}@x>"])
    assert set(Memory(tmp_path).known()) == {"<0@x>", f"<{KEPT.days}@x>"}
