"""What stands around every page: who is signed in, where one can go, the day, the moment."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app, request
from flask_login import current_user

from tracker.clock import now
from tracker.domain.errors import N_
from tracker.domain.permissions import Action, Role, may
from tracker.models import Membership, User
from tracker.services.arming import Disarmed, why_disarmed
from tracker.web.access import member, user
from tracker.web.extensions import language

# htmx: no styles and no code of its own (the content security policy forbids both), no copies of
# pages in the browser's storage, and answers that carry words for a person are shown.
HTMX_CONFIG = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "historyCacheSize": 0,
        "historyRestoreAsHxRequest": False,
        "refreshOnHistoryMiss": True,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409|422", "swap": True},
            {"code": "[45]..", "swap": True, "error": True},
        ],
    },
    separators=(",", ":"),
)
PAGES = (
    ("/", N_("Việc hôm nay"), Action.SEE_TASKS),
    ("/tasks", N_("Nhiệm vụ"), Action.SEE_TASKS),
    ("/summary", N_("Tổng hợp"), Action.SEE_SUMMARY),
    ("/indicators", N_("Chỉ tiêu"), Action.SEE_INDICATORS),
    ("/reports", N_("Báo cáo"), Action.TAKE_PAPERS),
    ("/reminders", N_("Thư nhắc việc"), Action.SEE_REMINDERS),
    ("/settings", N_("Thiết lập"), Action.MANAGE_OFFICES),
)
SETTINGS_PAGES = (
    ("/settings", N_("Ban Chỉ đạo"), Action.MANAGE_OFFICES),
    ("/offices", N_("Cơ quan, đơn vị"), Action.MANAGE_OFFICES),
    ("/calendar", N_("Lịch làm việc"), Action.MANAGE_OFFICES),
    ("/users", N_("Người dùng"), Action.MANAGE_USERS),
    ("/audit", N_("Nhật ký hệ thống"), Action.SEE_AUDIT),
)
PERSONAL_PAGES = (
    ("/absences", N_("Vắng mặt, người thay"), Action.SEE_TASKS),
    ("/password", N_("Đổi mật khẩu"), Action.SEE_TASKS),
)
# Pages that belong to a link with another address.
BELONGS_TO = {
    "/absences": "/reminders",
    "/annexes": "/tasks",
    "/audit": "/settings",
    "/calendar": "/settings",
    "/directives": "/tasks",
    "/holds": "/reminders",
    "/offices": "/settings",
    "/progress-reports": "/tasks",
    "/urging": "/reminders",
    "/users": "/settings",
}


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    person: User | None
    member: Membership | None
    links: list[Link]
    settings_links: list[Link]  # on a page of the settings only
    personal_links: list[Link]
    other_memberships: list[Membership]
    training_day: date | None
    produced_at: datetime
    language: str
    disarmed: Disarmed | None


def init_frame(app: Flask) -> None:
    app.jinja_env.globals.update(page_frame=page_frame, htmx_config=HTMX_CONFIG)


def page_frame() -> Frame:
    person = user() if current_user.is_authenticated else None
    me = member() if person and person.memberships else None
    return Frame(
        person=person,
        member=me,
        links=_links(PAGES, me, BELONGS_TO.get(_first(), _first())),
        settings_links=_links(SETTINGS_PAGES, me, _first()) if _is_in_settings() else [],
        personal_links=_links(PERSONAL_PAGES, me, _first()),
        other_memberships=[one for one in person.memberships if one is not me] if person else [],
        training_day=current_app.config["TODAY"],
        produced_at=now(),
        language=language(),
        disarmed=why_disarmed() if me and may(me.role, Action.SEND_REMINDERS) else None,
    )


def _first() -> str:
    """The first part of the page's address."""
    return "/" + request.path.split("/")[1]


def _is_in_settings() -> bool:
    return any(href == _first() for href, _, _ in SETTINGS_PAGES)


def _links(
    pages: tuple[tuple[str, str, Action], ...], me: Membership | None, here: str
) -> list[Link]:
    """Where the person may go; a leader's first page is the summary."""
    if me is None:
        return []
    return [
        Link(f"{request.script_root}{href}", label, current=href == here)
        for href, label, action in pages
        if may(me.role, action) and not (href == "/" and me.role is Role.LEADER)
    ]
