"""One setting each: what was written, or SettingsError with what is wanted."""

from datetime import date
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "TRACKER_"
_EVERYWHERE = ("0.0.0.0", "[::]")  # noqa: S104  # recognised, not bound
_DATABASE_URLS = (
    "sqlite:///đường/dẫn/tệp.db hoặc postgresql://người:mậtkhẩu@máy/csdl "
    "(trong mật khẩu, ghi %40 thay @, %3A thay :, %2F thay /)"
)


class SettingsError(Exception):
    """A setting that the tracker cannot start with; the message says which and what to write."""


def bad(name: str, wanted: str) -> SettingsError:
    return SettingsError(f"Thiết lập {PREFIX}{name} không dùng được: cần {wanted}.")


def database_url(value: str | None, instance: Path) -> str:
    if value is None:
        return f"sqlite:///{instance / 'tracker.db'}"
    scheme, _, rest = value.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return postgres_url(f"postgresql+psycopg://{rest}")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return f"sqlite:///{Path(rest[1:]).resolve()}"
    raise bad("DATABASE_URL", _DATABASE_URLS)


def postgres_url(value: str) -> str:
    """Refuses what only an unencoded sign in the password can make: a port that is no number, …"""
    try:
        is_read = make_url(value).database
    except (ArgumentError, ValueError):
        is_read = None
    if not is_read or "@" in is_read:
        raise bad("DATABASE_URL", _DATABASE_URLS)
    if find_spec("psycopg") is None:
        raise SettingsError(
            "Chưa cài thư viện nối PostgreSQL: hãy chạy “.venv/bin/pip install --require-hashes "
            "-r requirements-postgres.lock”."
        )
    return value


def base_url(value: str) -> str:
    wanted = "địa chỉ đầy đủ không có đường dẫn phía sau, ví dụ https://nq57.cathai.gov.vn"
    try:
        parts = urlsplit(value)
        is_port = parts.port is None or parts.port > 0
    except ValueError as error:
        raise bad("BASE_URL", wanted) from error
    is_site = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or not (is_port and is_site):
        raise bad("BASE_URL", wanted)
    return value.rstrip("/")


def smtp_url(value: str | None) -> str | None:
    if value is None:
        return None
    wanted = (
        "smtp://máy:25, smtp+starttls://người:mậtkhẩu@máy:587 hoặc smtps://người:mậtkhẩu@máy:465 "
        "(trong mật khẩu, ghi %40 thay @, %3A thay :, %2F thay /)"
    )
    try:
        parts = urlsplit(value)
        port_is_read = parts.port is None or parts.port > 0
    except ValueError as error:
        raise bad("SMTP_URL", wanted) from error
    known = parts.scheme in ("smtp", "smtp+starttls", "smtps")
    if not (known and parts.hostname and port_is_read):
        raise bad("SMTP_URL", wanted)
    return value


def mail_from(value: str | None, *, needed: bool) -> str:
    if value is None and not needed:
        return "nhacviec@tracker.localhost"
    if value is None or "@" not in value:
        raise bad("MAIL_FROM", "địa chỉ thư của người gửi, ví dụ nhacviec@cathai.gov.vn")
    return value


def spacing(value: str) -> float:
    """At most a minute: far below the time for which a batch may be held."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise bad("SMTP_SPACING", "số giây giữa hai thư, từ 0 đến 60, ví dụ 0.5")
    return seconds


def today(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise bad("TODAY", "một ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2025-11-24") from error


def listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise bad("LISTEN", "địa chỉ:cổng, ví dụ 127.0.0.1:8000")
    return value


def own_address(listens_on: str) -> str:
    """Where a browser on this machine finds what listens there."""
    host, _, port = listens_on.rpartition(":")
    return f"http://{'127.0.0.1' if host in _EVERYWHERE else host}:{port}"


def evidence_mb(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 100):
        raise bad("EVIDENCE_MB", "số MB từ 1 đến 100 của một tệp minh chứng")
    return int(value)


def trusted_proxy(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return str(ip_address(value))
    except ValueError as error:
        raise bad("TRUSTED_PROXY", "địa chỉ IP của máy đứng trước, ví dụ 127.0.0.1") from error
