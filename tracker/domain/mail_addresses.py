"""Addresses of people and offices: which can be written to, and how they are stored."""

import re

from tracker.domain.errors import N_, RuleBroken

LONGEST = 254  # RFC 5321
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\x00-\x1f]+@[^\s@<>\"(),:;\\\x00-\x1f]+", re.ASCII)
# A domain has a dot, and nothing empty beside it.
_DOMAIN = re.compile(r"[^.]+(\.[^.]+)+")


def is_usable(address: str) -> bool:
    """Can it stand on an envelope? (Letters beyond ASCII need an extension that few servers have.)"""
    return address.isascii() and _ADDRESS.fullmatch(address) is not None


def normal_email(text: str, field: str = "email") -> str:
    """The address as it is stored; RuleBroken when it cannot be one."""
    email = text.strip().lower()
    domain = email.rpartition("@")[2]
    if len(email) > LONGEST or not is_usable(email) or not _DOMAIN.fullmatch(domain):
        raise RuleBroken(
            N_("“%(text)s” không phải địa chỉ thư: hãy ghi theo mẫu ten@coquan.gov.vn."),
            field=field,
            text=text.strip()[:LONGEST],
        )
    return email
