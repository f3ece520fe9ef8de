"""A Word paper as PDF, where LibreOffice is installed on the server."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.errors import N_, RuleBroken

SECONDS = 90


def converter() -> str | None:
    """The program that turns a paper into PDF; None where there is none."""
    return shutil.which("soffice")


def as_pdf(docx: bytes) -> bytes:
    """Raises RuleBroken where LibreOffice is missing, fails or takes too long."""
    program = converter()
    if program is None:
        raise RuleBroken(N_("Máy chủ chưa cài LibreOffice nên không lập được tệp PDF."))
    with TemporaryDirectory() as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        # A profile of its own: two conversions at the same time would refuse to share one.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        try:
            # The program comes from the PATH of the server, the file from ourselves.
            subprocess.run(  # noqa: S603
                [*command, str(source)], check=True, capture_output=True, timeout=SECONDS
            )
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise RuleBroken(
                N_("LibreOffice không chuyển được báo cáo sang PDF: hãy tải tệp Word.")
            ) from error
