"""The grammar of one point in time: a day, a month, a quarter, a part of a year, a year."""

from collections.abc import Callable

from tracker.domain.deadlines.cursor import Cursor
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.spans import PartOfYear, Span, Unclear, Unit
from tracker.domain.deadlines.words import Token

Point = Span | PartOfYear

_SEPARATORS = (Kind.SLASH, Kind.DASH, Kind.DOT)
_YEAR_JOINTS = (Kind.SLASH, Kind.DASH, Kind.DOT, Kind.OF)
_LOOSE_JOINTS = (Kind.COMMA, Kind.STOP, Kind.OPEN)
# After a year that stands alone or loosely joined, these words show that it was one.
_AFTER_A_YEAR = frozenset({
    Kind.STOP, Kind.COLON, Kind.COMMA, Kind.CLOSE, Kind.OPEN, Kind.DASH, Kind.AND, Kind.UNTIL,
    Kind.ONWARD,
})  # fmt: skip
_AFTER_A_BARE_YEAR = _AFTER_A_YEAR | {
    Kind.FINISH, Kind.LEAD, Kind.CONSTANTLY, Kind.EVERY, Kind.REGULARLY, Kind.WITHIN, Kind.BEFORE,
    Kind.LATEST, Kind.END, Kind.FROM, Kind.MARK,
}  # fmt: skip


def read_point(cursor: Cursor) -> Point | None:
    point: Point | None = cursor.first_of(*_POINTS)
    return point if point and _ends(cursor) else None


def read_likewise(cursor: Cursor, before: PartOfYear) -> Point | None:
    """A bare figure that goes on in the unit before it: tháng 10, 11, 12/2025."""
    if before.unit is Unit.MONTH:
        point = _month_named(cursor, cursor.take(Kind.NUMBER, Kind.SPELLED))
    elif before.unit is Unit.QUARTER:
        point = _quarter_named(cursor, cursor.take(Kind.NUMBER, Kind.SPELLED, Kind.ROMAN))
    elif before.month is None:
        point = _day_named(cursor.take(Kind.NUMBER))
    else:
        return None
    return point if point and _ends(cursor) else None


def _ends(cursor: Cursor) -> bool:
    """Whether no more figures hang on: 10/2023 is no month in 10/2023/nđ-cp."""
    return not cursor.sees(Kind.SLASH) and not cursor.sees(Kind.DOT)


def _dated(cursor: Cursor, part: PartOfYear) -> Point:
    year = cursor.first_of(_joined_year, _loosely_joined_year)
    return part if year is None else part.in_year(year)


def _joined_year(cursor: Cursor) -> int | None:
    cursor.take(*_YEAR_JOINTS)
    cursor.take(Kind.YEAR)
    return cursor.next().year


def _loosely_joined_year(cursor: Cursor) -> int | None:
    joint = cursor.take(*_LOOSE_JOINTS)
    if joint is None or joint.text == ";":
        return None
    cursor.take(Kind.YEAR)
    year = cursor.next().year
    if joint.kind is Kind.OPEN and not cursor.take(Kind.CLOSE):
        return None
    return year if cursor.peek().kind in _AFTER_A_YEAR else None


def _year_month_day(cursor: Cursor) -> Point | None:
    year, first = cursor.next().year, cursor.take(*_SEPARATORS)
    month, second = cursor.next().small, cursor.take(*_SEPARATORS)
    day = cursor.next().small
    if not (year and first and month and second and day) or first.kind is not second.kind:
        return None
    if cursor.sees(Kind.DASH, Kind.NUMBER):
        raise Unclear("2025-6-7-2026 may begin with a day and may begin with a year")
    return PartOfYear(Unit.DAY, month, day=day).in_year(year)


def _day_month_year(cursor: Cursor) -> Point | None:
    cursor.take(Kind.DAY)
    day, first = cursor.next().small, cursor.take(*_SEPARATORS)
    month, second = cursor.next().small, cursor.take(*_SEPARATORS)
    year = cursor.next().year
    if day is None or month is None or not (first and second and year):
        return None
    if first.kind is Kind.DASH and second.kind is not Kind.DASH:
        return None  # 10-12/2025 may be a day and may be three months
    return PartOfYear(Unit.DAY, month, day=day).in_year(year)


def _day_of_named_month(cursor: Cursor) -> Point | None:
    cursor.take(Kind.DAY)
    day = cursor.next().small
    cursor.take(Kind.OF, Kind.COMMA, Kind.SLASH, Kind.DASH)
    month = _month_number(cursor) if cursor.take(Kind.MONTH) else None
    if day is None or month is None:
        return None
    return _dated(cursor, PartOfYear(Unit.DAY, month, day=day))


def _day_and_month(cursor: Cursor) -> Point | None:
    called_a_day = cursor.take(Kind.DAY)
    day = cursor.next().small
    separator = cursor.take(*_SEPARATORS) if called_a_day else cursor.take(Kind.SLASH)
    month = cursor.next().small
    if day is None or month is None or separator is None:
        return None
    if separator.kind is not Kind.SLASH and not _ends(cursor):
        return None
    return _dated(cursor, PartOfYear(Unit.DAY, month, day=day))


def _part(cursor: Cursor) -> Point | None:
    """6 tháng đầu năm 2026, 9 tháng năm 2026, nửa cuối năm 2026."""
    half = cursor.take(Kind.HALF)
    months = 6 if half else cursor.next().value
    if months is None or not (half or cursor.take(Kind.MONTH)):
        return None
    end = cursor.take(Kind.EARLY, Kind.LATE)
    cursor.take(Kind.OF)
    named = cursor.take(Kind.YEAR)
    year = cursor.first_of(lambda it: it.next().year)
    if not (named or year) or (not end and (half or not (named and year))):
        return None
    if not 1 <= months <= 12:
        raise Unclear(f"{months} months of a year")
    first = 13 - months if end and end.kind is Kind.LATE else 1
    part = PartOfYear(Unit.PART, first, months)
    return part.in_year(year) if year else part


def _rest_of_year(cursor: Cursor) -> Point | None:
    """(những) tháng cuối năm 2025."""
    if not (cursor.take(Kind.MONTH) and cursor.take(Kind.LATE)):
        return None
    cursor.take(Kind.OF)
    if not cursor.take(Kind.YEAR):
        return None
    return _dated(cursor, PartOfYear(Unit.PART, 12))


def _month(cursor: Cursor) -> Point | None:
    if not cursor.take(Kind.MONTH):
        return None
    month = _month_number(cursor)
    return None if month is None else _dated(cursor, PartOfYear(Unit.MONTH, month))


def _month_number(cursor: Cursor) -> int | None:
    if cursor.sees(Kind.YEAR, Kind.YEAR):
        cursor.next()
        return 5  # tháng năm năm 2026
    token = cursor.take(Kind.NUMBER, Kind.SPELLED)
    if token is None:
        return None
    return token.value if token.kind is Kind.SPELLED else token.small


def _month_and_year(cursor: Cursor) -> Point | None:
    month, separator, year = cursor.next().small, cursor.take(*_SEPARATORS), cursor.next().year
    if month is None or separator is None or year is None:
        return None
    return PartOfYear(Unit.MONTH, month).in_year(year)


def _month_named(cursor: Cursor, token: Token | None) -> Point | None:
    if token is None or not 1 <= (token.value or 0) <= 12:
        return None
    return _dated(cursor, PartOfYear(Unit.MONTH, token.value))


def _quarter(cursor: Cursor) -> Point | None:
    if not cursor.take(Kind.QUARTER):
        return None
    return _quarter_named(cursor, cursor.take(Kind.ROMAN, Kind.NUMBER, Kind.SPELLED))


def _quarter_named(cursor: Cursor, token: Token | None) -> Point | None:
    if token is None or token.value not in (1, 2, 3, 4):
        return None
    return _dated(cursor, PartOfYear(Unit.QUARTER, 3 * token.value - 2, 3))


def _year(cursor: Cursor) -> Point | None:
    named = cursor.take(Kind.YEAR)
    year = cursor.next().year
    if year is None or not (named or cursor.peek().kind in _AFTER_A_BARE_YEAR):
        return None
    return PartOfYear(Unit.YEAR, 1, 12).in_year(year)


def _only_day(cursor: Cursor) -> Point | None:
    """Ngày 20 (hằng tháng), 20 hằng tháng, 20 của tháng."""
    called_a_day = cursor.take(Kind.DAY)
    token = cursor.take(Kind.NUMBER)
    of_a_month = cursor.sees(Kind.EVERY, Kind.MONTH) or cursor.sees(Kind.OF, Kind.MONTH)
    return _day_named(token) if called_a_day or of_a_month else None


def _day_named(token: Token | None) -> Point | None:
    if token is None or token.small is None:
        return None
    return PartOfYear(Unit.DAY, day=token.small)


_POINTS: tuple[Callable[[Cursor], Point | None], ...] = (
    _year_month_day,
    _day_month_year,
    _day_of_named_month,
    _day_and_month,
    _part,
    _rest_of_year,
    _month,
    _month_and_year,
    _quarter,
    _year,
    _only_day,
)
