"""Evidence: what shows that a task's product is there, and when a completion needs it."""

from enum import StrEnum
from unicodedata import normalize

from tracker.domain.errors import N_, RuleBroken


class EvidenceKind(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    PNG = "png"
    JPEG = "jpeg"
    ZIP = "zip"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that a name of this kind may have; the first one is given to others."""
        return (".jpg", ".jpeg") if self is EvidenceKind.JPEG else (f".{self.value}",)


_OOXML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    EvidenceKind.PDF: "application/pdf",
    EvidenceKind.DOCX: f"{_OOXML}.wordprocessingml.document",
    EvidenceKind.XLSX: f"{_OOXML}.spreadsheetml.sheet",
    EvidenceKind.DOC: "application/msword",
    EvidenceKind.XLS: "application/vnd.ms-excel",
    EvidenceKind.PNG: "image/png",
    EvidenceKind.JPEG: "image/jpeg",
    EvidenceKind.ZIP: "application/zip",
}
NAME_LIMIT = 150


def safe_name(name: str, kind: EvidenceKind) -> str:
    """The file's own name without a path or control characters, with an ending that is true."""
    plain = normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in plain if letter.isprintable()).strip(" .")
    if not plain.lower().endswith(kind.endings):
        plain = (plain or "tep") + kind.endings[0]
    if len(plain) > NAME_LIMIT:
        stem, _, ending = plain.rpartition(".")
        plain = f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return plain


def check_evidence(
    deliverable: str,
    *,
    evidence: bool,
    document_number: str,
    reason: str,
    field: str = "document_number",
) -> None:
    """A task that asks for a product is completed with evidence, or with a reason for its absence.

    `evidence`: there is a file, a link or a document already. Raises RuleBroken beside `field`.
    """
    if not deliverable.strip() or evidence or document_number.strip() or reason.strip():
        return
    raise RuleBroken(
        N_(
            "Nhiệm vụ này yêu cầu sản phẩm “%(deliverable)s”: hãy nêu minh chứng, ví dụ số văn "
            "bản, hoặc ghi lý do không có minh chứng."
        ),
        field=field,
        deliverable=" ".join(deliverable.split())[:120],
    )
