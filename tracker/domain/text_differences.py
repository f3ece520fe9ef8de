"""What was struck out of a text and what was written in, word by word."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Both texts in one: without the pieces IN it is `old`, without those OUT it is `new`."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(before[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece(Kind.OUT, "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece(Kind.IN, "".join(after[j1:j2])))
    return pieces


def _words(text: str) -> list[str]:
    """All of the text: each word with the space before it, so that neighbours are marked as one."""
    return re.findall(r"\s*\S+|\s+$", text)
