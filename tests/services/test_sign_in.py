from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.db import db
from tracker.domain.errors import RuleBroken
from tracker.models import SignInFailure
from tracker.services.sign_in import (
    ADDRESS_LIMIT,
    EMAIL_LIMIT,
    KEPT,
    WINDOW,
    TooManyFailures,
    sign_in,
)

NOON = office_time(TODAY, 12)
HERE = "10.0.0.1"
MINUTE = timedelta(minutes=1)


def fail(email: str, times: int, *, address: str = HERE, at: datetime = NOON) -> None:
    for _ in range(times):
        with pytest.raises(RuleBroken, match="không đúng"):
            sign_in(email, "sai", address=address, at=at)


def failures() -> int:
    return db.session.scalar(select(func.count(SignInFailure.id))) or 0


def test_the_right_password_lets_in_and_clears_the_failures(cast: Cast) -> None:
    fail(cast.email("lan"), EMAIL_LIMIT - 1)
    assert sign_in(" LAN@cathai.example", PASSWORD, address=HERE, at=NOON).id == cast.lan
    assert failures() == 0


def test_the_brake_tells_when_it_ends(cast: Cast) -> None:
    fail(cast.email("lan"), EMAIL_LIMIT)
    with pytest.raises(TooManyFailures, match="Hãy thử lại từ 12:15") as refused:
        sign_in(cast.email("lan"), PASSWORD, address=HERE, at=NOON + MINUTE)
    assert refused.value.until == NOON + WINDOW
    assert sign_in(cast.email("lan"), PASSWORD, address=HERE, at=refused.value.until).id == cast.lan


def test_attempts_during_the_brake_do_not_prolong_it(cast: Cast) -> None:
    fail(cast.email("lan"), EMAIL_LIMIT)
    for minute in range(15):
        with pytest.raises(TooManyFailures):
            sign_in(cast.email("lan"), "sai", address=HERE, at=NOON + minute * MINUTE)
    assert sign_in(cast.email("lan"), PASSWORD, address=HERE, at=NOON + WINDOW).id == cast.lan


def test_an_address_that_tries_many_accounts_is_braked_for_all(cast: Cast) -> None:
    for number in range(ADDRESS_LIMIT):
        fail(f"nguoi{number}@cathai.example", 1)
    with pytest.raises(TooManyFailures):
        sign_in(cast.email("lan"), PASSWORD, address=HERE, at=NOON)
    assert sign_in(cast.email("lan"), PASSWORD, address="10.0.0.2", at=NOON).id == cast.lan


def test_an_account_that_does_not_exist_is_braked_like_one_that_does(cast: Cast) -> None:
    fail("ai-do@cathai.example", EMAIL_LIMIT)
    with pytest.raises(TooManyFailures):
        sign_in("ai-do@cathai.example", "sai", address=HERE, at=NOON)


def test_failures_of_a_clock_that_was_set_back_do_not_lock(cast: Cast) -> None:
    """The training day jumps back to 00:00 every midnight."""
    fail(cast.email("lan"), EMAIL_LIMIT)
    earlier = NOON - timedelta(hours=11)
    assert sign_in(cast.email("lan"), PASSWORD, address=HERE, at=earlier).id == cast.lan


def test_old_failures_are_not_kept(cast: Cast) -> None:
    fail("ai-do@cathai.example", 3)
    fail("ai-khac@cathai.example", 1, at=NOON + KEPT + MINUTE)
    assert failures() == 1


def test_a_hash_with_older_parameters_is_renewed_at_sign_in(cast: Cast) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    cast.user("lan").password_hash = weak.hash(PASSWORD)
    db.session.commit()
    sign_in(cast.email("lan"), PASSWORD, address=HERE, at=NOON)
    renewed = cast.user("lan").password_hash
    assert renewed.startswith("$argon2id$")
    assert "m=8," not in renewed
    sign_in(cast.email("lan"), PASSWORD, address=HERE, at=NOON)
    assert cast.user("lan").password_hash == renewed
