"""What the values of a column look like, for headers whose words are not enough."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.annexes.offices import starts_like_office
from tracker.domain.annexes.ordinals import read_ordinal
from tracker.domain.annexes.states import status_from_words
from tracker.domain.annexes.table import Row
from tracker.domain.deadlines import DeadlineKind, read_deadline
from tracker.domain.vietnamese import fold

_SAMPLE = 60
_WORK_DONE = re.compile(r"(da|dang|hien|chua|ngay \d|[-+] ?(da|ngay)|co \d)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Shares (0 to 1) of the values that read as something, and their mean length."""

    count: int = 0
    deadlines: float = 0.0
    offices: float = 0.0
    ordinals: float = 0.0
    statuses: float = 0.0
    work_done: float = 0.0
    length: float = 0.0


def evidence_for(rows: Sequence[Row], index: int) -> Evidence:
    texts = [text for row in rows if (text := row.cell(index).own)][:_SAMPLE]
    if not texts:
        return Evidence()
    count = len(texts)
    return Evidence(
        count,
        deadlines=sum(_is_deadline(text) for text in texts) / count,
        offices=sum(starts_like_office(text) for text in texts) / count,
        ordinals=sum(read_ordinal(text) is not None for text in texts) / count,
        statuses=sum(status_from_words(text) is not None for text in texts) / count,
        work_done=sum(bool(_WORK_DONE.match(fold(text[:40]))) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def _is_deadline(text: str) -> bool:
    return len(text) <= 80 and read_deadline(text).kind is not DeadlineKind.UNKNOWN
