"""Settings, read once from the environment (prefix TRACKER_) and refused loudly when wrong."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "TRACKER_"
KNOWN = frozenset(
    {
        "BASE_URL",
        "DATABASE_URL",
        "DEMO_PASSWORD",
        "EVIDENCE_MB",
        "INSTANCE",
        "LISTEN",
        "MAIL_FROM",
        "SECRET_KEY",
        "SMTP_SPACING",
        "SMTP_URL",
        "TODAY",
    }
)


class SettingsError(Exception):
    """A setting that the tracker cannot start with; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    instance: Path
    database_url: str
    secret_key: str
    base_url: str
    smtp_url: str | None
    mail_from: str
    today: date | None
    listen: str
    demo_password: str | None
    # Seconds between two messages.
    smtp_spacing: float = 0.0
    # The largest file that is taken as evidence.
    evidence_mb: int = 20

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError for the first value that cannot be used."""
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX) and value.strip()
    }
    instance = Path(given.get("INSTANCE", "instance")).resolve()
    smtp_url = _smtp_url(given.get("SMTP_URL"))
    mail_from = given.get("MAIL_FROM", "")
    if smtp_url and "@" not in mail_from:
        raise _bad("MAIL_FROM", "địa chỉ thư của người gửi, ví dụ nhacviec@cathai.gov.vn")
    return Settings(
        instance=instance,
        database_url=_database_url(given.get("DATABASE_URL"), instance),
        secret_key=_secret_key(given.get("SECRET_KEY"), instance),
        base_url=_base_url(given.get("BASE_URL", "http://127.0.0.1:8000")),
        smtp_url=smtp_url,
        mail_from=mail_from or "nhacviec@tracker.localhost",
        today=_today(given.get("TODAY")),
        listen=_listen(given.get("LISTEN", "127.0.0.1:8000")),
        demo_password=given.get("DEMO_PASSWORD"),
        smtp_spacing=_spacing(given.get("SMTP_SPACING", "0")),
        evidence_mb=_evidence_mb(given.get("EVIDENCE_MB", "20")),
    )


def unknown_settings(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Names with our prefix that we do not know: most often a slip of the pen."""
    return sorted(
        name
        for name in environ
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KNOWN
    )


def _bad(name: str, wanted: str) -> SettingsError:
    return SettingsError(f"Thiết lập {PREFIX}{name} không dùng được: cần {wanted}.")


def _database_url(value: str | None, instance: Path) -> str:
    if value is None:
        return f"sqlite:///{instance / 'tracker.db'}"
    scheme, _, rest = value.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return f"sqlite:///{Path(rest[1:]).resolve()}"
    raise _bad(
        "DATABASE_URL", "sqlite:///đường/dẫn/tệp.db hoặc postgresql://người:mậtkhẩu@máy/csdl"
    )


def _secret_key(value: str | None, instance: Path) -> str:
    if value is not None:
        if len(value) < 16:
            raise _bad("SECRET_KEY", "một chuỗi bí mật dài ít nhất 16 ký tự")
        return value
    path = instance / "secret_key"
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        # O_EXCL: of several processes that start at once, one makes the key and the others read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise _bad("INSTANCE", f"một thư mục ghi được ({instance}: {error.strerror})") from error
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _bad("BASE_URL", "địa chỉ đầy đủ, ví dụ https://nq57.cathai.gov.vn")
    return value.rstrip("/")


def _smtp_url(value: str | None) -> str | None:
    if value is None:
        return None
    wanted = (
        "smtp://máy:25, smtp+starttls://người:mậtkhẩu@máy:587 hoặc smtps://người:mậtkhẩu@máy:465"
    )
    try:
        parts = urlsplit(value)
        port_is_read = parts.port is None or parts.port > 0
    except ValueError as error:
        raise _bad("SMTP_URL", wanted) from error
    known = parts.scheme in ("smtp", "smtp+starttls", "smtps")
    if not (known and parts.hostname and port_is_read):
        raise _bad("SMTP_URL", wanted)
    return value


def _spacing(value: str) -> float:
    """At most a minute: far below the time for which a batch may be held."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise _bad("SMTP_SPACING", "số giây giữa hai thư, từ 0 đến 60, ví dụ 0.5")
    return seconds


def _today(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _bad("TODAY", "một ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2025-11-24") from error


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise _bad("LISTEN", "địa chỉ:cổng, ví dụ 127.0.0.1:8000")
    return value


def _evidence_mb(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 100):
        raise _bad("EVIDENCE_MB", "số MB từ 1 đến 100 của một tệp minh chứng")
    return int(value)
