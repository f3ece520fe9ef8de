"""A Word paper as PDF, where LibreOffice is installed on the server."""

import re
import shutil
import subprocess
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.errors import N_, RuleBroken

SECONDS = 90
# What differs between two conversions of one file: its moment, and the ids made from it.
_MOMENT = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}")
_IDS = re.compile(rb"(?<=[</])[0-9A-F]{32}(?=[>\s])")


def converter() -> str | None:
    """The program that turns a paper into PDF; None where there is none."""
    return shutil.which("soffice")


def as_pdf(docx: bytes, *, at: datetime) -> bytes:
    """The same bytes every time for one paper of one moment, as long as the program is the same.

    Raises RuleBroken where LibreOffice is missing, fails or takes too long.
    """
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
            return settled(source.with_suffix(".pdf").read_bytes(), docx, at)
        except (OSError, subprocess.SubprocessError) as error:
            raise RuleBroken(
                N_("LibreOffice không chuyển được báo cáo sang PDF: hãy tải tệp Word.")
            ) from error


def settled(pdf: bytes, docx: bytes, at: datetime) -> bytes:
    """The file without what the moment of its conversion wrote into it; no length changes."""
    name = sha256(docx).hexdigest()[:32].upper().encode()
    body, mark, trailer = pdf.rpartition(b"trailer")
    body = _MOMENT.sub(at.strftime("%Y%m%d%H%M%S").encode(), body)
    return body + mark + _IDS.sub(name, trailer)
