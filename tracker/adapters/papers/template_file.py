"""An uploaded Word file is looked at before anything opens it: only text, pictures and tables stay.

What Word would run or fetch when the paper is opened (macros, embedded objects, pictures and
templates from elsewhere, fields that read other files) is refused here, with the words of a person.
"""

import zipfile
from io import BytesIO

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.guard import Budget, check_unpacked
from tracker.adapters.annexes.package import Attributes, Package, local
from tracker.domain.errors import N_, RuleBroken, UnreadableFile

MEGABYTE = 1024 * 1024
FILE_LIMIT = 5 * MEGABYTE
UNPACKED_LIMIT = 30 * MEGABYTE
TEXT_LIMIT = 4 * MEGABYTE
PARTS_LIMIT = 300
# A template of many pages has a few thousand; docxtpl's patterns take seconds for ten times this.
ELEMENTS_LIMIT = 40_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DANGEROUS = ("vbaproject", "activex", "oleobject", "embeddings/", "altchunk", "macroenabled")
_LINKS = ("http://", "https://", "mailto:")
# Fields that fetch or run something when the paper is opened or printed.
_FETCHING = {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO",
             "RD", "DATABASE", "MACROBUTTON", "EMBED"}  # fmt: skip
# What python-docx and lxml say of a document that they cannot make sense of.
UNREADABLE = (
    etree.LxmlError,
    OpcError,
    PythonDocxError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
TOO_LARGE = N_("Tệp mẫu giải nén ra quá lớn: hãy dùng một tệp Word gọn hơn.")
NOT_WORD = N_("Tệp này không phải tệp Word .docx: hãy mở bằng Word rồi lưu lại dạng .docx.")


def check_file(content: bytes) -> None:
    """Raises UnreadableFile for what is no plain .docx, or carries more than a paper may."""
    if not content:
        raise UnreadableFile(sentences.EMPTY)
    if len(content) > FILE_LIMIT:
        raise UnreadableFile(
            N_("Tệp mẫu lớn quá %(limit)s MB: hãy bớt hình ảnh trong tệp."),
            limit=FILE_LIMIT // MEGABYTE,
        )
    if not content.startswith(b"PK"):
        raise UnreadableFile(NOT_WORD)
    package = Package(content, Budget())
    names = _names(content)
    if package.is_encrypted:
        raise UnreadableFile(sentences.PASSWORD)
    for name in names:
        if any(word in name.lower() for word in _DANGEROUS):
            raise UnreadableFile(
                N_("Tệp có macro hoặc đối tượng nhúng (%(part)s): hãy bỏ đi rồi lưu dạng .docx."),
                part=name,
            )
    _check_kinds(package)
    for name in names:
        if name.endswith(".rels"):
            package.parse(name, _Relationships())
        elif name.endswith(".xml"):
            package.parse(name, _Content())


def _names(content: bytes) -> list[str]:
    entries = zipfile.ZipFile(BytesIO(content)).infolist()
    whole = sum(entry.file_size for entry in entries)
    too_much = any(one.filename.endswith(".xml") and one.file_size > TEXT_LIMIT for one in entries)
    for entry in entries:
        check_unpacked(entry.compress_size, entry.file_size)
    if too_much or whole > UNPACKED_LIMIT or len(entries) > PARTS_LIMIT:
        raise UnreadableFile(TOO_LARGE)
    return [entry.filename for entry in entries]


def _check_kinds(package: Package) -> None:
    kinds = _Kinds()
    package.parse("[Content_Types].xml", kinds)
    if any(word in kind.lower() for kind in kinds.found for word in _DANGEROUS):
        raise UnreadableFile(
            N_("Tệp có macro hoặc đối tượng nhúng (%(part)s): hãy bỏ đi rồi lưu dạng .docx."),
            part="[Content_Types].xml",
        )
    if WORD not in kinds.found or "word/document.xml" not in package:
        raise UnreadableFile(NOT_WORD)


class _Kinds:
    """Content types of the package's parts."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        self.found.add(local(attributes, "ContentType"))

    def end(self, name: str) -> None:
        """Nothing ends that matters here."""

    def text(self, data: str) -> None:
        """There is no text in this part."""


class _Relationships:
    """Refuses every part that lies outside of the file; a link that a reader may click stays."""

    def start(self, name: str, attributes: Attributes) -> None:
        if local(attributes, "TargetMode").lower() != "external":
            return
        kind, target = local(attributes, "Type"), local(attributes, "Target")
        if not (kind.endswith("/hyperlink") and target.lower().startswith(_LINKS)):
            raise RuleBroken(
                N_(
                    "Tệp lấy nội dung từ nơi khác (%(target)s): hãy chèn hẳn hình vào tệp, bỏ mẫu "
                    "đính kèm (Developer > Document Template), rồi chọn lại."
                ),
                target=target[:100],
            )

    def end(self, name: str) -> None:
        """Relationships have no inside."""

    def text(self, data: str) -> None:
        """Relationships have no text."""


class _Content:
    """Refuses fields that fetch or run something, however Word has cut their code into pieces, and
    files with far more elements than a paper needs."""

    def __init__(self) -> None:
        self._elements = 0
        self._codes: list[list[str]] = [[]]
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._elements += 1
        if self._elements > ELEMENTS_LIMIT:
            raise UnreadableFile(TOO_LARGE)
        self._inside = name == "instrText"
        if name == "fldSimple":
            _check_field(local(attributes, "instr"))
        elif name == "altChunk":
            raise UnreadableFile(NOT_WORD)
        elif name == "fldChar":
            kind = local(attributes, "fldCharType")
            if kind == "begin":
                self._codes.append([])
            elif kind == "end" and len(self._codes) > 1:
                self._codes.pop()

    def end(self, name: str) -> None:
        if name == "instrText":
            self._inside = False
            _check_field("".join(self._codes[-1]))

    def text(self, data: str) -> None:
        if self._inside:
            self._codes[-1].append(data)


def _check_field(code: str) -> None:
    name = (code.split(maxsplit=1) or [""])[0].upper()
    fetches = "://" in code or "\\\\" in code
    if name in _FETCHING or (fetches and name != "HYPERLINK"):
        raise RuleBroken(
            N_("Tệp có trường %(code)s lấy nội dung từ nơi khác: hãy bỏ trường đó rồi chọn lại."),
            code=name,
        )
