"""How long a line of bold Times New Roman is: the lines under titles are drawn by it (NĐ 30/2020)."""

import unicodedata

# Advance widths in thousandths of the type size, from the font's published metrics.
_WIDTHS = {
    250: " .,",
    278: "ijl/",
    333: "f-t()",
    389: "sI",
    444: "cerz",
    500: "abdgkopqvxy0123456789J",
    556: "hnuS",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXY",
    778: "GHKOQ",
    833: "m",
    944: "M",
    1000: "W",
}
_BY_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_POINT_MM = 25.4 / 72


_HORN = "\u031b"  # ơ and ư are wider than o and u; other marks add nothing
_HORN_WIDTH = 80


def bold_width(text: str, size: float) -> float:
    """Length in millimetres of `text` set in bold at `size` points."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = [letter for letter in bare if not unicodedata.combining(letter)]
    width = sum(_BY_LETTER.get(letter, 500) for letter in letters) + bare.count(_HORN) * _HORN_WIDTH
    return width * size / 1000 * _POINT_MM
