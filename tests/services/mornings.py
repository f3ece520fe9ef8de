"""What tests of the morning mail share: days, people, sending, and looking at what went out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast, office_time
from tracker.db import db
from tracker.domain.delivery import MailState
from tracker.models import Committee, Mail
from tracker.services.absences import record_absence
from tracker.services.reminders import send

MONDAY = date(2025, 11, 24)
TUESDAY, WEDNESDAY = date(2025, 11, 25), date(2025, 11, 26)
MORNING = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
HOA, KIM = "hoa@cathai.example", "kim@cathai.example"
LAN, MINH = "lan@cathai.example", "minh@cathai.example"


# Of rules in Python that no database answers differently.
on_one_database = pytest.mark.parametrize("backend", ["sqlite"])


def here(cast: Cast) -> Committee:
    return db.session.get_one(Committee, cast.committee)


def morning_of(day: date) -> datetime:
    return MORNING + (day - MONDAY)


def send_on(cast: Cast, *days: date) -> None:
    for day in days:
        send(here(cast), on=day, now=morning_of(day))


def week(first: date = MONDAY) -> list[date]:
    return [first + timedelta(days=n) for n in range(5)]


def sent() -> list[tuple[date, str]]:
    query = select(Mail).where(Mail.state == MailState.SENT).order_by(Mail.mail_on, Mail.recipient)
    return [(mail.mail_on, mail.recipient) for mail in db.session.scalars(query)]


def letter(to: str, day: date = MONDAY) -> Mail:
    query = select(Mail).where(Mail.recipient == to, Mail.mail_on == day)
    return db.session.scalars(query).one()


def stand_in(cast: Cast, first: date, last: date) -> None:
    record_absence(
        cast.member("hoa"), cast.user("kim"), first_day=first, last_day=last,
        at=office_time(MONDAY, 7), by=cast.user("hoa"),
    )  # fmt: skip
