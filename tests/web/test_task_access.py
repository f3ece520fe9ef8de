"""Who may open and send what about tasks: every role, every route, and the other committee."""

from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, office_time
from tests.web.conftest import ClientFor
from tracker.db import db
from tracker.domain.status import Status
from tracker.models import ProgressReport, Task
from tracker.services.progress_reports import report_progress

ALL = {"lan", "an", "minh", "hoa"}
SECRETARIES = {"lan", "an"}
# Kim heads another office: nothing about this task is hers. Quang is of another committee.
GET = {
    "/tasks": ALL | {"kim", "quang"},
    "/tasks/1": ALL,
    "/tasks/new": SECRETARIES | {"quang"},
    "/tasks/new/deadline?deadline_text=x": SECRETARIES | {"quang"},
    "/tasks/1/edit": SECRETARIES,
    "/tasks/1/status": SECRETARIES,
    "/tasks/1/deadline": SECRETARIES,
    "/tasks/1/office": SECRETARIES,
    "/tasks/1/cancel": SECRETARIES,
    "/tasks/1/report": {"hoa"},
    "/progress-reports": ALL | {"kim", "quang"},
}
POST = {
    "/tasks/new": SECRETARIES | {"quang"},
    "/tasks/1/edit": SECRETARIES,
    "/tasks/1/status": SECRETARIES,
    "/tasks/1/deadline": SECRETARIES,
    "/tasks/1/office": SECRETARIES,
    "/tasks/1/cancel": SECRETARIES,
    "/tasks/1/report": {"hoa"},
    "/progress-reports/1/accept": SECRETARIES,
    "/progress-reports/1/return": SECRETARIES,
}
EVERYBODY = ("lan", "an", "minh", "hoa", "kim", "quang")


@pytest.fixture
def reported(app: Flask, cast: Cast) -> None:
    """Task 1 of the culture office awaits acceptance of report 1."""
    with app.app_context():
        report_progress(
            cast.assign("Ban hành Kế hoạch"),
            office=cast.office("culture"),
            status=Status.COMPLETED,
            percent=100,
            text="Đã xong",
            on=date(2025, 11, 20),
            at=office_time(date(2025, 11, 20)),
            by=cast.user("hoa"),
        )


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_open_for_those_whose_they_are_and_are_not_there_for_others(
    client_for: ClientFor, reported: None, name: str
) -> None:
    browser = client_for(name)
    opened = {path for path in GET if browser.get(path).status_code == 200}
    assert opened == {path for path, names in GET.items() if name in names}
    refused = {browser.get(path).status_code for path in set(GET) - opened}
    assert refused <= {404}


@pytest.mark.parametrize("name", EVERYBODY)
def test_forms_are_taken_from_those_whose_they_are_alone(
    app: Flask, client_for: ClientFor, reported: None, name: str
) -> None:
    """An empty form is refused with 422 by those who may, and is not there for the rest."""
    browser = client_for(name)
    for path, names in POST.items():
        expected = 422 if name in names else 404
        assert browser.submit(path).status_code == expected, path
        assert browser.submit(path, headers={"HX-Request": "true"}).status_code == expected, path
    with app.app_context():
        assert db.session.get_one(Task, 1).status is Status.AWAITING_ACCEPTANCE
        assert ProgressReport.query.filter_by(state="awaiting").count() == 1


def test_signed_out_everything_leads_to_the_sign_in_page(browser: object, app: Flask) -> None:
    client = app.test_client()
    for path in GET:
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer.location.startswith("/login?next=")


def test_forms_without_a_token_change_nothing(
    app: Flask, client_for: ClientFor, reported: None
) -> None:
    lan = client_for("lan")
    for path in POST:
        assert lan.post(path, data={"effective_on": "24/11/2025"}).status_code in (400, 404), path
    with app.app_context():
        assert db.session.get_one(Task, 1).status is Status.AWAITING_ACCEPTANCE


@pytest.mark.parametrize("path", ["/tasks/2", "/tasks/2/edit", "/tasks/2/status", "/tasks/999"])
def test_a_task_of_another_committee_is_as_one_that_does_not_exist(
    app: Flask, client_for: ClientFor, cast: Cast, reported: None, path: str
) -> None:
    with app.app_context():
        cast.assign("Nơi khác", elsewhere=True)
    assert client_for("an").get(path).status_code == 404
