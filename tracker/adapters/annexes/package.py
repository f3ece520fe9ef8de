"""Parts of a zip package (.docx, .xlsx, .ods), streamed through a bare XML parser."""

import io
import zipfile
import zlib
from typing import IO, Protocol
from xml.parsers import expat

from tracker.adapters.annexes import sentences
from tracker.adapters.annexes.guard import Budget, check_unpacked, open_zip
from tracker.domain.errors import UnreadableFile

Attributes = dict[str, str]
_CHUNK = 256 * 1024


class Handler(Protocol):
    """Receives elements by their local name; attribute names keep their prefix."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


def local(attributes: Attributes, name: str) -> str:
    """An attribute by its local name, whatever prefix the producer chose."""
    for key, value in attributes.items():
        if key == name or key.endswith(":" + name):
            return value
    return ""


class Package:
    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        try:
            self._zip = open_zip(io.BytesIO(data), UnreadableFile(sentences.BOMB))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableFile(sentences.DAMAGED) from error
        self._names = set(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._names

    @property
    def is_encrypted(self) -> bool:
        return any(entry.flag_bits & 1 for entry in self._zip.infolist())

    def read(self, part: str, limit: int) -> bytes:
        """The first `limit` bytes of a small part; empty when it is missing."""
        if part not in self:
            return b""
        with self._open(part) as stream:
            return _guarded_read(stream, limit)

    def parse(self, part: str, handler: Handler) -> None:
        """Stream a part through `handler`. UnreadableFile for bombs, DTDs and broken XML."""
        parser = _parser(handler, self.budget)
        with self._open(part) as stream:
            try:
                while chunk := _guarded_read(stream, _CHUNK):
                    self.budget.spend_time()
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
            except expat.ExpatError as error:
                raise UnreadableFile(sentences.DAMAGED) from error

    def _open(self, part: str) -> IO[bytes]:
        try:
            entry = self._zip.getinfo(part)
            check_unpacked(entry.compress_size, entry.file_size)
            return self._zip.open(entry)
        except KeyError as error:
            raise UnreadableFile(sentences.DAMAGED) from error
        except (zipfile.BadZipFile, RuntimeError, OSError, ValueError) as error:
            sentence = sentences.PASSWORD if self.is_encrypted else sentences.DAMAGED
            raise UnreadableFile(sentence) from error


def _guarded_read(stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableFile(sentences.DAMAGED) from error


def _parser(handler: Handler, budget: Budget) -> expat.XMLParserType:
    """A parser that refuses every DTD, so that no entity is ever expanded or fetched."""
    names: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        short = names.get(name)
        if short is None:
            short = names[name] = name.rpartition(":")[2]
        handler.start(short, attributes)

    def end(name: str) -> None:
        handler.end(names[name])

    def text(data: str) -> None:
        budget.hear(len(data))
        handler.text(data)

    def refuse(*_declared: object) -> None:
        raise UnreadableFile(sentences.DOCTYPE)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    return parser
