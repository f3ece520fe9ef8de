"""Two people at once, where a rule looks at what the other is writing: the second one is told."""

import time
from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db, writing
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Role
from tracker.models import Absence, Committee, Membership, Office, SignInFailure
from tracker.services.absences import record_absence
from tracker.services.offices import OfficeWords, add_office
from tracker.services.sign_in import EMAIL_LIMIT, count_attempt
from tracker.services.turns import take_turn
from tracker.services.users import add_user, change_member

NOON = office_time(TODAY, 12)


@pytest.fixture
def backend() -> str:
    """On SQLite every writer waits for the one before."""
    return "postgresql"


def told_second(app: Flask, cast: Cast, first: Callable[[], None], verb: Callable[[], None]) -> str:
    """What `verb` is told, which another person begins before `first` is committed."""
    told = []

    def run() -> None:
        with app.app_context():
            try:
                verb()
            except RuleBroken as broken:
                told.append(broken.message)

    second = Thread(target=run)
    with writing():
        take_turn(cast.committee)
        first()
        db.session.flush()
        second.start()
        _until_it_waits()
    second.join(10)
    return "".join(told)


def _until_it_waits() -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    until = time.monotonic() + 5
    with db.engine.connect() as connection:
        while not connection.scalar(waiting) and time.monotonic() < until:
            time.sleep(0.01)


def test_of_two_offices_with_one_name_the_second_is_refused_in_words(
    app: Flask, cast: Cast
) -> None:
    said = told_second(
        app,
        cast,
        lambda: db.session.add(Office(committee_id=cast.committee, name="Trạm Y tế")),
        lambda: add_office(db.session.get_one(Committee, cast.committee), OfficeWords("Trạm Y Tế")),
    )
    assert "đã là tên của" in said


def test_of_two_overlapping_absences_the_second_is_refused(app: Flask, cast: Cast) -> None:
    days = {"first_day": TODAY, "last_day": TODAY}
    kept = Absence(
        committee_id=cast.committee,
        user_id=cast.hoa,
        substitute_id=cast.kim,
        recorded_at=NOON,
        recorded_by_id=cast.lan,
        **days,
    )
    said = told_second(
        app,
        cast,
        lambda: db.session.add(kept),
        lambda: record_absence(
            cast.member("hoa"), cast.user("kim"), at=NOON, by=cast.user("lan"), **days
        ),
    )
    assert "Đã ghi vắng" in said


def test_two_administrators_do_not_leave_a_committee_without_one(app: Flask, cast: Cast) -> None:
    second = add_user(
        db.session.get_one(Committee, cast.committee),
        email="nga@cathai.example",
        name="Trần Thị Nga",
        role=Role.ADMINISTRATOR,
        office=None,
        password=f"{PASSWORD} của Nga",
        at=NOON,
    ).membership.id

    def give_up() -> None:
        db.session.get_one(Membership, second).role = Role.LEADER

    def take_from_an() -> None:
        change_member(cast.member("an"), role=Role.LEADER, office=None, at=NOON, by=None)

    assert "người quản trị duy nhất" in told_second(app, cast, give_up, take_from_an)


def test_attempts_to_sign_in_at_once_see_each_other(app: Flask, cast: Cast) -> None:
    def attempt() -> None:
        count_attempt(cast.email("lan"), "192.0.2.7", NOON)

    for _ in range(EMAIL_LIMIT - 1):
        attempt()

    def last_one() -> None:
        db.session.refresh(cast.user("lan"), with_for_update={"key_share": True})
        db.session.add(SignInFailure(email=cast.email("lan"), address="192.0.2.8", at=NOON))

    assert "quá nhiều lần" in told_second(app, cast, last_one, attempt)
