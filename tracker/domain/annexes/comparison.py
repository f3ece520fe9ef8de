"""Which task of the list a row of a revised annex speaks of."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.domain.vietnamese import fold

# Under the same ordinal half of the wording is enough: titles are reworded, numbers rarely.
SAME_ORDINAL = 0.5
# Without the ordinal the wording alone must convince.
WORDS_ALONE = 0.8
# A word that stands in this many titles ("thực hiện") says nothing about which task it is.
COMMON_WORD = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A row or a task, by what a person would recognise it by. `key` is the caller's own."""

    key: int
    ordinal: str
    section: str
    title: str


def match_rows(rows: Sequence[Named], tasks: Sequence[Named]) -> dict[int, int]:
    """Row key → task key; every task at most once, the surest matches first.

    Same wording and ordinal, then same wording, then same ordinal and similar wording, then
    wording that is nearly the same. A row that is none of these is a new task.
    """
    matched: dict[int, int] = {}
    open_rows = {row.key: row for row in rows}
    open_tasks = {task.key: task for task in tasks}

    def pair(row: Named, task: Named) -> None:
        matched[row.key] = task.key
        del open_rows[row.key], open_tasks[task.key]

    for identity in (_ordinal_and_title, _title):
        waiting = defaultdict(list)
        for task in open_tasks.values():
            waiting[identity(task)].append(task)
        for row in list(open_rows.values()):
            if waiting[identity(row)]:
                pair(row, waiting[identity(row)].pop(0))
    for least, candidates in ((SAME_ORDINAL, _same_ordinal), (WORDS_ALONE, _shared_words)):
        found = candidates(list(open_rows.values()), list(open_tasks.values()))
        for score, row, task in sorted(found, key=lambda one: (-one[0], one[1].key, one[2].key)):
            if score >= least and row.key in open_rows and task.key in open_tasks:
                pair(row, task)
    return matched


def similarity(one: str, other: str) -> float:
    """0 to 1; whatever the case, the diacritics and the spaces."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _ordinal_and_title(named: Named) -> tuple[str, ...]:
    return (fold(named.ordinal).rstrip("."), fold(named.section), fold(named.title))


def _title(named: Named) -> tuple[str, ...]:
    return (fold(named.title),)


Scored = list[tuple[float, Named, Named]]


def _same_ordinal(rows: list[Named], tasks: list[Named]) -> Scored:
    by_ordinal = defaultdict(list)
    for task in tasks:
        by_ordinal[fold(task.ordinal).rstrip(".")].append(task)
    return [
        (similarity(row.title, task.title), row, task)
        for row in rows
        if row.ordinal
        # Ordinals that restart in every section would compare everything with everything.
        for task in by_ordinal[fold(row.ordinal).rstrip(".")][:COMMON_WORD]
    ]


def _shared_words(rows: list[Named], tasks: list[Named]) -> Scored:
    """Pairs that share most of their rarer words: comparing all with all would take minutes."""
    by_word = defaultdict(list)
    for task in tasks:
        for word in set(fold(task.title).split()):
            by_word[word].append(task)
    found: Scored = []
    for row in rows:
        shared: Counter[int] = Counter()
        for word in set(fold(row.title).split()):
            if len(by_word[word]) <= COMMON_WORD:
                shared.update(task.key for task in by_word[word])
        likely = {key for key, _ in shared.most_common(5)}
        found += [(similarity(row.title, t.title), row, t) for t in tasks if t.key in likely]
    return found
