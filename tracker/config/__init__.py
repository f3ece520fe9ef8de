"""Settings, read once from the environment (prefix TRACKER_) and refused loudly when wrong."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.config.folder import instance_folder, secret_key
from tracker.config.values import (
    PREFIX,
    SettingsError,
    base_url,
    database_url,
    evidence_mb,
    listen,
    mail_from,
    own_address,
    smtp_url,
    spacing,
    today,
    trusted_proxy,
)

__all__ = ["Settings", "SettingsError", "read_settings", "unknown_settings"]

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
        "TRUSTED_PROXY",
    }
)

# Of libpq, in seconds and (the last) milliseconds.
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


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
    # The one address whose X-Forwarded-For and X-Forwarded-Proto are believed.
    trusted_proxy: str | None = None

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def engine_options(self) -> dict[str, Any]:
        """For SQLAlchemy's engine. A server that vanished is noticed within seconds, not hours."""
        # What people wrote has no place in a log.
        options: dict[str, Any] = {"hide_parameters": True}
        if self.database_url.startswith("postgresql"):
            options["pool_pre_ping"] = True
            options["connect_args"] = _PATIENCE
        return options


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError for the first value that cannot be used."""
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX) and value.strip()
    }
    instance = instance_folder(given.get("INSTANCE", "instance"))
    listens_on = listen(given.get("LISTEN", "127.0.0.1:8000"))
    return Settings(
        instance=instance,
        database_url=database_url(given.get("DATABASE_URL"), instance),
        secret_key=secret_key(given.get("SECRET_KEY"), instance),
        base_url=base_url(given.get("BASE_URL", own_address(listens_on))),
        smtp_url=smtp_url(given.get("SMTP_URL")),
        mail_from=mail_from(given.get("MAIL_FROM"), needed="SMTP_URL" in given),
        today=today(given.get("TODAY")),
        listen=listens_on,
        demo_password=given.get("DEMO_PASSWORD"),
        smtp_spacing=spacing(given.get("SMTP_SPACING", "0")),
        evidence_mb=evidence_mb(given.get("EVIDENCE_MB", "20")),
        trusted_proxy=trusted_proxy(given.get("TRUSTED_PROXY")),
    )


def unknown_settings(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Names with our prefix that we do not know: most often a slip of the pen."""
    return sorted(
        name
        for name in environ
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KNOWN
    )
