"""What several commands share: options, the chosen committee, errors in one sentence."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

import click
from sqlalchemy.exc import SQLAlchemyError

from tracker.clock import read_moment
from tracker.domain.errors import RuleBroken
from tracker.domain.vietnamese import fold, parse_date
from tracker.models import Committee, Office
from tracker.queries.committees import committee_named, offices_of
from tracker.services.database_faults import detail_of, fault_of

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except RuleBroken as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType[datetime]):
    name = "iso-datetime"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Without a zone it is the office's time; a day alone means the end of that day."""
        if isinstance(value, datetime):
            return value
        try:
            return read_moment(value)
        except ValueError:
            self.fail(f"“{value}” không phải thời điểm dạng 2025-11-05T17:00.", param, ctx)


output_format = click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True
)
committee_option = click.option(
    "--committee", "committee_name", metavar="NAME", help="Tên Ban Chỉ đạo; bỏ trống: Ban đầu tiên."
)


def chosen_committee(name: str | None) -> Committee:
    """Raises RuleBroken where there is none."""
    committee = committee_named(name)
    if committee is None and name is not None:
        raise RuleBroken("Không có Ban Chỉ đạo tên “%(name)s”: hãy xem lại tên.", name=name)
    if committee is None:
        raise RuleBroken(
            "Chưa có Ban Chỉ đạo nào: hãy chạy “flask demo” để dùng thử, "
            "hoặc “make run” rồi mở trang thiết lập lần đầu."
        )
    return committee


def chosen_office(committee: Committee, name: str) -> Office:
    """By its name or one of its other names, however it is written."""
    offices = offices_of(committee.id)
    for office in offices:
        if fold(name) in (fold(office.name), *(alias.folded for alias in office.aliases)):
            return office
    raise RuleBroken(
        "Không có cơ quan “%(name)s”. Các cơ quan: %(offices)s.",
        name=name,
        offices="; ".join(office.name for office in offices) or "chưa có",
    )


def one_sentence(command: F) -> F:
    """Turns broken rules and a database out of order into one sentence on stderr, exit status 1."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except RuleBroken as error:
            raise click.ClickException(str(error)) from error
        except SQLAlchemyError as error:
            fault = fault_of(error)
            if fault is None:
                raise
            raise click.ClickException(f"{fault.label} ({detail_of(error)})") from error
        except BrokenPipeError:
            raise  # The reader of our output has gone (`… | head`): click ends quietly.
        except OSError as error:
            raise click.ClickException(f"Không đọc hoặc ghi được tệp: {error}") from error

    return guarded  # type: ignore[return-value]  # wraps keeps the signature, mypy cannot see it
