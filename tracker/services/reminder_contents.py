"""What a morning's message says of the rows that the ledger has for it.

All letters of a morning share one desk, read in a fixed number of questions; writing a letter
(reminder_letters) then asks nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tracker.clock import end_of
from tracker.domain import narrative
from tracker.domain.notices import SUMMARIES, Notice, NoticeKind
from tracker.domain.reminder_coming import next_mail
from tracker.domain.reminder_ladder import RETURNED, Audience, Ladder
from tracker.domain.reminder_policy import (
    ACCEPTED_IN_PART,
    ANSWERS,
    AddressBook,
    Duty,
    Item,
    StandsIn,
)
from tracker.domain.working_days import WorkingCalendar
from tracker.models import Committee
from tracker.queries.holds import held_days
from tracker.queries.notices import Standing, Standings
from tracker.queries.reminder_facts import TaskWords, task_words
from tracker.queries.reminder_facts import duties as urged_tasks
from tracker.queries.report_links import reporters
from tracker.services.reminder_ladder import ladder_for
from tracker.services.report_links import report_link
from tracker.services.summary import summary


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
    NoticeKind.REFUSED,
    NoticeKind.UNDELIVERED,
    NoticeKind.UNOWNED,
    NoticeKind.UNDATED,
    NoticeKind.UNREACHABLE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One task in one section of a letter; of a recurring task the due day that is owed."""

    section: Section
    stage: str
    words: TaskWords
    deadline: date | None
    report_link: str = ""  # where its office may report without signing in


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one kind that stand for the reader."""

    kind: NoticeKind
    lines: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """The figures as the summary page has them, and the tasks that were brought before the leader."""

    as_of: date
    sentences: tuple[str, ...]
    escalated: tuple[Entry, ...]


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
    summary: SummaryPart | None
    # Whose week or month it sums up; None without a summary.
    summary_kind: NoticeKind | None
    standing_in: tuple[StandsIn, ...]
    next_on: date | None
    writers: tuple[tuple[str, str], ...]
    is_one_of_several: bool  # committees that write to this address: the subject says which


@dataclass(frozen=True, slots=True)
class Desk:
    """What the letters of one morning share."""

    committee: Committee
    book: AddressBook
    duties: Mapping[int, Duty]
    # When an audience next hears of a deadline: the same few answers for all letters.
    next_day: Callable[[date, Audience], date | None]
    # The days on which mail goes out: working days without a hold.
    mail_days: WorkingCalendar
    on: date
    standing: Standings
    words: Mapping[int, TaskWords]
    summary: SummaryPart | None
    # {(address, office): user} of those who may report by link; none in a preview.
    reporters: Mapping[tuple[str, int], int]


def desk_for(
    committee: Committee,
    book: AddressBook,
    duties: Mapping[int, Duty],
    standing: Standings,
    items: Iterable[Item],
    notices: Iterable[Notice],
    *,
    on: date,
    to_send: bool,
) -> Desk:
    """`to_send`: with the figures, where one of the notices asks for them, and with links."""
    words = task_words({item.task_id for item in items})
    ladder = ladder_for(committee.id, on)
    part = None
    if any(notice.kind in SUMMARIES for notice in notices):
        part = _summary(committee, ladder, on) if to_send else SummaryPart(on, (), ())
    by_link = reporters(committee.id, on) if to_send and words else {}
    mail_days = ladder.calendar.less(held_days(committee.id, on))
    next_day = cache(lambda deadline, audience: ladder.next_day(deadline, on, audience))
    return Desk(committee, book, duties, next_day, mail_days, on, standing, words, part, by_link)


def _summary(committee: Committee, ladder: Ladder, on: date) -> SummaryPart:
    figures = summary(committee, as_of=on, now=end_of(on))
    said = (
        narrative.report_sentence(figures),
        narrative.fallen_due_sentence(figures),
        *narrative.box_lines(figures),
    )
    late = [
        duty
        for duty in urged_tasks(committee.id, on=on).values()
        if duty.deadline and ladder.newest(duty.deadline, on, Audience.LEADER)
    ]
    words = task_words({duty.task_id for duty in late})
    escalated = (Entry(Section.WATCHED, "", words[duty.task_id], duty.deadline) for duty in late)
    return SummaryPart(on, said, tuple(escalated))


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
    summary_kind = next((kind for kind in SUMMARIES if kind in kinds), None)
    entries = entries_of(items, desk)
    return Contents(
        message_id=message_id,
        to=to,
        name=name,
        committee=desk.committee.name,
        on=desk.on,
        entries=entries,
        blocks=tuple(_blocks(desk.standing.get(to, ()), notices, kinds)),
        summary=desk.summary if summary_kind else None,
        summary_kind=summary_kind,
        standing_in=desk.book.standing_in.get(to, ()),
        next_on=next_mail(
            to, items, desk.duties, desk.book, next_day=desk.next_day, mail_days=desk.mail_days
        ),
        writers=tuple(desk.book.secretaries.items()),
        is_one_of_several=to in desk.book.elsewhere,
    )


def entries_of(items: Iterable[Item], desk: Desk) -> tuple[Entry, ...]:
    """What a letter lists: of several stages of one task the last given one."""
    newest = {(item.task_id, item.stage in ANSWERS): item for item in items}
    entries = [_entry(item, desk) for item in newest.values()]
    return tuple(
        sorted(entries, key=lambda entry: (_ORDER[entry.section], entry.deadline or date.max))
    )


def _entry(item: Item, desk: Desk) -> Entry:
    words, link = desk.words[item.task_id], ""
    user_id = desk.reporters.get((item.recipient, item.office_id))
    if user_id is not None and item.audience is Audience.HEAD:
        link = report_link(item.task_id, user_id, item.office_id, desk.on)
    answered = item.stage in ANSWERS
    deadline = words.deadline if answered else item.counts_from
    return Entry(_section(item, desk.on), item.stage, words, deadline, link)


def _section(item: Item, on: date) -> Section:
    if item.stage in ANSWERS:
        return _ANSWER_SECTIONS[item.stage]
    if item.audience in (Audience.SECRETARY, Audience.LEADER):
        return Section.WATCHED
    if item.audience is Audience.SUPPORTING:
        return Section.SUPPORTING
    if item.counts_from == on:
        return Section.DUE_TODAY
    return Section.OVERDUE if item.counts_from < on else Section.DUE_SOON


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
