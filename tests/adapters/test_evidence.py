"""Evidence is known by its content, kept once under its digest, and found damaged when it is."""

import io
import struct
import zipfile
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.adapters.annexes.old_files import compound
from tracker.adapters.evidence_kinds import kind_of
from tracker.adapters.evidence_store import EvidenceStore
from tracker.domain.errors import UnreadableFile
from tracker.domain.evidence import EvidenceKind, safe_name

PDF = b"%PDF-1.7\n%..."


def package(*names: str, types: str = "x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, types if name == "[Content_Types].xml" else "x")
    return made.getvalue()


def overlong(packed: bytes) -> bytes:
    """The package as if its first entry went on beyond the end of the file."""
    at = packed.index(b"PK\x01\x02") + 20
    return packed[:at] + struct.pack("<II", 2**31, 2**31) + packed[at + 8 :]


def locked(packed: bytes) -> bytes:
    """The package as if its one entry had a password."""
    return packed.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


KNOWN = {
    "pdf": PDF,
    "pdf after a few bytes": b"\r\n\xef\xbb\xbf" + PDF,
    "png": b"\x89PNG\r\n\x1a\n....",
    "jpeg": b"\xff\xd8\xff\xe0....",
    "docx": package("[Content_Types].xml", "word/document.xml"),
    "xlsx": package("[Content_Types].xml", "xl/workbook.xml"),
    "doc": compound({"WordDocument": b"x"}),
    "xls": compound({"Workbook": b"x"}),
    "zip": package("anh-1.jpg", "bien-ban.pdf"),
}
REFUSED = {
    "text": b"Bi\xc3\xaan b\xe1\xba\xa3n",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a program": b"MZ\x90\x00\x03",
    "a drawing with code": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
    "macros": package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "macros in other letters": package("[Content_Types].xml", "xl/VBAPROJECT.BIN"),
    "macros under another name": package(
        "[Content_Types].xml",
        "word/document.xml",
        "word/anh.bin",
        types='<Override PartName="/word/anh.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    ),
    "macros in an old file": compound({"WordDocument": b"x", "_VBA_PROJECT": b"x"}),
    "a zip that ends too early": overlong(package("[Content_Types].xml", "word/document.xml")),
    "a zip with a password": locked(package("bien-ban.pdf")),
    "a password": compound({"EncryptedPackage": b"x"}),
    "a broken zip": package("a.txt")[:-20],
    "nothing known in an old file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_kind_is_read_from_the_content(name: str) -> None:
    assert kind_of(io.BytesIO(KNOWN[name])) == name.split()[0]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_in_words(name: str) -> None:
    with pytest.raises(UnreadableFile):
        kind_of(io.BytesIO(REFUSED[name]))


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Quyết định.pdf", EvidenceKind.PDF, "Quyết định.pdf"),
        ("anh.JPEG", EvidenceKind.JPEG, "anh.JPEG"),
        ("trang.html", EvidenceKind.PDF, "trang.html.pdf"),
        (r"C:\Users\lan\..\bao cao.docx", EvidenceKind.DOCX, "bao cao.docx"),
        ("../../etc/passwd", EvidenceKind.PNG, "passwd.png"),
        ("a\r\nSet-Cookie: x.zip", EvidenceKind.ZIP, "aSet-Cookie: x.zip"),
        ("...", EvidenceKind.XLSX, "tep.xlsx"),
        (normalize("NFD", "Quyết định.pdf"), EvidenceKind.PDF, "Quyết định.pdf"),
    ],
)
def test_a_name_has_no_path_and_a_true_ending(name: str, kind: EvidenceKind, kept: str) -> None:
    assert safe_name(name, kind) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    name = safe_name("a" * 400 + ".pdf", EvidenceKind.PDF)
    assert (len(name), name[-5:]) == (150, "a.pdf")


def test_the_same_bytes_are_stored_once_under_their_digest(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "evidence")
    digest = store.put(io.BytesIO(PDF))
    assert digest == sha256(PDF).hexdigest() == store.put(io.BytesIO(PDF))
    assert store.path_of(digest).read_bytes() == PDF
    files = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    assert files == [tmp_path / "evidence" / digest[:2] / digest]
    assert list(store.digests()) == [digest]


def test_a_damaged_file_is_noticed_and_replaced_by_the_same_file_again(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.put(io.BytesIO(PDF))
    store.path_of(digest).write_bytes(b"%PDF-0")
    assert (store.is_stored(digest), store.is_sound(digest)) == (True, False)
    store.put(io.BytesIO(PDF))
    assert store.is_sound(digest)
    store.path_of(digest).unlink()
    assert (store.is_stored(digest), store.is_sound(digest)) == (False, False)


def test_a_disk_that_fails_while_writing_leaves_no_half_file(tmp_path: Path) -> None:
    class Breaking(io.BytesIO):
        """Reads well once, for the digest; the second reading breaks off."""

        readings = 0

        def seek(self, *where: int) -> int:
            self.readings += 1
            return super().seek(*where)

        def read(self, size: int | None = -1, /) -> bytes:
            if self.readings > 1:
                raise OSError("no space left")
            return super().read(size)

    store = EvidenceStore(tmp_path)
    with pytest.raises(OSError, match="no space"):
        store.put(Breaking(PDF))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
