"""The parts of an .xlsx around its sheets: relations, sheet names, styles, shared strings."""

import posixpath
from dataclasses import dataclass

from tracker.adapters.annexes.package import Attributes, Package
from tracker.adapters.annexes.xlsx_values import format_kind


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """By id: the kind of relation and the part that it leads to."""
    folder, name = posixpath.split(part)
    handler = _Relations(folder)
    source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if source in package:
        package.parse(source, handler)
    return handler.found


class Quiet:
    """A handler that ignores what it does not override."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class _Relations(Quiet):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = posixpath.normpath(posixpath.join("/" + self._folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, path)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    name: str
    relation: str
    is_hidden: bool


class Book(Quiet):
    def __init__(self, relations: dict[str, tuple[str, str]]) -> None:
        self.relations = relations
        self.sheets: list[SheetEntry] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            title = " ".join(attributes.get("name", "").split())
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self.sheets.append(SheetEntry(title, relation, hidden))
        elif name == "workbookPr":
            self.since_1904 = is_true(attributes.get("date1904", ""))


class Styles(Quiet):
    """`kinds`: for each cell style, how it shows numbers."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self._codes: dict[int, str] = {}
        self._in_cell_styles = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[whole_number(attributes.get("numFmtId", ""))] = attributes.get(
                "formatCode", ""
            )
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            number = whole_number(attributes.get("numFmtId", ""))
            self.kinds.append(format_kind(number, self._codes.get(number, "")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_styles = False


class Texts(Quiet):
    """The shared strings; phonetic readings are not part of them."""

    def __init__(self, package: Package) -> None:
        self.values: list[str] = []
        self._budget = package.budget
        self._pieces: list[str] = []
        self._take = False
        self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._take = not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._take = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.values.append("".join(self._pieces))
            self._budget.spend_cells(0, len(self.values[-1]))

    def text(self, data: str) -> None:
        if self._take:
            self._pieces.append(data)


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def is_true(text: str) -> bool:
    return text in ("1", "true", "on")
