"""Decides what a phrase obliges to, from the dates and rules that it names."""

from datetime import date

from tracker.domain.deadlines.context import BY_THEN, FIRM, Role, Term
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.phrase import Item, Phrase
from tracker.domain.deadlines.rules import Rule, combine
from tracker.domain.deadlines.spans import PartOfYear, Span, Unclear, Unit
from tracker.domain.deadlines.values import ONGOING, UNKNOWN, Deadline
from tracker.domain.recurrence import Recurrence

_AN_END = BY_THEN | {Kind.UNTIL}


def read_deadline(phrase: str) -> Deadline:
    """What the phrase means; unknown when in doubt. Never raises."""
    try:
        return _judge(Phrase(phrase))
    except Unclear:
        return UNKNOWN


def _judge(phrase: Phrase) -> Deadline:
    items = phrase.items
    terms = [item for item in items if isinstance(item, Term)]
    dates = [place for place, item in enumerate(items) if isinstance(item, Term) and item.is_due]
    if Kind.EVENT in items and not any(
        term.introduced({Kind.LATEST}) for term in terms if term.due
    ):
        return UNKNOWN
    if dates and not _is_rule_within_years(items, dates):
        return _dated(items, dates)
    if phrase.narrative:
        return UNKNOWN
    if any(isinstance(item, Rule) for item in items):
        return Deadline.recurring(_rule(phrase, terms))
    only_starts = all(term.role is Role.START and term.span for term in terms)
    if only_starts and (terms or Kind.CONSTANTLY in items):
        return ONGOING
    return UNKNOWN


def _is_rule_within_years(items: list[Item], dates: list[int]) -> bool:
    """Hằng quý trong năm 2026; hằng năm, giai đoạn 2026 - 2030."""
    first = items[dates[0]]
    ruled = any(isinstance(item, Rule) for item in items[: dates[0]])
    if not ruled or not isinstance(first, Term) or first.span is None:
        return False
    whole_years = first.span.unit in (Unit.YEAR, Unit.STRETCH)
    if len(dates) > 1 or not whole_years or first.introduced(BY_THEN):
        raise Unclear("a rule and a day")
    return True


def _rule(phrase: Phrase, terms: list[Term]) -> Recurrence:
    parts: list[tuple[PartOfYear, bool]] = []
    for term in terms:
        if term.role is Role.DUE:
            parts += [(part, term.before) for part in term.stretch.parts]
        elif term.role is Role.ASIDE or (term.role is not Role.CITED and term.span is None):
            raise Unclear("a date that is not of the rule")
    rules = [item for item in phrase.items if isinstance(item, Rule)]
    return combine(rules, parts, phrase.weekdays)


def _dated(items: list[Item], dates: list[int]) -> Deadline:
    first, last = dates[0], dates[-1]
    main = _main(items, dates)
    if Kind.CONSTANTLY in items[:first] and not main.introduced(_AN_END):
        raise Unclear("all the time, and by a day")
    if any(isinstance(item, Rule) and item.attached for item in items):
        raise Unclear("every year, and in one year")
    after = [item for item in items[last + 1 :] if item is not Kind.AND]
    if after[:1] == [Kind.ONWARD]:
        if main.introduced(BY_THEN) or main.span is None or main.span.unit is Unit.DAY:
            raise Unclear("by a day, and afterwards")
        return ONGOING
    if main.due is None:
        raise Unclear("no day")
    due = main.due
    for place, item in enumerate(items):
        if isinstance(item, Term) and item.role in (Role.DUE, Role.ASIDE) and place not in dates:
            due = _beside(items, place, last, due)
    return Deadline.due(due)


def _main(items: list[Item], dates: list[int]) -> Term:
    """The term that decides: all agree, or the second narrows the first down."""
    terms = [item for place in dates if isinstance(item := items[place], Term)]
    if len({term.due for term in terms}) == 1:
        return terms[-1]
    wide, narrow = terms[0], terms[-1]
    beside = len(terms) == 2 and dates[1] == dates[0] + 1
    if beside and narrow.introduced(FIRM) and narrow.due and _is_within(narrow.due, wide):
        return narrow
    raise Unclear("several dates")


def _is_within(day: date, term: Term) -> bool:
    span = term.span
    if span is None or span.unit in (Unit.DAY, Unit.STRETCH):
        return False
    if term.introduced(_AN_END | {Kind.LATE}):
        return False  # its last day is meant, and the other date contradicts it
    return span.holds(Span(Unit.DAY, day, day))


def _beside(items: list[Item], place: int, last: int, due: date) -> date:
    """The day, after a look at another date of the phrase; Unclear if that may be the one."""
    other, main = items[place], items[last]
    if not isinstance(other, Term) or not isinstance(main, Term) or main.span is None:
        raise Unclear("no dates")
    attribute = (
        other.role is Role.ASIDE
        and place < last
        and main.introduced(FIRM)
        and Kind.STOP not in items[place:last]
    )
    if other.span:
        narrows = place > last and main.span.unit is not Unit.DAY and main.span.holds(other.span)
        if attribute or (other.span.end <= due and not narrows):
            return due
        raise Unclear("a later date")
    if any(isinstance(item, Rule) for item in items[place:]):
        if Kind.STOP in items[last:place]:
            return due  # a day of what comes again afterwards
        raise Unclear("a date, and a day that comes again")
    named = [part.in_year(main.span.end.year, main.span.end.month) for part in other.stretch.parts]
    if place == last + 1 and len(named) == 1 and other.introduced(BY_THEN):
        narrowed = named[0].due(before=other.before)
        if _is_within(narrowed, main):
            return narrowed
    if attribute and not any(main.span.holds(span) for span in named):
        return due
    raise Unclear("a date without its year")
