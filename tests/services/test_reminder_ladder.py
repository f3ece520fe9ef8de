"""The ladder as data: editions, and which one sends."""

import pytest

from tests.cast import Cast, office_time
from tests.services.mornings import (
    HOA,
    LAN,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    here,
    letter,
    on_one_database,
    send_on,
    sent,
)
from tracker.db import db
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.reminder_ladder import DEFAULT_RUNGS, Audience, Counted, Rung
from tracker.queries.ladders import ladder_editions
from tracker.services.reminder_ladder import (
    back_to_default,
    ladder_in_force,
    put_step,
    remove_step,
)


def test_the_secretary_edits_the_ladder_and_every_edition_says_who_did(cast: Cast) -> None:
    both = frozenset({Audience.HEAD, Audience.LEADER})
    edits = {"at": office_time(MONDAY), "by": cast.user("lan")}
    put_step(here(cast), Rung(-5, Counted.WORKING), seen_edition=0, **edits)
    put_step(here(cast), Rung(5, every=7, audiences=both), instead_of=3, seen_edition=1, **edits)
    remove_step(here(cast), -1, seen_edition=2, **edits)
    current = ladder_in_force(cast.committee)
    assert [rung.days for rung in current.rungs] == [-7, -5, -3, 0, 5, 8]
    assert current.at(5) == Rung(5, every=7, audiences=both, since=MONDAY)
    assert current.at(-7).since is None, "an unchanged step goes on as before"
    with pytest.raises(Stale):
        remove_step(here(cast), 0, seen_edition=1, **edits)
    with pytest.raises(RuleBroken, match="Đã có một bước"):
        put_step(here(cast), Rung(5), seen_edition=3, **edits)
    back_to_default(here(cast), seen_edition=3, **edits)
    restored = ladder_in_force(cast.committee)
    assert [rung.days for rung in restored.rungs] == [rung.days for rung in DEFAULT_RUNGS]
    assert [rung.days for rung in restored.rungs if rung.since] == [-1, 3]
    saved = [(one.edition, one.saved_by.name) for one in ladder_editions(cast.committee)
             if one.saved_by]  # fmt: skip
    assert saved == [(n, "Nguyễn Thị Lan") for n in (4, 3, 2, 1)]


def test_an_edited_ladder_is_the_one_that_sends_and_does_not_catch_up(cast: Cast) -> None:
    for n in range(3):
        cast.assign(f"Nhiệm vụ {n}", deadline="28/11/2025")
    send_on(cast, MONDAY)
    edits = {"at": office_time(MONDAY), "by": cast.user("lan")}
    put_step(here(cast), Rung(-6), seen_edition=0, **edits)
    everybody = frozenset({Audience.HEAD, Audience.SECRETARY})
    put_step(here(cast), Rung(-2, audiences=everybody), seen_edition=1, **edits)
    send_on(cast, TUESDAY, WEDNESDAY)
    assert sent() == [(MONDAY, HOA), (TUESDAY, HOA), (WEDNESDAY, HOA), (WEDNESDAY, LAN)]
    assert letter(LAN, WEDNESDAY).subject == "[NQ57] 03 nhiệm vụ cần theo dõi, chỉ đạo"


@on_one_database
def test_the_next_mail_is_named_by_whatever_part_it_then_reaches_its_reader(cast: Cast) -> None:
    cast.office("culture").mailbox = HOA
    db.session.commit()
    to_mailbox = Rung(2, Counted.WORKING, audiences=frozenset({Audience.MAILBOX}))
    put_step(here(cast), to_mailbox, seen_edition=0, at=office_time(MONDAY), by=cast.user("lan"))
    cast.assign("Quá hạn", deadline="21/11/2025")
    send_on(cast, MONDAY, TUESDAY, WEDNESDAY)
    assert sent() == [(MONDAY, HOA), (TUESDAY, HOA), (WEDNESDAY, HOA)]
    assert (
        "Thư nhắc tiếp theo về các nhiệm vụ chưa hoàn thành: thứ Ba, 25/11" in letter(HOA).body_text
    )
