"""The grammar of ranges and lists of points: quý III - IV/2025, từ … đến …, 2025, 2026."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.deadlines.cursor import Cursor
from tracker.domain.deadlines.lexicon import Kind
from tracker.domain.deadlines.points import Point, read_likewise, read_point
from tracker.domain.deadlines.spans import PartOfYear, Span, Unclear, Unit

_ON_THE_WAY = (Kind.LINK, Kind.END, Kind.LATE, Kind.TIME, Kind.WEEKDAY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of the calendar, or the parts of a year that is not named."""

    span: Span | None
    parts: tuple[PartOfYear, ...] = ()
    spelled_out: bool = False
    """A range written with "đến", so that "đầu" before it belongs to its start alone."""


@dataclass(frozen=True, slots=True)
class _Step:
    ranging: bool
    spelled_out: bool
    point: Point


def read_stretch(cursor: Cursor) -> Stretch | None:
    first: Point | None = cursor.first_of(read_point)
    if first is None:
        return None
    steps: list[_Step] = []
    last = first
    while step := cursor.first_of(partial(_read_step, before=last)):
        steps.append(step)
        last = step.point
    if cursor.sees(Kind.DASH, Kind.NUMBER):
        raise Unclear("2025-26 may be two things")
    points = [first, *(step.point for step in steps)]
    spelled_out = any(step.spelled_out for step in steps)
    parts = tuple(point for point in points if isinstance(point, PartOfYear))
    if len(parts) == len(points):
        return Stretch(None, _of_no_year(parts, steps), spelled_out)
    return Stretch(_of_years(points, steps), (), spelled_out)


def _read_step(cursor: Cursor, before: Point) -> _Step | None:
    joint = cursor.take(Kind.DASH, Kind.UNTIL, Kind.COMMA, Kind.AND)
    if joint is None:
        return None
    ranging = joint.kind in (Kind.DASH, Kind.UNTIL)
    early_end = False
    if ranging:
        cursor.skip(*_ON_THE_WAY)
        early_end = cursor.take(Kind.BEFORE) is not None
    point: Point | None = None
    if isinstance(before, PartOfYear):
        point = cursor.first_of(partial(read_likewise, before=before))
    point = point or cursor.first_of(read_point)
    if point is None or (early_end and point.unit is not Unit.DAY):
        return None
    return _Step(ranging, joint.kind is Kind.UNTIL, point)


def _of_no_year(parts: tuple[PartOfYear, ...], steps: list[_Step]) -> tuple[PartOfYear, ...]:
    if not any(step.ranging for step in steps):
        return parts
    if not all(step.ranging for step in steps):
        raise Unclear("ranges among other things")
    return parts[-1:]


def _of_years(points: Sequence[Point], steps: list[_Step]) -> Span:
    spans: list[Span] = []
    for point in reversed(points):
        if isinstance(point, Span):
            spans.insert(0, point)
        elif spans:
            spans.insert(0, point.in_year(spans[0].start.year, spans[0].start.month))
        else:
            raise Unclear("a year stands before, none after")
    whole = spans[0]
    for step, span in zip(steps, spans[1:], strict=True):
        whole = whole.until(span) if step.ranging else whole.then(span)
    return whole
