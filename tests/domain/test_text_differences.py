"""What was struck out and what was written in, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text_differences import Kind, Piece, differences

TEXTS = st.text(alphabet="ab \nâ", max_size=30)


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.IN) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.OUT) == new


def test_only_the_words_that_differ_are_marked() -> None:
    assert differences("Ban hành Kế hoạch số", "Ban hành Quyết định số") == [
        Piece(Kind.SAME, "Ban hành"),
        Piece(Kind.OUT, " Kế hoạch"),
        Piece(Kind.IN, " Quyết định"),
        Piece(Kind.SAME, " số"),
    ]
