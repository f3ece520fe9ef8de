"""What the names of a template are taken from: tasks as they are numbered and stand together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.adapters.papers.paper import Paper, Row, headings
from tracker.domain.figures import Grouping, Tally
from tracker.domain.vietnamese import count


class Count(int):
    """A number of tasks: compared as a number, printed as offices write it ("07"; none is "0")."""

    def __str__(self) -> str:
        return count(self) if self else "0"

    __repr__ = __str__

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Numbered:
    row: Row
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that stand together; a tally where they are counted together."""

    name: str
    decimals: int
    tasks: Sequence[Numbered]
    tally: Tally | None = None
    paper: Paper | None = None
    key: object = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The paper with its tally at hand, as the figures of a group have theirs."""

    paper: Paper
    tally: Tally
    decimals: int


def numbered(paper: Paper) -> list[Numbered]:
    return [Numbered(row, number) for number, row in enumerate(paper.rows, start=1)]


def offices(of: Whole) -> Iterator[Group]:
    rows = numbered(of.paper)
    for number, group in enumerate(of.paper.summary.groups[Grouping.OFFICE], start=1):
        own = [one for one in rows if one.row.office == group.name]
        yield Group(group.name, of.decimals, own, group.tally, key=number)


def fields(of: Whole) -> Iterator[Group]:
    rows = numbered(of.paper)
    for group in of.paper.summary.groups[Grouping.FIELD]:
        own = [one for one in rows if one.row.field == (group.key or "")]
        yield Group(group.name, of.decimals, own, group.tally, of.paper, group.key)


def sections(of: Whole) -> Iterator[Group]:
    """The annex from heading to heading; tasks above the first heading stand under none."""
    rows = numbered(of.paper)
    above = ["\n".join(lines) for lines, _ in headings(of.paper.rows)]
    place = 0
    for _, together in groupby(rows, key=lambda one: (one.row.directive, one.row.section)):
        own = list(together)
        yield Group(above[place], of.decimals, own)
        place += len(own)
