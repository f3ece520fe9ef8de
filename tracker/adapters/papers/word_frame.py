"""What stands around a paper's text: letterhead, title, signature, recipients (NĐ 30, mục II)."""

from collections.abc import Iterator, Sequence

from tracker.adapters.papers.ooxml import (
    Cell,
    Element,
    Look,
    TableRow,
    paragraph,
    run,
    table,
)
from tracker.adapters.papers.paper import OPEN, Letterhead, Paper
from tracker.adapters.papers.widths import bold_width

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TEXT_WIDTH = 165.0
LEFT, RIGHT = 65.0, 100.0
CENTRED = Look(align="center")
# The lines under titles are a third to a half as long as what they stand under.
PART_OF_TITLE = 0.4
SIGNATURE_SPACE = 4


def opening(paper: Paper) -> Iterator[Element]:
    yield letterhead(paper.letterhead, paper.symbol, paper.signed_on)
    yield paragraph(run("BÁO CÁO", bold=True), look=Look(align="center", before=18))
    for line in paper.subject:
        yield paragraph(run(line, bold=True), look=CENTRED)
    yield _rule(PART_OF_TITLE * max(bold_width(line, 14) for line in paper.subject), TEXT_WIDTH)
    yield addressed(paper.addressee)


def letterhead(head: Letterhead, symbol: str, day: str, *, about: str = "") -> Element:
    """Issuer and state, under them number and day; `about` is what a letter is about ("V/v …")."""
    number = [_centred(f"Số: {symbol}", size=13, before=6)]
    if about:
        number.append(_centred(f"V/v {about}", size=13, before=6))
    place_and_day = _centred(f"{head.place or OPEN}, {day}", size=14, italic=True, before=6)
    rows = [
        TableRow([Cell(_issuer(head)), Cell(_state())]),
        TableRow([Cell(number), Cell([place_and_day])]),
    ]
    return table([LEFT, RIGHT], rows, borders=False)


def addressed(to: str) -> Element:
    return paragraph(run(f"Kính gửi: {to}"), look=Look(align="center", before=12, after=6))


def closing(head: Letterhead) -> Iterator[Element]:
    """Signature at the right, recipients at the left, level with the signer's title."""
    left = [
        paragraph(run("Nơi nhận:", size=12, bold=True, italic=True), look=Look(align="left")),
        *(
            paragraph(run(line, size=11), look=Look(align="left"))
            for line in recipient_lines(head.recipients)
        ),
    ]
    right = [
        *(_centred(title, size=14, bold=True) for title in head.signer_titles),
        *(_centred("", size=14) for _ in range(SIGNATURE_SPACE)),
        _centred(head.signer_name, size=14, bold=True),
    ]
    # A signature never stands on a page of its own: the last sentence goes along.
    yield paragraph(look=Look(exact=6, keep_next=True))
    yield table([80, TEXT_WIDTH - 80], [TableRow([Cell(left), Cell(right)])], borders=False)


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """ "- …;" for each, and a full stop after the last, which is where the paper is filed."""
    bare = [line.strip().lstrip("-–").strip().rstrip(";.,") for line in recipients]
    kept = [line for line in bare if line]
    return [
        f"- {line}{'.' if number == len(kept) else ';'}"
        for number, line in enumerate(kept, start=1)
    ]


def _issuer(head: Letterhead) -> list[Element]:
    lines = [_centred(line.upper(), size=13) for line in head.parents]
    lines += [_centred(line.upper(), size=13, bold=True) for line in head.own_name]
    longest = max((bold_width(line.upper(), 13) for line in head.own_name), default=0)
    return [*lines, _rule(PART_OF_TITLE * min(longest, LEFT), LEFT)]


def _state() -> list[Element]:
    return [
        _centred(STATE, size=13, bold=True),
        _centred(MOTTO, size=14, bold=True),
        _rule(bold_width(MOTTO, 14), RIGHT),
    ]


def _centred(
    text: str, *, size: float, bold: bool = False, italic: bool = False, before: float = 0
) -> Element:
    return paragraph(
        run(text, size=size, bold=bold, italic=italic), look=Look(align="center", before=before)
    )


def _rule(length: float, width: float) -> Element:
    """A solid line of that length in the middle of a column: the upper edge of a low paragraph."""
    return paragraph(
        run("", size=2), look=Look(rule=True, indent=(width - length) / 2, before=2, exact=3)
    )
