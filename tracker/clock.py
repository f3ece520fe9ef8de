"""The one place that knows what time it is. Office days are plain dates in Asia/Ho_Chi_Minh."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC.

    While TRACKER_TODAY is set it is that day at the real time of day: what is recorded in training
    then stands in the story it is recorded for.
    """
    real = datetime.now(UTC)
    day: date | None = current_app.config["TODAY"]
    if day is None:
        return real
    return datetime.combine(day, real.astimezone(OFFICE_ZONE).timetz()).astimezone(UTC)


def today() -> date:
    return office_day(now())


def office_time(moment: datetime) -> datetime:
    return moment.astimezone(OFFICE_ZONE)


def office_day(moment: datetime) -> date:
    return office_time(moment).date()


def read_moment(text: str) -> datetime:
    """A moment in ISO form; without a zone the office's time, a day alone its end.

    ValueError for what is none, and for a moment so far off that another zone has no name for it.
    """
    moment = datetime.fromisoformat(text)
    if not 1800 <= moment.year < 2200:
        raise ValueError("out of reach")
    if len(text) == len("2025-11-05"):
        return end_of(moment.date())
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)


def start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last moment that still belongs to the office's day."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, OFFICE_ZONE).astimezone(UTC)
