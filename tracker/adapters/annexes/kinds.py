"""What a file is, by its content: names and endings are not believed."""

import re

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.ole import MAGIC, CompoundFile
from tracker.adapters.annexes.package import Attributes, Package
from tracker.domain.errors import UnreadableFile

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", sentences.PDF),
    (b"{\\rtf", sentences.RTF),
    (b"\x89PNG", sentences.IMAGE),
    (b"\xff\xd8\xff", sentences.IMAGE),
    (b"GIF8", sentences.IMAGE),
    (b"BM", sentences.IMAGE),
    (b"II*\0", sentences.IMAGE),
    (b"MM\0*", sentences.IMAGE),
    (b"Rar!", sentences.ARCHIVE),
    (b"7z\xbc\xaf", sentences.ARCHIVE),
    (b"\x1f\x8b", sentences.ARCHIVE),
    (b"MIME-Version:", sentences.OTHER_OFFICE),
)
_WORD = re.compile(r"wordprocessingml\.(document|template)|ms-word\.(document|template)\.macro")
_SHEET = re.compile(r"spreadsheetml\.(sheet|template)\.main|ms-excel\.(sheet|template)\.macro")
_HTML = re.compile(r"<(!doctype html|html|table|meta|body|head|div|p|span)\b", re.I)


def refuse_foreign(data: bytes) -> None:
    """UnreadableFile for kinds that are known and not read."""
    start = data[:64].lstrip()
    for beginning, sentence in _REFUSED:
        if start.startswith(beginning) and not (beginning == b"BM" and data.isascii()):
            raise UnreadableFile(sentence)


def is_compound(data: bytes) -> bool:
    return data.startswith(MAGIC)


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def is_html(text: str) -> bool:
    start = text[:4000].lstrip("\ufeff \t\r\n")
    return bool(_HTML.match(start)) or (start.startswith("<!--") and bool(_HTML.search(start)))


def refuse_markup(text: str) -> None:
    """UnreadableFile for XML and for what is no text at all."""
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        sentence = sentences.DOCTYPE if "<!DOCTYPE" in text[:10_000] else sentences.OTHER_OFFICE
        raise UnreadableFile(sentence)
    controls = sum(1 for letter in text[:4000] if letter < " " and letter not in "\t\r\n\f\v")
    if controls > len(text[:4000]) // 100:
        raise UnreadableFile(sentences.BINARY)


def check_compound(compound: CompoundFile) -> None:
    """UnreadableFile unless the compound file is an .xls workbook."""
    if "EncryptedPackage" in compound:
        raise UnreadableFile(sentences.PASSWORD)
    if "WordDocument" in compound:
        raise UnreadableFile(sentences.LEGACY_DOC)
    if "Workbook" not in compound:
        raise UnreadableFile(sentences.OTHER_OFFICE)


class Contents:
    """What a zip package says it is: `word` and `sheet` name the main part, `is_ods` the kind."""

    def __init__(self, package: Package) -> None:
        self.word = self.sheet = ""
        self.has_macros = False
        self.is_ods = False
        if "mimetype" in package:
            kind = package.read("mimetype", 100)
            self.is_ods = b"opendocument.spreadsheet" in kind
            if not self.is_ods:
                raise UnreadableFile(sentences.OTHER_OFFICE)
        elif "[Content_Types].xml" in package:
            package.parse("[Content_Types].xml", self)
            if not (self.word or self.sheet):
                raise UnreadableFile(sentences.OTHER_OFFICE)
        else:
            encrypted = package.is_encrypted
            raise UnreadableFile(sentences.PASSWORD if encrypted else sentences.ARCHIVE)

    def start(self, name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "")
        part = attributes.get("PartName", "").lstrip("/")
        if name == "Override" and "main+xml" in kind:
            if _WORD.search(kind):
                self.word = part
            elif _SHEET.search(kind):
                self.sheet = part
            self.has_macros |= "macroEnabled" in kind

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...
