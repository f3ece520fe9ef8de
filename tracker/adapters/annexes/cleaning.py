"""One form of text for every kind of file, so that the same annex reads the same."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BREAKS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
# Word writes bullets as private-use characters of its symbol fonts.
_SYMBOLS = re.compile(r"[\uf000-\uf0ff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Composed Unicode, plain spaces, lines without margins or empty ones; breaks are kept."""
    if text.isascii() and text.isalnum():
        return text
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).translate(_INVISIBLE)
    text = _CONTROLS.sub("", _SYMBOLS.sub("-", text))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
