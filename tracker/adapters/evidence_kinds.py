"""What an uploaded file is, by its content: names and endings are not believed."""

import lzma
import zipfile
import zlib
from typing import IO

from tracker.adapters.annexes.guard import open_zip
from tracker.adapters.annexes.ole import MAGIC, CompoundFile
from tracker.domain.errors import N_, UnreadableFile
from tracker.domain.evidence import EvidenceKind

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# A PDF may have a few bytes before its header (ISO 32000, annex H).
_PDF_WITHIN = 1024
_ENTRIES = 20_000
_ENCRYPTED = 0x1  # in an entry's flags (APPNOTE 4.4.4)
# What zipfile and its decompressors raise for files that are not as they say.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
)  # fmt: skip
_TYPES = "[Content_Types].xml"
_TYPES_SIZE = 1024 * 1024
_OTHER = N_(
    "Tệp này không phải PDF, Word, Excel, ảnh PNG, JPEG hoặc ZIP: hãy lưu lại thành một trong các "
    "loại đó rồi đính kèm."
)
_TOO_MANY = N_("Tệp ZIP có quá nhiều tệp bên trong: hãy chia nhỏ.")
_PROTECTED = N_("Tệp có mật khẩu nên người khác không mở được: hãy bỏ mật khẩu rồi đính kèm lại.")
_MACROS = N_("Tệp có macro nên không nhận: hãy lưu lại thành .docx, .xlsx hoặc PDF.")


def kind_of(file: IO[bytes]) -> EvidenceKind:
    """The kind of the file; raises UnreadableFile for kinds that are not taken. Reads it anew."""
    file.seek(0)
    start = file.read(_PDF_WITHIN)
    if start.startswith(_PNG):
        return EvidenceKind.PNG
    if start.startswith(_JPEG):
        return EvidenceKind.JPEG
    if start.startswith(MAGIC):
        return _compound_kind(file)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(file)
    if b"%PDF-" in start:
        return EvidenceKind.PDF
    raise UnreadableFile(_OTHER)


def _compound_kind(file: IO[bytes]) -> EvidenceKind:
    file.seek(0)
    compound = CompoundFile(file.read())
    if "EncryptedPackage" in compound:
        raise UnreadableFile(_PROTECTED)
    if "_VBA_PROJECT" in compound:
        raise UnreadableFile(_MACROS)
    if "WordDocument" in compound:
        return EvidenceKind.DOC
    if "Workbook" in compound or "Book" in compound:
        return EvidenceKind.XLS
    raise UnreadableFile(_OTHER)


def _package_kind(file: IO[bytes]) -> EvidenceKind:
    """From the names in the package and its own list of what they are; nothing else is unpacked."""
    try:
        with open_zip(file, UnreadableFile(_TOO_MANY)) as package:
            names = package.namelist()
            if any(entry.flag_bits & _ENCRYPTED for entry in package.infolist()):
                raise UnreadableFile(_PROTECTED)
            types = _types_in(package) if _TYPES in names else b""
    except _BROKEN as error:
        raise UnreadableFile(N_("Tệp ZIP bị hỏng: hãy nén lại rồi đính kèm.")) from error
    if len(names) > _ENTRIES:
        raise UnreadableFile(_TOO_MANY)
    # A macro may go under any name: the list of types has to tell it all the same.
    if b"vbaproject" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(_MACROS)
    if _TYPES in names:
        if any(name.startswith("word/") for name in names):
            return EvidenceKind.DOCX
        if any(name.startswith("xl/") for name in names):
            return EvidenceKind.XLSX
    return EvidenceKind.ZIP


def _types_in(package: zipfile.ZipFile) -> bytes:
    with package.open(_TYPES) as types:
        return types.read(_TYPES_SIZE).lower()
