"""Classes of mistakes that no route may make, whoever adds it."""

from flask import Flask, url_for
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from tests.cast import Cast, office_time
from tests.conftest import TODAY
from tests.web.conftest import Browser, ClientFor
from tracker.domain.permissions import Action, Role, may
from tracker.domain.status import Status
from tracker.services.indicators import IndicatorWords, add_indicator
from tracker.services.progress_reports import report_progress
from tracker.services.users import change_member

PUBLIC = {
    "auth.login",
    "auth.logout",
    "auth.choose_language",
    "setup.setup",
    "health.show",
    "home.index",
    "report_links.refuse",
    "report_links.report",
    "report_links.show",
    "summary_links.show",
}


def rules(app: Flask, method: str) -> list[Rule]:
    """Every route for the method, static files aside."""
    found = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [rule for rule in found if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    """Some address of the route."""
    values = {name: sample(converter) for name, converter in rule._converters.items()}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def sample(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def rule_of(app: Flask, rule: Rule) -> object:
    return getattr(app.view_functions[rule.endpoint], "access_rule", None)


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    everything = [*rules(app, "GET"), *rules(app, "POST")]
    assert len(everything) > 10
    for rule in everything:
        said = rule_of(app, rule)
        assert said in ("public", "signed in") or isinstance(said, Action), rule.endpoint


def test_only_the_known_few_are_public(app: Flask) -> None:
    everything = [*rules(app, "GET"), *rules(app, "POST")]
    assert {rule.endpoint for rule in everything if rule_of(app, rule) == "public"} == PUBLIC


def test_no_route_changes_anything_by_another_method(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert set(rule.methods or ()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule.endpoint


def test_signed_out_visitors_are_led_to_the_sign_in_page(
    app: Flask, browser: Browser, cast: Cast
) -> None:
    for rule in rules(app, "GET"):
        if rule_of(app, rule) != "public":
            answer = browser.get(address(app, rule))
            assert answer.status_code == 302, rule
            assert answer.location.startswith("/login"), rule
    assert browser.get("/").location == "/login"


def test_a_post_without_a_token_is_refused_everywhere(
    app: Flask, browser: Browser, client_for: ClientFor
) -> None:
    signed_in = client_for("an")
    for rule in rules(app, "POST"):
        for client in (browser, signed_in):
            assert client.post(address(app, rule)).status_code == 400, rule


def test_a_post_with_a_token_but_signed_out_is_refused_everywhere(
    app: Flask, browser: Browser, cast: Cast
) -> None:
    for rule in rules(app, "POST"):
        if rule_of(app, rule) != "public":
            assert browser.submit(address(app, rule)).status_code == 401, rule


def test_who_lacks_the_right_finds_no_such_page(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    """For each role, every route whose action it may not do: GET and POST alike."""
    people = {Role.HEAD: "hoa", Role.LEADER: "minh", Role.SECRETARY: "lan"}
    refused = 0
    for role, name in people.items():
        client = client_for(name)
        token = client.token()
        for method in ("GET", "POST"):
            for rule in rules(app, method):
                action = rule_of(app, rule)
                if isinstance(action, Action) and not may(role, action):
                    where = address(app, rule)
                    answer = client.open(where, method=method, data={"csrf_token": token})
                    assert answer.status_code == 404, (name, method, where)
                    refused += 1
    assert refused > 20


def test_nothing_of_one_committee_is_found_from_another(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    """Quang may do everything in his own committee. The numbers 1 are things of ours."""
    with app.app_context():
        task = cast.assign(deadline="31/12/2025")
        report_progress(
            task,
            office=cast.office("culture"),
            status=Status.IN_PROGRESS,
            percent=40,
            text="Đang lấy ý kiến.",
            on=TODAY,
            at=office_time(TODAY),
            by=cast.user("hoa"),
        )
        here = cast.member("lan").committee
        add_indicator(here, IndicatorWords(name="Lượt học"), at=office_time(TODAY), by=None)
        change_member(
            cast.member("quang"),
            role=Role.ADMINISTRATOR,
            office=None,
            at=office_time(TODAY),
            by=None,
        )
        assert (task.id, cast.culture, cast.member("lan").id) == (1, 1, 1)
    quang, an = client_for("quang"), client_for("an")
    token = quang.token()
    for rule in [rule for rule in rules(app, "GET") if "<int:" in rule.rule]:
        assert quang.get(address(app, rule)).status_code == 404, rule
    for rule in [rule for rule in rules(app, "POST") if "<int:" in rule.rule]:
        sent = quang.post(address(app, rule), data={"csrf_token": token})
        assert sent.status_code == 404, rule
    for path in ("/tasks/1", "/offices/1", "/users/1", "/indicators/1"):
        assert an.get(path).status_code == 200
