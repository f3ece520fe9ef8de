"""A letter that urges an office (công văn đôn đốc, NĐ 30/2020, mẫu 1.5), and its few words for chat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten

from tracker.adapters.papers.ooxml import (
    Cell,
    Element,
    Look,
    TableRow,
    paragraph,
    run,
    table,
)
from tracker.adapters.papers.paper import OPEN, Letterhead
from tracker.adapters.papers.word import About, document_of
from tracker.adapters.papers.word_body import last, text
from tracker.adapters.papers.word_frame import addressed, closing, letterhead
from tracker.domain.documents import official_date
from tracker.domain.narrative import tasks

ABOUT = "đôn đốc thực hiện nhiệm vụ theo Nghị quyết số 57-NQ/TW"
COLUMNS = (
    ("STT", 12),
    ("Nhiệm vụ", 61),
    ("Sản phẩm", 30),
    ("Văn bản giao", 26),
    ("Thời hạn", 22),
    ("Quá hạn (ngày)", 14),
)
CENTRED = (0, 4, 5)
SIZE = 12
LONGEST_TITLE = 120
MOST_IN_A_MESSAGE = 8


@dataclass(frozen=True, slots=True)
class UrgedTask:
    title: str
    deliverable: str
    directive: str
    deadline: date
    days_late: int


@dataclass(frozen=True, slots=True)
class UrgingLetter:
    """To one office, of its overdue tasks; `answer_by` is the day that is asked for, None: soon."""

    letterhead: Letterhead
    committee: str
    office: str
    tasks: Sequence[UrgedTask]
    basis: Sequence[str]
    as_of: date
    made_at: datetime
    answer_by: date | None = None

    @property
    def symbol(self) -> str:
        """ "      /UBND-VHXH": who drafts stands in "Lưu: VT, VHXH"; a letter has no kind."""
        filed = [line for line in self.letterhead.recipients if "lưu" in line.lower()]
        drafts = filed[-1].rpartition(",")[2].strip(" .;") if filed and "," in filed[-1] else ""
        return f"{OPEN}/{self.letterhead.code}-{drafts or OPEN}"

    @property
    def issuer(self) -> str:
        return self.letterhead.issuer_in_words or self.committee

    @property
    def by_when(self) -> str:
        if self.answer_by is None:
            return "trong thời gian sớm nhất"
        return f"trước ngày {official_date(self.answer_by)}"


def write_urging(letter: UrgingLetter) -> bytes:
    about = About(f"Công văn {ABOUT}: {letter.office}", letter.committee, letter.made_at)
    return document_of(about, _letter(letter))


def short_text(letter: UrgingLetter) -> str:
    """A few lines to copy into Zalo or a message; no more than a phone shows at once."""
    told = letter.tasks[:MOST_IN_A_MESSAGE]
    late = [_late(task, number) for number, task in enumerate(told, start=1)]
    if left := len(letter.tasks) - len(told):
        late.append(f"… và {tasks(left)} khác, có trong công văn.")
    return "\n".join(
        (
            f"{letter.committee} đề nghị {letter.office}: đến ngày {official_date(letter.as_of)} "
            f"còn {tasks(len(letter.tasks))} quá hạn.",
            *late,
            f"Đề nghị hoàn thành {letter.by_when} và báo cáo kết quả. Trân trọng!",
        )
    )


def _late(task: UrgedTask, number: int) -> str:
    title = shorten(task.title, LONGEST_TITLE, placeholder="…")
    return f"{number}. {title} (hạn {official_date(task.deadline)}, quá {task.days_late} ngày)"


def _letter(letter: UrgingLetter) -> Iterator[Element]:
    blank = OPEN[:4]
    day = f"ngày{blank}tháng{blank}năm {letter.as_of.year}"
    yield letterhead(letter.letterhead, letter.symbol, day, about=ABOUT)
    yield addressed(f"{letter.office}.")
    yield text(_opening(letter))
    yield _table(letter.tasks)
    yield paragraph(run("", size=4), look=Look(after=0))
    yield text(f"{letter.issuer} đề nghị {letter.office}:")
    yield text(
        f"1. Tập trung chỉ đạo, hoàn thành các nhiệm vụ nêu trên {letter.by_when}; báo cáo kết quả "
        f"kèm tài liệu kiểm chứng về {letter.committee}."
    )
    yield text(
        "2. Trường hợp có khó khăn, vướng mắc hoặc cần điều chỉnh thời hạn, báo cáo rõ nguyên nhân, "
        "trách nhiệm và đề xuất hướng giải quyết."
    )
    yield last(f"{letter.issuer} đề nghị {letter.office} nghiêm túc thực hiện./.")
    yield from closing(letter.letterhead)


def _opening(letter: UrgingLetter) -> str:
    basis = f"Thực hiện {', '.join(letter.basis)}, " if letter.basis else ""
    return (
        f"{basis}{letter.office} được giao chủ trì thực hiện các nhiệm vụ. Qua theo dõi, đến ngày "
        f"{official_date(letter.as_of)}, còn {tasks(len(letter.tasks))} đã quá thời hạn nhưng chưa "
        "hoàn thành, cụ thể như sau:"
    )


def _table(urged: Sequence[UrgedTask]) -> Element:
    head = TableRow([_cell(name, bold=True, centred=True) for name, _ in COLUMNS], header=True)
    rows = [
        TableRow(
            [
                _cell(words, centred=place in CENTRED)
                for place, words in enumerate(_words(task, number))
            ]
        )
        for number, task in enumerate(urged, start=1)
    ]
    return table([width for _, width in COLUMNS], [head, *rows], borders=True)


def _words(task: UrgedTask, number: int) -> tuple[str, ...]:
    return (
        str(number),
        task.title,
        task.deliverable,
        task.directive,
        official_date(task.deadline),
        str(task.days_late),
    )


def _cell(words: str, *, bold: bool = False, centred: bool = False) -> Cell:
    look = Look(align="center" if centred else "left", before=2, after=2)
    return Cell([paragraph(run(words, size=SIZE, bold=bold), look=look)], middle=True)
