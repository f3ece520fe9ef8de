"""What a morning's message says of the rows that the ledger has for it.

All letters of a morning share one desk, read in a fixed number of questions; writing a letter
(reminder_letters) then asks nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.clock import end_of
from tracker.domain import narrative
from tracker.domain.notices import Notice, NoticeKind
from tracker.domain.reminder_ladder import RETURNED, Audience, Ladder
from tracker.domain.reminder_policy import ACCEPTED_IN_PART, ANSWERS, AddressBook, Item, StandsIn
from tracker.models import Committee
from tracker.queries.notices import Standing, Standings
from tracker.queries.reminder_facts import TaskWords, duties, task_words
from tracker.services.reminder_ladder import ladder_for
from tracker.services.reports import summary


class Section(StrEnum):
    """In the order in which a letter shows them."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    RETURNED = "returned"
    IN_PART = "in_part"
    SUPPORTING = "supporting"
    WATCHED = "watched"


_ORDER = {section: place for place, section in enumerate(Section)}
_ANSWER_SECTIONS = {RETURNED: Section.RETURNED, ACCEPTED_IN_PART: Section.IN_PART}
# What a block of a letter is about, in the order in which a letter shows them.
OFFICE_BLOCKS = (NoticeKind.REPORT_OWED, NoticeKind.VALUE_OWED, NoticeKind.COMMENT)
SECRETARY_BLOCKS = (
    NoticeKind.AWAITING,
    NoticeKind.UNDELIVERED,
    NoticeKind.UNOWNED,
    NoticeKind.UNDATED,
    NoticeKind.UNREACHABLE,
)
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One task in one section of a letter; of a recurring task the due day that is owed."""

    section: Section
    stage: str
    words: TaskWords
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one kind that stand for the reader."""

    kind: NoticeKind
    lines: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The figures as the summary page has them, and the tasks that were brought before the leader."""

    as_of: date
    sentences: tuple[str, ...]
    escalated: tuple[Entry, ...]
    escalated_total: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that one letter says."""

    message_id: str
    to: str
    name: str
    committee: str
    on: date
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    week: Week | None
    standing_in: tuple[StandsIn, ...]
    next_on: date | None
    writers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the letters of one morning share."""

    committee: Committee
    book: AddressBook
    ladder: Ladder
    on: date
    standing: Standings
    words: Mapping[int, TaskWords]
    week: Week | None


def desk_for(
    committee: Committee,
    book: AddressBook,
    standing: Standings,
    items: Iterable[Item],
    notices: Iterable[Notice],
    *,
    on: date,
    with_figures: bool,
) -> Desk:
    """`with_figures`: read the week's figures too, where one of the notices asks for them."""
    words = task_words({item.task_id for item in items})
    ladder = ladder_for(committee.id, on)
    week = None
    if any(notice.kind is NoticeKind.WEEKLY_SUMMARY for notice in notices):
        week = _week(committee, ladder, on) if with_figures else Week(on, (), (), 0)
    return Desk(committee, book, ladder, on, standing, words, week)


def _week(committee: Committee, ladder: Ladder, on: date) -> Week:
    figures = summary(committee, as_of=on, now=end_of(on))
    said = (
        narrative.report_sentence(figures),
        narrative.fallen_due_sentence(figures),
        *narrative.box_lines(figures),
    )
    late = [
        duty
        for duty in duties(committee.id, on=on).values()
        if duty.deadline and ladder.newest(duty.deadline, on, Audience.LEADER)
    ]
    words = task_words({duty.task_id for duty in late[:_LISTED]})
    shown = tuple(
        Entry(Section.WATCHED, "", words[duty.task_id], duty.deadline) for duty in late[:_LISTED]
    )
    return Week(on, said, shown, len(late))


def contents(
    desk: Desk,
    to: str,
    name: str,
    items: Sequence[Item],
    notices: Sequence[Notice],
    message_id: str = "",
) -> Contents:
    """What the message to one address says of its ledger rows."""
    kinds = {notice.kind for notice in notices}
    entries = entries_of(items, desk.words, desk.on)
    return Contents(
        message_id=message_id,
        to=to,
        name=name,
        committee=desk.committee.name,
        on=desk.on,
        entries=entries,
        blocks=tuple(_blocks(desk.standing.get(to, ()), notices, kinds)),
        week=desk.week if NoticeKind.WEEKLY_SUMMARY in kinds else None,
        standing_in=desk.book.standing_in.get(to, ()),
        next_on=_next_day(items, desk),
        writers=tuple(desk.book.secretaries.items()),
    )


def entries_of(
    items: Iterable[Item], words: Mapping[int, TaskWords], on: date
) -> tuple[Entry, ...]:
    """What a letter of the day `on` lists: of several stages of one task the last given one."""
    newest = {(item.task_id, item.stage in ANSWERS): item for item in items}
    entries = [_entry(item, words[item.task_id], on) for item in newest.values()]
    return tuple(
        sorted(entries, key=lambda entry: (_ORDER[entry.section], entry.deadline or date.max))
    )


def _entry(item: Item, words: TaskWords, on: date) -> Entry:
    if item.stage in ANSWERS:
        return Entry(_ANSWER_SECTIONS[item.stage], item.stage, words, words.deadline)
    deadline = item.counts_from
    if item.audience in (Audience.SECRETARY, Audience.LEADER):
        section = Section.WATCHED
    elif item.audience is Audience.SUPPORTING:
        section = Section.SUPPORTING
    elif deadline == on:
        section = Section.DUE_TODAY
    else:
        section = Section.OVERDUE if deadline < on else Section.DUE_SOON
    return Entry(section, item.stage, words, deadline)


def _blocks(
    standing: Sequence[Standing], notices: Sequence[Notice], kinds: set[NoticeKind]
) -> Iterator[Block]:
    """What waits for the secretary is listed whole as soon as one thing of it is owed."""
    new = {notice.matter for notice in notices}
    for kinds_of_reader in (OFFICE_BLOCKS, SECRETARY_BLOCKS):
        whole = kinds_of_reader is SECRETARY_BLOCKS and bool(
            kinds & {*SECRETARY_BLOCKS, NoticeKind.WEEKLY_DUTIES}
        )
        for kind in kinds_of_reader:
            lines = tuple(
                one for one in standing if one.matter.kind is kind and (whole or one.matter in new)
            )
            if lines:
                yield Block(kind, lines)


def _next_day(items: Sequence[Item], desk: Desk) -> date | None:
    """When these tasks are next reminded of, each through the same audience as now."""
    coming = []
    for item in items:
        answered = item.stage in ANSWERS
        deadline = desk.words[item.task_id].deadline if answered else item.counts_from
        if deadline is not None:
            coming.append(desk.ladder.next_day(deadline, desk.on, item.audience))
    return min((day for day in coming if day), default=None)
