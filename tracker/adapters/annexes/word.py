"""Reads .docx and .docm: the tables in order and the paragraphs around them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.adapters.annexes.cleaning import clean
from tracker.adapters.annexes.guard import Budget
from tracker.adapters.annexes.package import Attributes, Package, local
from tracker.adapters.annexes.word_numbering import NumberedStyles, Numbering
from tracker.adapters.annexes.word_tables import TableBuilder, whole_number
from tracker.domain.annexes.table import Table

# Moved or deleted text, earlier formatting, drawings with their text boxes, doubles for old Word.
_SKIPPED = frozenset(
    {
        "del", "moveFrom", "drawing", "pict", "object", "txbxContent", "Fallback", "rPrChange",
        "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblGridChange", "sectPrChange",
        "numberingChange", "instrText", "delText", "rt",
    }
)  # fmt: skip
_MARKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "- "}


def read_word(package: Package, document: str) -> tuple[list[Table], list[str]]:
    """The tables in the order in which they begin, and the paragraphs outside them."""
    folder = document.rpartition("/")[0]
    numbering, styles = Numbering(), NumberedStyles()
    if f"{folder}/numbering.xml" in package:
        package.parse(f"{folder}/numbering.xml", numbering)
    if f"{folder}/styles.xml" in package:
        package.parse(f"{folder}/styles.xml", styles)
    content = _Document(numbering, styles, package.budget)
    package.parse(document, content)
    return content.builder.tables, content.paragraphs


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    numbering: str | None = None
    level: int | None = None


class _Document:
    def __init__(self, numbering: Numbering, styles: NumberedStyles, budget: Budget) -> None:
        self.builder = TableBuilder(budget)
        self.paragraphs: list[str] = []
        self._numbering = numbering
        self._styles = styles
        self._budget = budget
        self._skipped = 0
        self._open: list[_Paragraph] = []
        self._take = False
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "t": self._start_text,
            "p": self._start_paragraph,
            "pStyle": self._start_style,
            "numId": self._start_list,
            "ilvl": self._start_level,
            **self.builder.starts,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "t": self._end_text,
            "p": self._end_paragraph,
            **self.builder.ends,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _SKIPPED:
            if name == "del" and not self._skipped:
                self.builder.delete()
            self._skipped += 1
        elif self._skipped:
            return
        elif begin := self._starts.get(name):
            begin(attributes)
        elif self._open and name in _MARKS and not local(attributes, "pos"):
            # A tab with a position is a tab stop of the paragraph, not a tab in its text.
            self._open[-1].pieces.append(_MARKS[name])

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipped -= 1
        elif not self._skipped and (finish := self._ends.get(name)):
            finish()

    def text(self, data: str) -> None:
        if self._take and self._open and not self._skipped:
            self._open[-1].pieces.append(data)

    def _start_text(self, attributes: Attributes) -> None:
        self._take = True

    def _end_text(self) -> None:
        self._take = False

    def _start_paragraph(self, attributes: Attributes) -> None:
        self._open.append(_Paragraph())

    def _start_style(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].style = local(attributes, "val")

    def _start_list(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].numbering = local(attributes, "val")

    def _start_level(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].level = whole_number(local(attributes, "val"))

    def _end_paragraph(self) -> None:
        if not self._open:
            return
        paragraph = self._open.pop()
        text = clean("".join(paragraph.pieces))
        line = " ".join(filter(None, (self._label(paragraph, text), text)))
        if line:
            self._budget.spend_cells(0, len(line))
            if not self.builder.add_line(line):
                self.paragraphs.append(line)

    def _label(self, paragraph: _Paragraph, text: str) -> str:
        """The number that Word prints before the paragraph, also before an empty one."""
        numbering, level = self._styles.lists.get(paragraph.style, ("", 0))
        if paragraph.numbering is not None:
            numbering = paragraph.numbering
        if paragraph.level is not None:
            level = paragraph.level
        if not numbering or (not text and self._numbering.is_bullet(numbering, level)):
            return ""
        return self._numbering.next_label(numbering, level)
