"""Where a request may be sent on to: our own pages alone."""

from urllib.parse import urlsplit


def own_page(target: str | None) -> str | None:
    """`target` if it is a path of this site, else None.

    Browsers read "/\\evil" and "/<tab>/evil" as "//evil", another site: neither gets through.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(letter) < 33 or ord(letter) == 127 for letter in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def path_of(address: str | None) -> str | None:
    """Path and query of a full address, as htmx tells the page it is on; None if not our own."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return own_page(parts.path + (f"?{parts.query}" if parts.query else ""))
