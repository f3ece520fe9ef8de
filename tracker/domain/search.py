"""What the search compares: words without diacritics, case and signs, in one order for all databases.

A query finds a text that has every one of its terms. A term is a word, a number of a document
("01-KH/BCĐ") or a phrase in quotes: its words stand together in the text, and the last one may go
on there ("chuyen d" finds "chuyển đổi").
"""

import re

from tracker.domain.vietnamese import fold

Term = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(\S+)")
# PostgreSQL indexes no longer words, and no text of more than a megabyte.
LONGEST_WORD = 60
LONGEST_TEXT = 200_000


def searchable(*texts: str) -> str:
    """The words of the texts as they are compared, with one space between them."""
    words = _words(fold(" ".join(texts)))
    return " ".join(words)[:LONGEST_TEXT].rstrip()


def terms(query: str) -> list[Term]:
    """The terms of what a person typed; signs alone are none."""
    pieces = ("".join(found) for found in _TERM.findall(fold(query)))
    return [term for piece in pieces if (term := tuple(_words(piece)))]


def _words(folded: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]
