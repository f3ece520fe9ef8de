"""Decides what a phrase obliges to, from the dates and rules that it names."""

from datetime import date

from tracker.domain.deadlines.context import BY_THEN, FIRM, Role, Term
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.phrase import Item, Phrase
from tracker.domain.deadlines.rules import Rule, combine
from tracker.domain.deadlines.spans import PartOfYear, Span, Unclear, Unit
from tracker.domain.deadlines.values import ONGOING, UNKNOWN, Deadline
from tracker.domain.recurrence import Recurrence

Placed = tuple[int, Term]
"""A term, and its place among the items."""

_AN_END = BY_THEN | {Kind.UNTIL}


def read_deadline(phrase: str) -> Deadline:
    """What the phrase means; unknown when in doubt. Never raises."""
    try:
        return _judge(Phrase(phrase))
    except Unclear:
        return UNKNOWN


def _judge(phrase: Phrase) -> Deadline:
    items = phrase.items
    terms = [(place, item) for place, item in enumerate(items) if isinstance(item, Term)]
    dates = [(place, term) for place, term in terms if term.role is Role.DUE and term.is_dated]
    if Kind.EVENT in items and not any(term.introduced({Kind.LATEST}) for _, term in dates):
        return UNKNOWN
    if dates and not _is_rule_within_years(items, dates):
        return _dated(items, terms, dates)
    if phrase.narrative:
        return UNKNOWN
    if any(isinstance(item, Rule) for item in items):
        return Deadline.recurring(_rule(phrase, [term for _, term in terms]))
    only_starts = all(term.role is Role.START and term.is_dated for _, term in terms)
    if only_starts and (terms or Kind.CONSTANTLY in items):
        return ONGOING
    return UNKNOWN


def _is_rule_within_years(items: list[Item], dates: list[Placed]) -> bool:
    """Hằng quý trong năm 2026; hằng năm, giai đoạn 2026 - 2030."""
    place, first = dates[0]
    if not any(isinstance(item, Rule) for item in items[:place]):
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
        elif term.role is Role.ASIDE or (term.role is not Role.CITED and not term.is_dated):
            raise Unclear("a date that is not of the rule")
    rules = [item for item in phrase.items if isinstance(item, Rule)]
    return combine(rules, parts, phrase.weekdays)


def _dated(items: list[Item], terms: list[Placed], dates: list[Placed]) -> Deadline:
    first, last, main = dates[0][0], *dates[-1]
    _agree(dates)
    if Kind.CONSTANTLY in items[:first] and not main.introduced(_AN_END):
        raise Unclear("all the time, and by a day")
    if any(isinstance(item, Rule) and item.attached for item in items):
        raise Unclear("every year, and in one year")
    following = [item for item in items[last + 1 :] if item is not Kind.AND]
    if following[:1] == [Kind.ONWARD]:
        if main.introduced(BY_THEN) or main.span.unit is Unit.DAY:
            raise Unclear("by a day, and afterwards")
        return ONGOING
    due = main.due
    for place, term in terms:
        if term.role not in (Role.DUE, Role.ASIDE) or (place, term) in dates:
            continue
        if term.is_dated:
            _ignore(items, (place, term), dates[-1])
        else:
            due = _narrowed(items, (place, term), dates[-1], due)
    return Deadline.due(due)


def _agree(dates: list[Placed]) -> None:
    """All dates are one day, or the second narrows the first down; else Unclear."""
    if len({term.due for _, term in dates}) == 1:
        return
    (place, wide), (next_place, narrow) = dates[0], dates[-1]
    side_by_side = len(dates) == 2 and next_place == place + 1
    if not (side_by_side and narrow.introduced(FIRM) and _can_narrow(narrow.due, wide)):
        raise Unclear("several dates")


def _can_narrow(day: date, wide: Term) -> bool:
    if wide.span.unit in (Unit.DAY, Unit.STRETCH) or wide.introduced(_AN_END | {Kind.LATE}):
        return False
    return wide.span.holds(Span(Unit.DAY, day, day))


def _is_attribute(items: list[Item], other: Placed, main: Placed) -> bool:
    """Báo cáo tháng 10/2025 trước ngày 05/11/2025: the month is the report's."""
    place, term = other
    ends_sentence = Kind.STOP in items[place : main[0]]
    before = place < main[0] and not ends_sentence
    return term.role is Role.ASIDE and before and main[1].introduced(FIRM)


def _ignore(items: list[Item], other: Placed, main: Placed) -> None:
    """Unclear unless the other date can be no deadline beside the main one."""
    if _is_attribute(items, other, main):
        return
    (place, term), (last, chief) = other, main
    narrows = place > last and chief.span.unit is not Unit.DAY and chief.span.holds(term.span)
    if narrows or term.span.end > chief.due:
        raise Unclear("another date, within or later")


def _narrowed(items: list[Item], other: Placed, main: Placed, due: date) -> date:
    """Quý IV/2025 (trước 15/12): the day without its year, if it can be meant."""
    (place, term), (last, chief) = other, main
    if any(isinstance(item, Rule) for item in items[place:]):
        if Kind.STOP in items[last:place]:
            return due  # a day of what comes again afterwards
        raise Unclear("a date, and a day that comes again")
    end = chief.span.end
    month = end.month if chief.span.unit is Unit.MONTH else None
    named = [part.in_year(end.year, month) for part in term.stretch.parts]
    if place == last + 1 and len(named) == 1 and term.introduced(BY_THEN):
        narrowed = named[0].due(before=term.before)
        if _can_narrow(narrowed, chief):
            return narrowed
    if _is_attribute(items, other, main) and not any(chief.span.holds(span) for span in named):
        return due
    raise Unclear("a date without its year")
