"""Passwords: argon2id hashes, and which passwords are too easy to guess."""

import secrets
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.errors import N_, RuleBroken
from tracker.domain.vietnamese import fold

MINIMUM = 10
# A hash that no password has.
UNUSABLE = "!"
# OWASP's choice with the least memory that still resists: offices run on old computers.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_COMMON = (
    "0123456789", "1234567890", "9876543210", "0987654321", "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "matkhau", "password", "admin", "quantri",
    "cathai", "haiphong", "vietnam", "ubnd", "iloveyou", "anhyeuem", "nghiquyet",
)  # fmt: skip


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Takes the same time where there is no such account (None), so that nobody learns which exist."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def needs_new_hash(password_hash: str) -> bool:
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def generated_password() -> str:
    """Four groups that can be read out over the telephone; about 80 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def check_new_password(password: str, email: str, field: str = "password") -> None:
    """Raises RuleBroken for one that is short, or is soon guessed by who knows the person."""
    if len(password) < MINIMUM:
        raise RuleBroken(
            N_("Mật khẩu phải có ít nhất %(minimum)s ký tự."), field=field, minimum=MINIMUM
        )
    if len(password) > 200:
        raise RuleBroken(N_("Mật khẩu dài quá 200 ký tự: hãy chọn ngắn hơn."), field=field)
    rest = fold(password)
    for known in (*_parts_of(email), *_COMMON):
        rest = rest.replace(known, "")
    if len(set(rest)) < 5 or _runs(rest):
        raise RuleBroken(
            N_(
                "Mật khẩu này dễ đoán: hãy chọn một câu riêng, không chỉ gồm dãy số, "
                "địa chỉ thư hay từ thông dụng."
            ),
            field=field,
        )


def _parts_of(email: str) -> list[str]:
    name, _, domain = email.lower().partition("@")
    return [part for part in (email.lower(), name, domain.partition(".")[0]) if len(part) > 2]


def _runs(text: str) -> bool:
    """Is it one run up or down, as 2345678 or hgfedcba?"""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps in ({1}, {-1})
