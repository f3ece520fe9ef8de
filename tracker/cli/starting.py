"""What is looked at before pages are served or the time is kept."""

import logging
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from tracker.clock import now, office_time
from tracker.domain.errors import RuleBroken
from tracker.queries.audit import newest_at
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


def clock_doubts() -> list[str]:
    """Old computers forget the time; history that is recorded with a wrong one stays wrong."""
    newest, present = newest_at(), now()
    if newest is None or newest - present < timedelta(days=1):
        return []
    shown, known = (f"{office_time(one):%H:%M %d/%m/%Y}" for one in (present, newest))
    return [
        f"Đồng hồ máy đang là {shown}, sớm hơn lần ghi gần nhất ({known}): "
        "hãy chỉnh lại ngày giờ của máy trước khi dùng."
    ]
