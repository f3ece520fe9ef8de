"""Which task of the list a row of a revised annex speaks of."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.domain.vietnamese import fold

# How much of the wording must agree. Under the same ordinal half is enough: titles are reworded,
# numbers rarely; without the ordinal the wording must convince. "Hướng dẫn các bộ rà soát …" and
# "Căn cứ hướng dẫn, các bộ rà soát …" are two tasks: with another lead office, more is asked.
SAME_ORDINAL = 0.5
WORDS_ALONE = 0.8
OTHER_LEAD = 0.15
# A word that stands in this many titles ("thực hiện") says nothing about which task it is.
COMMON_WORD = 40
# How many tasks with the same ordinal, or with the same rare words, are looked at for one row.
LIKELY = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A row or a task, by what a person would recognise it by. `key` is the caller's own."""

    key: int
    ordinal: str
    section: str
    title: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class _Folded:
    key: int
    ordinal: str
    section: str
    title: str
    lead: str
    words: tuple[str, ...]


_Identity = Callable[[_Folded], tuple[str, ...]]
_Scored = tuple[float, int, int]
# Two tasks may share ordinal and title and differ in the owner alone.
_IDENTITIES: tuple[_Identity, ...] = (
    lambda one: (one.ordinal, one.section, one.title, one.lead),
    lambda one: (one.ordinal, one.section, one.title),
    lambda one: (one.title,),
)


def match_rows(rows: Sequence[Named], tasks: Sequence[Named]) -> dict[int, int]:
    """Row key → task key; every task at most once, the surest matches first.

    Same wording and ordinal, then same wording, then same ordinal and similar wording, then
    wording that is nearly the same. A row that is none of these is a new task.
    """
    if not tasks:
        return {}
    matched: dict[int, int] = {}
    open_rows = {row.key: _folded(row) for row in rows}
    open_tasks = {task.key: _folded(task) for task in tasks}

    def pair(row_key: int, task_key: int) -> None:
        matched[row_key] = task_key
        del open_rows[row_key], open_tasks[task_key]

    for identity in _IDENTITIES:
        for row_key, task_key in _identical(identity, open_rows.values(), open_tasks.values()):
            pair(row_key, task_key)
    for least, candidates in ((SAME_ORDINAL, _same_ordinal), (WORDS_ALONE, _shared_words)):
        scored = candidates(open_rows.values(), open_tasks)
        for score, row_key, task_key in sorted(scored, key=lambda one: (-one[0], *one[1:])):
            if score >= least and row_key in open_rows and task_key in open_tasks:
                pair(row_key, task_key)
    return matched


def _folded(named: Named) -> _Folded:
    title = fold(named.title)
    return _Folded(
        named.key,
        fold(named.ordinal).rstrip("."),
        fold(named.section),
        title,
        fold(named.lead),
        tuple(title.split()),
    )


def _identical(
    identity: _Identity, rows: Iterable[_Folded], tasks: Iterable[_Folded]
) -> list[tuple[int, int]]:
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for task in tasks:
        waiting[identity(task)].append(task.key)
    in_turn = {what: iter(keys) for what, keys in waiting.items()}
    pairs = ((row.key, next(in_turn.get(identity(row), iter(())), None)) for row in rows)
    return [(row, task) for row, task in pairs if task is not None]


def _likeness(one: _Folded, other: _Folded) -> float:
    """Up to 1: how many words stand in both titles, in the same order."""
    ratio = SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()
    return ratio if one.lead == other.lead else ratio - OTHER_LEAD


def _same_ordinal(rows: Iterable[_Folded], tasks: dict[int, _Folded]) -> Iterator[_Scored]:
    by_ordinal: dict[str, list[_Folded]] = defaultdict(list)
    for task in tasks.values():
        by_ordinal[task.ordinal].append(task)
    for row in rows:
        # Ordinals that restart in every section would compare everything with everything.
        same = by_ordinal.get(row.ordinal, []) if row.ordinal else []
        nearest = sorted(same, key=lambda task: task.section != row.section)
        for task in nearest[:LIKELY]:
            yield _likeness(row, task), row.key, task.key


def _shared_words(rows: Iterable[_Folded], tasks: dict[int, _Folded]) -> Iterator[_Scored]:
    """Pairs that share most of their rarer words: comparing all with all would take minutes."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for task in tasks.values():
        for word in set(task.words):
            by_word[word].append(task.key)
    for row in rows:
        shared: Counter[int] = Counter()
        for word in set(row.words):
            keys = by_word.get(word, [])
            if len(keys) <= COMMON_WORD:
                shared.update(keys)
        for key, _ in shared.most_common(LIKELY):
            yield _likeness(row, tasks[key]), row.key, key
