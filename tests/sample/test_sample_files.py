"""The sample's files hang together: annex, history and committees speak of the same things."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tracker.domain.deadlines import DeadlineKind, read_deadline
from tracker.domain.status import Status
from tracker.domain.vietnamese import fold

SAMPLE = Path(__file__).parents[2] / "tracker" / "sample"
ASSIGNED_ON = date(2025, 8, 26)
COMPLETED_ON = date(2025, 10, 31)
KNOWN_THAT_EVENING = datetime.fromisoformat("2025-10-31T23:59")

Row = dict[str, str]


@pytest.fixture(scope="module")
def committees() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(
        (SAMPLE / "committees.json").read_text(encoding="utf-8")
    )["committees"]
    return loaded


@pytest.fixture(scope="module")
def cat_hai(committees: list[dict[str, Any]]) -> dict[str, Any]:
    return committees[0]


@pytest.fixture(scope="module")
def annex(cat_hai: dict[str, Any]) -> list[list[str]]:
    """The rows of the task table below its header, a list of cell texts each."""
    document = Document(str(SAMPLE / cat_hai["directive"]["annex"]))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    start = next(number for number, row in enumerate(rows) if row[0] == "STT")
    return [row for row in rows[start + 1 :] if len(row) == len(rows[start])]


@pytest.fixture(scope="module")
def tasks(annex: list[list[str]]) -> dict[int, list[str]]:
    return {int(row[0]): row for row in annex if row[0].isdigit()}


@pytest.fixture(scope="module")
def history(cat_hai: dict[str, Any]) -> list[Row]:
    path = SAMPLE / cat_hai["directive"]["history"]
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def spellings(office: dict[str, Any]) -> list[str]:
    return [fold(name) for name in (office["name"], *office["aliases"])]


def completed(history: list[Row], as_of: date, known_at: datetime | None) -> int:
    """Counts by the bare rule: of what was known, the newest word stands."""
    status: dict[str, str] = {}
    claimed: dict[str, str] = {}
    for row in history:
        if row["kind"] == "report":
            claimed[row["ordinal"]] = row["value"]
        if date.fromisoformat(row["effective_on"]) > as_of:
            continue
        if known_at and datetime.fromisoformat(row["recorded_at"]) > known_at:
            continue
        said = {
            "status": row["value"],
            "report": Status.AWAITING_ACCEPTANCE,
            "accept": claimed.get(row["ordinal"], ""),
            "return": Status.IN_PROGRESS,
        }
        status[row["ordinal"]] = said.get(row["kind"], status.get(row["ordinal"], ""))
    return sum(1 for value in status.values() if value == Status.COMPLETED)


def test_the_annex_has_52_tasks_numbered_in_order_and_seven_sections(
    annex: list[list[str]], tasks: dict[int, list[str]]
) -> None:
    assert list(tasks) == list(range(1, 53))
    assert len({row[1] for row in tasks.values()}) == 52
    sections = [row[0] for row in annex if not row[0].isdigit()]
    numerals = " ".join(section.split(".")[0] for section in sections)
    assert numerals == "I II III IV V VI VII"
    assert len(annex) == 59


def test_every_office_named_in_the_annex_is_known_by_name_or_alias(
    tasks: dict[int, list[str]], cat_hai: dict[str, Any]
) -> None:
    named = {
        fold(name.strip())
        for row in tasks.values()
        for cell in row[2:4]
        for name in cell.split(";")
    }
    assert named <= {name for office in cat_hai["offices"] for name in spellings(office)}


def test_no_spelling_means_two_offices(committees: list[dict[str, Any]]) -> None:
    for committee in committees:
        written = [name for office in committee["offices"] for name in spellings(office)]
        assert len(written) == len(set(written))


def test_every_lead_office_has_a_mailbox(
    tasks: dict[int, list[str]], cat_hai: dict[str, Any]
) -> None:
    reachable = {
        name for office in cat_hai["offices"] if office["mailbox"] for name in spellings(office)
    }
    assert {fold(row[2].split(";")[0].strip()) for row in tasks.values()} <= reachable


def test_offices_stand_under_offices_and_users_in_offices(
    committees: list[dict[str, Any]],
) -> None:
    for committee in committees:
        seen: set[str | None] = {None}
        for office in committee["offices"]:
            assert office["parent"] in seen, "a parent comes before its children"
            seen.add(office["name"])
        assert {user["office"] for user in committee["users"]} <= seen


def test_two_deadlines_need_a_person_and_three_are_not_dated(
    tasks: dict[int, list[str]],
) -> None:
    kinds = [read_deadline(row[5]).kind for row in tasks.values()]
    assert kinds.count(DeadlineKind.UNKNOWN) == 2
    assert kinds.count(DeadlineKind.ONGOING) == 1
    assert kinds.count(DeadlineKind.RECURRING) == 2


def test_history_speaks_of_existing_tasks_users_and_offices(
    history: list[Row], tasks: dict[int, list[str]], cat_hai: dict[str, Any]
) -> None:
    roles = {user["email"]: user["role"] for user in cat_hai["users"]}
    for row in history:
        assert int(row["ordinal"]) in tasks
        assert roles[row["by"]] == ("head" if row["kind"] == "report" else "secretary")
        if row["kind"] == "lead":
            assert row["value"] in {office["name"] for office in cat_hai["offices"]}
        elif row["kind"] == "deadline":
            assert date.fromisoformat(row["value"]) > ASSIGNED_ON


def test_history_is_written_in_order_and_one_correction_came_late(history: list[Row]) -> None:
    recorded = [datetime.fromisoformat(row["recorded_at"]) for row in history]
    effective = [date.fromisoformat(row["effective_on"]) for row in history]
    assert recorded == sorted(set(recorded))
    assert all(ASSIGNED_ON <= on <= at.date() for on, at in zip(effective, recorded, strict=True))
    late = [
        row["ordinal"]
        for row, on, at in zip(history, effective, recorded, strict=True)
        if (at.date() - on).days > 2
    ]
    assert late == ["36"]


def test_every_row_of_the_history_has_a_value_for_every_column(history: list[Row]) -> None:
    assert all(None not in row and None not in row.values() for row in history)


def test_every_section_has_a_field_and_so_do_tasks_that_differ_from_theirs(
    annex: list[list[str]], cat_hai: dict[str, Any]
) -> None:
    sections = {row[0].split(".")[0] for row in annex if not row[0].isdigit()}
    ordinals = {row[0] for row in annex if row[0].isdigit()}
    fields = cat_hai["directive"]["fields"]
    assert sections <= set(fields) <= sections | ordinals
    assert len(set(fields.values())) == 5


def test_only_reports_name_difficulties_and_proposals(history: list[Row]) -> None:
    speaking = [row["kind"] for row in history if row["difficulties"] or row["proposals"]]
    assert len(speaking) == 8
    assert set(speaking) == {"report"}


def test_heads_report_on_tasks_of_their_own_office(
    history: list[Row], tasks: dict[int, list[str]], cat_hai: dict[str, Any]
) -> None:
    office_of = {user["email"]: user["office"] for user in cat_hai["users"]}
    written = {office["name"]: spellings(office) for office in cat_hai["offices"]}
    for row in history:
        if row["kind"] == "report":
            lead = tasks[int(row["ordinal"])][2].split(";")[0]
            assert fold(lead) in written[office_of[row["by"]]]


def test_each_report_is_answered_once_and_three_still_wait(history: list[Row]) -> None:
    waiting: set[str] = set()
    for row in history:
        if row["kind"] == "report":
            assert row["ordinal"] not in waiting
            waiting.add(row["ordinal"])
        elif row["kind"] in ("accept", "return"):
            waiting.remove(row["ordinal"])
    assert waiting == {"11", "49", "51"}


def test_29_tasks_are_completed_on_31_october_and_28_were_known_that_evening(
    history: list[Row],
) -> None:
    assert completed(history, COMPLETED_ON, None) == 29
    assert completed(history, COMPLETED_ON, KNOWN_THAT_EVENING) == 28
