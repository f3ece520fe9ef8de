"""What is wrong with the database, in words for whoever meets it: on a page, in a window, in the log."""

import logging
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from tracker.db import db
from tracker.domain.errors import N_


class Fault(StrEnum):
    """A fault of the machines, not of the program: it can be mended and the request sent again."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read_only"
    CANNOT_OPEN = "cannot_open"
    DAMAGED = "damaged"
    OUTDATED = "outdated"

    @property
    def label(self) -> str:
        """What is wrong and what to do: Vietnamese words, a msgid."""
        return _LABELS[self]


_LABELS = {
    Fault.UNREACHABLE: N_(
        "Không kết nối được cơ sở dữ liệu: hãy xem máy chủ PostgreSQL có đang chạy không, "
        "rồi xem lại TRACKER_DATABASE_URL."
    ),
    Fault.BUSY: N_("Cơ sở dữ liệu đang bận: hãy đợi một phút rồi làm lại."),
    Fault.FULL: N_("Đĩa của máy chủ đã đầy hoặc hỏng: hãy dọn bớt chỗ trên đĩa rồi làm lại."),
    Fault.READ_ONLY: N_(
        "Không có quyền ghi vào cơ sở dữ liệu: hãy cho tài khoản chạy chương trình quyền ghi "
        "tệp và thư mục chứa tệp đó."
    ),
    Fault.CANNOT_OPEN: N_(
        "Không mở được tệp cơ sở dữ liệu: hãy xem thư mục có chưa, quyền đọc ghi, "
        "và TRACKER_DATABASE_URL."
    ),
    Fault.DAMAGED: N_(
        "Tệp cơ sở dữ liệu đã hỏng hoặc là tệp khác: hãy xem lại TRACKER_DATABASE_URL, "
        "hoặc khôi phục bản sao lưu."
    ),
    Fault.OUTDATED: N_(
        "Cơ sở dữ liệu chưa có các bảng của phiên bản này: hãy chạy “flask db upgrade”."
    ),
}
# By SQLite's names and PostgreSQL's SQLSTATE, from their beginnings.
_BY_CODE = {
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_IOERR": Fault.FULL,
    "SQLITE_READONLY": Fault.READ_ONLY,
    "SQLITE_BUSY": Fault.BUSY,
    "SQLITE_LOCKED": Fault.BUSY,
    "SQLITE_CANTOPEN": Fault.CANNOT_OPEN,
    "SQLITE_NOTADB": Fault.DAMAGED,
    "SQLITE_CORRUPT": Fault.DAMAGED,
    "53100": Fault.FULL,
    "53": Fault.BUSY,
    "40": Fault.BUSY,
    "55P03": Fault.BUSY,
    "25006": Fault.READ_ONLY,
    "42501": Fault.READ_ONLY,
    "42P01": Fault.OUTDATED,
    "42703": Fault.OUTDATED,
    "08": Fault.UNREACHABLE,
    "57P": Fault.UNREACHABLE,
    "28": Fault.UNREACHABLE,
    "3D000": Fault.UNREACHABLE,
}


def fault_of(error: SQLAlchemyError) -> Fault | None:
    """None where the program itself is wrong."""
    if isinstance(error, NoConnectionFree):
        return Fault.BUSY
    if not isinstance(error, DBAPIError) or error.orig is None:
        return None
    code = _code(error.orig)
    for beginning, fault in _BY_CODE.items():
        if code.startswith(beginning):
            return fault
    if "no such table" in str(error.orig) or "no such column" in str(error.orig):
        return Fault.OUTDATED
    # The driver of PostgreSQL gives no code where there was nobody to give one.
    is_postgres = type(error.orig).__module__.startswith("psycopg")
    lost = is_postgres and not code and type(error.orig).__name__ == "OperationalError"
    return Fault.UNREACHABLE if lost or error.connection_invalidated else None


def detail_of(error: SQLAlchemyError) -> str:
    """The driver's own words, one line, without statement and values."""
    own = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = str(own).strip().splitlines()
    return lines[0] if lines else type(own).__name__


def let_go(_error: BaseException | None = None) -> None:
    """At the end of a request: a server that went away meanwhile does not take the answer along."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session.registry.clear()


def log_failure(log: logging.Logger, what: str, error: Exception) -> None:
    """One line for a database out of order, which is tried again; the whole trace for the rest."""
    fault = fault_of(error) if isinstance(error, SQLAlchemyError) else None
    if fault is None or not isinstance(error, SQLAlchemyError):
        log.error(what, exc_info=error)
    else:
        log.error("%s: %s (%s)", what, fault.label, detail_of(error))


def _code(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")
