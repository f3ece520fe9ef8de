"""Both files open in LibreOffice as they are."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.papers import paper
from tracker.adapters.papers.excel import write_excel
from tracker.adapters.papers.pdf import settled
from tracker.adapters.papers.word import write_word

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (.ci/run installs it)")
def test_libreoffice_turns_both_files_into_pages(tmp_path: Path) -> None:
    (tmp_path / "word.docx").write_bytes(write_word(paper()))
    (tmp_path / "excel.xlsx").write_bytes(write_excel(paper()))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", "pdf", "--outdir", "."]
    subprocess.run(
        [*command, "word.docx", "excel.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    for name in ("word.pdf", "excel.pdf"):
        content = (tmp_path / name).read_bytes()
        assert content.startswith(b"%PDF")
        assert content.count(b"/Type/Page\n") + content.count(b"/Type/Page/") >= 2
    _check_that_the_moment_of_conversion_leaves_no_trace((tmp_path / "word.pdf").read_bytes())


def _check_that_the_moment_of_conversion_leaves_no_trace(first: bytes) -> None:
    """A second conversion would write its own moment, ids and checksum in the same places."""
    second = re.sub(rb"(?<=CreationDate\(D:)[0-9]{14}", b"20991231235959", first)
    body, mark, trailer = second.rpartition(b"trailer")
    second = body + mark + re.sub(rb"\b[0-9A-F]{32}\b", b"A" * 32, trailer)
    at = datetime(2025, 11, 6, 9, tzinfo=UTC)
    assert first != second
    assert settled(first, b"paper", at) == settled(second, b"paper", at)
    assert b"/CreationDate(D:20251106090000" in settled(first, b"paper", at)
    assert len(settled(first, b"paper", at)) == len(first)
