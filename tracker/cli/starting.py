"""What is looked at before pages are served or the time is kept."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from tracker.domain.errors import RuleBroken
from tracker.queries.schema import Tables, tables_found
from tracker.services.database_faults import Fault, detail_of, fault_of


def log_to_the_window() -> None:
    """Standard error, with the time: whatever keeps the window's output keeps the log."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def what_is_missing() -> str | None:
    """Words where the database does not answer yet: it may start after us, and is then used.

    Raises RuleBroken where its tables are of another version.
    """
    try:
        found = tables_found()
    except SQLAlchemyError as error:
        if fault_of(error) is not Fault.UNREACHABLE:
            raise
        return f"{Fault.UNREACHABLE.label} ({detail_of(error)})"
    if found is Tables.OLDER:
        raise RuleBroken(
            "Cơ sở dữ liệu còn ở phiên bản cũ: hãy sao lưu, rồi chạy “flask db upgrade”."
        )
    if found is Tables.NEWER:
        raise RuleBroken(
            "Cơ sở dữ liệu đã ở phiên bản mới hơn chương trình này: hãy cập nhật chương trình."
        )
    return None
