"""The figures in the sentences of official reports: leading zeros, decimal commas, "không có"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.documents import official_date
from tracker.domain.figures import Group, Grouping, Summary, Tally
from tracker.domain.timeliness import Box
from tracker.domain.vietnamese import count, decimal, number

NOTHING = "—"
# The letters that Vietnamese papers number points with.
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a task: what was done in the newest words known, an office's or the
    secretary's; the rest by an office in a report that was accepted. "" for none."""

    field: str
    office: str
    title: str
    done: str
    difficulties: str
    proposals: str


def percent(value: Decimal | None, decimals: int) -> str:
    """ "56%", "98,39%"; "—" for nothing of nothing."""
    return NOTHING if value is None else f"{decimal(value, decimals)}%"


def tasks(n: int) -> str:
    """ "07 nhiệm vụ"; none is "không có nhiệm vụ"."""
    return f"{count(n)} nhiệm vụ" if n else "không có nhiệm vụ"


def headline(summary: Summary) -> str:
    """ "52 nhiệm vụ: hoàn thành 29 (56%), đang thực hiện 23 (44%)"."""
    tally, percents, places = summary.tally, summary.percents, summary.decimals
    return (
        f"{_figure(tally.total)} nhiệm vụ: "
        f"hoàn thành {_figure(tally.completed)} ({percent(percents.completed, places)}), "
        f"đang thực hiện {_figure(tally.open)} ({percent(percents.open, places)})"
    )


def report_sentence(summary: Summary) -> str:
    """The sentence that the report is read for."""
    day = f"Đến ngày {official_date(summary.as_of)}"
    if not summary.tally.total:
        return f"{day}, không có nhiệm vụ được giao."
    return f"{day}, {tally_sentence(summary.tally, summary.decimals)}"


def tally_sentence(tally: Tally, places: int) -> str:
    """ "được giao 52 nhiệm vụ; đã hoàn thành …, đang thực hiện …, trong đó quá hạn 03 nhiệm vụ."."""
    percents = tally.percents(places)
    parts = [
        _share_of_all("đã hoàn thành", tally.completed, percent(percents.completed, places)),
        _share_of_all("đang thực hiện", tally.open, percent(percents.open, places)),
    ]
    late = f"quá hạn {tasks(tally.overdue)}" if tally.overdue else "không có nhiệm vụ quá hạn"
    among_them = f", trong đó {late}" if tally.open else ""
    return f"được giao {tasks(tally.total)}; {', '.join(parts)}{among_them}."


def fallen_due_sentence(summary: Summary) -> str:
    """The second denominator, named with both of its numbers."""
    tally = summary.tally
    if not tally.fallen_due:
        return "Đến thời điểm này không có nhiệm vụ đã đến hạn."
    of_due = percent(summary.percents.completed_of_fallen_due, summary.decimals)
    done = tally.fallen_due_completed
    done_words = f"đã hoàn thành {tasks(done)}" if done else "không có nhiệm vụ hoàn thành"
    return (
        f"Trong số {tasks(tally.fallen_due)} đã đến hạn (nhiệm vụ có thời hạn đã hoàn thành và "
        f"nhiệm vụ đang thực hiện quá hạn), {done_words} (chiếm {of_due})."
    )


def box_lines(summary: Summary) -> Iterator[str]:
    """One line per box with its number; the two without a deadline only where there are any."""
    optional = (Box.OPEN_NO_DEADLINE, Box.COMPLETED_NO_DEADLINE)
    for box, n in summary.tally.boxes.items():
        if n or box not in optional:
            due_soon = summary.tally.due_soon if box is Box.OPEN_ON_TRACK else 0
            soon = f", trong đó {tasks(due_soon)} sắp đến hạn" if due_soon else ""
            yield f"{box.label}: {tasks(n) if n else 'không có'}{soon}"


def results(summary: Summary) -> Iterator[str]:
    """The general results as a report has them, a paragraph each."""
    yield report_sentence(summary)
    yield "Phân loại theo tiến độ:"
    lines = list(box_lines(summary))
    for place, line in enumerate(lines, start=1):
        yield f"- {line}{'.' if place == len(lines) else ';'}"
    yield fallen_due_sentence(summary)
    if beside := beside_sentence(summary):
        yield beside


def beside_sentence(summary: Summary) -> str:
    """Paused and cancelled tasks, which the total does not contain; "" where there are none."""
    tally = summary.tally
    parts = [
        f"{word} {tasks(n)}"
        for word, n in (
            ("tạm dừng", tally.paused),
            ("không thực hiện (thôi giao)", tally.cancelled),
        )
        if n
    ]
    return f"Ngoài tổng số trên: {', '.join(parts)}." if parts else ""


def field_results(summary: Summary, said: Sequence[Said]) -> Iterator[str]:
    """What was done, under each field's figures; where no field was ever recorded, alone."""
    groups = summary.groups[Grouping.FIELD]
    named = any(group.key for group in groups)
    for place, group in enumerate(groups):
        if named:
            mark = f"{_LETTERS[place]})" if place < len(_LETTERS) else f"{place + 1})"
            yield f"{mark} {_of_field(group, summary.decimals)}"
        for one in said:
            if one.field == (group.key or "") and one.done:
                yield f"- {_bare(one.title)}: {_bare(one.done)}."


def difficulties(said: Sequence[Said]) -> Iterator[str]:
    """The difficulties that offices named, a line each, under their fields where there are several."""
    yield from _by_field(said, lambda one: one.difficulties)


def proposals(said: Sequence[Said]) -> Iterator[str]:
    yield from _by_field(said, lambda one: one.proposals)


def _of_field(group: Group, places: int) -> str:
    if not group.tally.total:
        return f"{group.name}: không có nhiệm vụ tính vào tổng số."
    return f"{group.name}: {tally_sentence(group.tally, places)}"


def _by_field(said: Sequence[Said], words: Callable[[Said], str]) -> Iterator[str]:
    spoken = [one for one in said if _bare(words(one))]
    fields = dict.fromkeys(one.field for one in spoken)
    for field in fields:
        if len(fields) > 1:
            yield f"{field or 'Nhiệm vụ khác'}:"
        for one in spoken:
            if one.field == field:
                yield f"- {_bare(words(one))} ({one.office})."


def _bare(text: str) -> str:
    """On one line, without the stop at its end: a sentence of a paper follows."""
    return " ".join(text.split()).rstrip(".;, ")


def _share_of_all(word: str, n: int, printed: str) -> str:
    if n:
        return f"{word} {tasks(n)} (chiếm {printed})"
    return f"{tasks(0)} {word.removeprefix('đã ')} ({printed})"


def _figure(n: int) -> str:
    return count(n) if n else number(0)
