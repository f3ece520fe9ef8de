"""Offices are found by name, alias or abbreviation; what is not found is asked once and learned."""

import pytest

from tests.annex_files import CULTURE, DIGITIZE, ECONOMY, GROUPS, PORTAL, annex, but
from tests.cast import Cast
from tests.services.annexes import Desk
from tracker.db import db
from tracker.models import Office
from tracker.queries.committees import offices_of
from tracker.services.annexes import ADD_OFFICE, LEAVE_OPEN, Problem, still_known

CLINIC = "Trạm Y tế Cát Bà"


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def three(lead: str) -> bytes:
    return annex(*(but(row, lead=lead) for row in (DIGITIZE, PORTAL, GROUPS)))


def test_an_unknown_name_is_asked_once_with_the_nearest_offices(desk: Desk) -> None:
    asked = desk.rehearse(three("Phòng Văn hóa và Thông tin")).open_names
    assert [(one.name, one.rows, one.is_lead) for one in asked] == [
        ("Phòng Văn hóa và Thông tin", 3, True)
    ]
    assert asked[0].offers[0].name == CULTURE


def test_lead_offices_are_asked_first_and_groups_last(desk: Desk) -> None:
    content = annex(
        but(DIGITIZE, lead="Các phòng, ban, đơn vị", supporting="Trạm Y tế; Công an"),
        but(PORTAL, lead="Bưu điện", supporting="Trạm Y tế"),
    )
    names = [one.name for one in desk.rehearse(content).open_names]
    assert names[0] == "Bưu điện"
    assert names[1] == "Trạm Y tế"
    assert names[-1] == "Các phòng, ban, đơn vị"


def test_an_answer_becomes_an_alias(desk: Desk) -> None:
    name = "Bộ phận văn xã"
    saved = desk.save(three(name), offices={name: desk.cast.culture, CLINIC: LEAVE_OPEN})
    assert still_known(saved) == [(name, CULTURE)]
    assert {task.lead_office_id for task in desk.tasks().values()} == {desk.cast.culture}
    assert [alias.alias for alias in desk.cast.office("culture").aliases] == [name]
    assert desk.rehearse(annex(but(DIGITIZE, lead=name), number="5/KH")).open_names == []


def test_an_answer_holds_for_the_name_however_it_is_spelt(desk: Desk) -> None:
    content = annex(but(DIGITIZE, lead="Bộ phận Văn xã"), but(PORTAL, lead="BỘ PHẬN VĂN XÃ"))
    desk.save(content, offices={"Bộ phận Văn xã": desk.cast.culture})
    assert {task.lead_office_id for task in desk.tasks().values()} == {desk.cast.culture}


def test_a_name_can_be_added_as_a_new_office(desk: Desk) -> None:
    rehearsal = desk.rehearse(three(CLINIC), offices={CLINIC: ADD_OFFICE})
    assert rehearsal.open_names == []
    assert not any(Problem.LEAD in one.problems for one in rehearsal.rows)
    desk.save(three(CLINIC), offices={CLINIC: ADD_OFFICE})
    added = offices_of(desk.cast.committee)[-1]
    assert added.name == CLINIC
    assert {task.lead_office_id for task in desk.tasks().values()} == {added.id}


def test_a_name_that_is_left_open_is_kept_as_printed(desk: Desk) -> None:
    desk.save(three(CLINIC), offices={CLINIC: LEAVE_OPEN})
    assert {(task.lead_office_id, task.lead_text) for task in desk.tasks().values()} == {
        (None, CLINIC)
    }
    assert len(offices_of(desk.cast.committee)) == 2


def test_an_abbreviation_is_taken_for_its_office_and_shown(desk: Desk) -> None:
    rehearsal = desk.rehearse(annex(but(DIGITIZE, lead="P. VHXH")))
    assert rehearsal.open_names == []
    assert [(one.name, one.taken_for) for one in rehearsal.names] == [
        ("P. VHXH", desk.cast.office("culture"))
    ]
    assert rehearsal.rows[-1].lead_names == (CULTURE,)


def test_what_was_taken_for_the_wrong_office_can_be_corrected(desk: Desk) -> None:
    content = annex(but(DIGITIZE, lead="P. VHXH"))
    for answer, lead in ((desk.cast.economy, desk.cast.economy), (LEAVE_OPEN, None)):
        row = desk.rehearse(content, offices={"P. VHXH": answer}).rows[-1]
        assert (row.lead.id if row.lead else None) == lead


def test_another_committees_office_is_no_answer(desk: Desk) -> None:
    name = "Bộ phận văn xã"
    desk.save(three(name), offices={name: desk.cast.other_office})
    assert {task.lead_office_id for task in desk.tasks().values()} == {None}
    assert db.session.get_one(Office, desk.cast.other_office).aliases == []


def test_a_task_without_any_lead_is_pointed_out(desk: Desk) -> None:
    row = desk.rehearse(annex(but(DIGITIZE, lead="", supporting=ECONOMY))).rows[-1]
    assert row.problems == (Problem.LEAD,)
