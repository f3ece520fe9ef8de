"""A copy of the installation, taken while people go on working."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path

from tracker.config import Settings
from tracker.domain.errors import N_, RuleBroken

# What a copy is without: it must open with mail off, and what is being sent is not its business.
_NOT_COPIED = ("mail-armed*", "handing-over", "setup-code", "*.db", "*.db-wal", "*.db-shm")


def back_up(settings: Settings, folder: Path) -> bool:
    """Everything into a folder that is not there yet; True if the database is in it.

    A database on PostgreSQL is not: its own tools copy it. The database comes before the evidence,
    whose files are never altered: so no file that it names is missing. Raises RuleBroken, OSError.
    """
    target = folder.resolve()
    if target.exists():
        raise RuleBroken(N_("Đã có “%(folder)s”: hãy ghi tên một thư mục mới."), folder=folder)
    if target.is_relative_to(settings.instance):
        raise RuleBroken(
            N_("Hãy để bản sao lưu ở ngoài thư mục “%(folder)s”."), folder=settings.instance
        )
    target.mkdir(mode=0o700, parents=True)
    try:
        return _copy(settings, target)
    except BaseException:
        # Half a copy must not be taken for one.
        shutil.rmtree(target, ignore_errors=True)
        raise


def _copy(settings: Settings, target: Path) -> bool:
    is_file = settings.database_url.startswith("sqlite:///")
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    if is_file:
        _copy_database(database, target / database.name)
    shutil.copytree(
        settings.instance,
        target,
        ignore=_left_out(settings.instance, database.name if is_file else ""),
        copy_function=_copy_file,
        dirs_exist_ok=True,
    )
    # The folder's own rights were copied, too.
    target.chmod(0o700)
    return is_file


def _left_out(instance: Path, database: str) -> Callable[[str, list[str]], set[str]]:
    """Of the folder itself, by exact names: below it a name says what the bytes of evidence are."""
    files = {f"{database}{end}" for end in ("", "-wal", "-shm", "-journal")}

    def ignored(folder: str, names: list[str]) -> set[str]:
        if Path(folder) != instance:
            return set()
        return {
            one for one in names if one in files or any(fnmatch(one, how) for how in _NOT_COPIED)
        }

    return ignored


def _copy_file(source: str, target: str) -> str:
    """What was half written a moment ago has another name by now."""
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        if Path(source).exists():
            raise
    return target


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own way: one moment of the database, whoever writes meanwhile."""
    target.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)
