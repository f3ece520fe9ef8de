"""Both files open in LibreOffice as they are."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.papers import paper
from tracker.adapters.papers.excel import write_excel
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
