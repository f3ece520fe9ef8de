"""Gives every column of a table its meaning: by its header's words, then by its values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.domain.annexes.columns import Column, Meaning, meaning_of
from tracker.domain.annexes.evidence import Evidence

_LONGEST_GROUP = 80

Meanings = Mapping[int, Meaning]
Seen = Mapping[int, Evidence]


def assign_columns(names: dict[int, str], seen: Seen) -> dict[int, Column]:
    """One column for each meaning: the header's words first, then what the values look like."""
    meanings: Meanings = {
        index: meaning for index, name in names.items() if (meaning := meaning_of(name))
    }
    meanings = _settle_progress(meanings, seen)
    meanings = _settle_results(meanings, seen)
    columns: dict[int, Column] = {}
    for column in Column:
        rivals = [index for index, meaning in meanings.items() if meaning.column is column]
        if column in (Column.OTHER, Column.NOTES):
            columns.update(dict.fromkeys(rivals, column))
        elif rivals:
            winner = max(rivals, key=lambda index: _claim(meanings[index], seen[index], index))
            columns[winner] = column
            columns.update(_losers(column, winner, rivals, seen))
    unnamed = [index for index in names if index not in columns and seen[index].count]
    _fill_from_values(columns, unnamed, meanings, seen)
    for index in unnamed:
        if names[index]:
            columns.setdefault(index, Column.OTHER)
    return dict(sorted(columns.items()))


def _claim(meaning: Meaning, seen: Evidence, index: int) -> tuple[float, ...]:
    """What decides between two columns with the same meaning: words, then values, then order."""
    if meaning.column is Column.TITLE:
        return (meaning.weight, seen.count, seen.length, -index)
    if meaning.column is Column.DEADLINE:
        return (meaning.weight, seen.deadlines, -index)
    return (meaning.weight, -index)


def _losers(column: Column, winner: int, rivals: Sequence[int], seen: Seen) -> dict[int, Column]:
    """A second, short title to the left of the tasks is their group; other doubles stay as
    they are."""
    return {
        index: Column.FIELD
        if column is Column.TITLE and index < winner and seen[index].length < _LONGEST_GROUP
        else Column.OTHER
        for index in rivals
        if index != winner
    }


def _settle_progress(meanings: Meanings, seen: Seen) -> Meanings:
    """ "Tiến độ" is the deadline where no other column is and its values are dates."""
    if any(each.column is Column.DEADLINE for each in meanings.values()):
        return meanings
    return {
        index: replace(each, column=Column.DEADLINE)
        if each.column is Column.PROGRESS and seen[index].deadlines > seen[index].statuses
        else each
        for index, each in meanings.items()
    }


def _settle_results(meanings: Meanings, seen: Seen) -> Meanings:
    """ "Kết quả thực hiện" is the deliverable where no other column is, no status column stands
    beside it, and its values do not tell of work done."""
    taken = {each.column for each in meanings.values()}
    if taken & {Column.DELIVERABLE, Column.PROGRESS}:
        return meanings
    return {
        index: replace(each, column=Column.DELIVERABLE)
        if each.column is Column.RESULT
        and each.weight < 3
        and seen[index].work_done + seen[index].statuses < 0.5
        else each
        for index, each in meanings.items()
    }


def _fill_from_values(
    columns: dict[int, Column],
    unnamed: Sequence[int],
    meanings: Meanings,
    seen: Seen,
) -> None:
    """Give what is still missing to columns whose header says nothing known."""
    persons = [index for index, each in meanings.items() if each.person]
    for column, candidates in (
        (Column.DEADLINE, unnamed),
        (Column.LEAD, unnamed),
        (Column.LEAD, persons),
        (Column.ORDINAL, unnamed),
        (Column.TITLE, unnamed),
    ):
        likeness = {
            index: 1.0 if candidates is persons else _likeness(column, seen[index])
            for index in candidates
            if columns.get(index, Column.OTHER) is Column.OTHER
        }
        best = max(likeness, key=lambda index: (likeness[index], -index), default=None)
        if column not in columns.values() and best is not None and likeness[best]:
            columns[best] = column


def _likeness(column: Column, seen: Evidence) -> float:
    """How much a column's values look like what the column holds; 0 where too little."""
    share, least = {
        Column.DEADLINE: (seen.deadlines, 0.5),
        Column.LEAD: (seen.offices, 0.5),
        Column.ORDINAL: (seen.ordinals, 0.6),
        Column.TITLE: (seen.length, 30),
    }[column]
    return share if share >= least else 0.0
