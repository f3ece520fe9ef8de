"""Who may call a view. Every view says so with @public or @requires; a test finds those that do not.

Signed out: to the sign-in page. Signed in without the right: 404, as if the page were not there.
"""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import abort, g, session
from flask_login import current_user, login_required

from tracker.clock import today
from tracker.domain.permissions import Action, may, may_standing_in
from tracker.models import Membership, ProgressReport, Task, User
from tracker.queries.absences import Substitution, substitutions
from tracker.queries.access import get_report_for, get_task_for

P = ParamSpec("P")
R = TypeVar("R")
SESSION_COMMITTEE = "committee"


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may call it, signed in or not."""
    cast(Any, view).access_rule = "public"
    return view


def signed_in(view: Callable[P, R]) -> Callable[P, Any]:
    """Any signed-in person may call it, whatever the role."""

    @wraps(view)
    @login_required
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        return view(*args, **kwargs)

    cast(Any, checked).access_rule = "signed in"
    return checked


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    """Only members who may do `action` in the committee of this session may call it: by their role,
    or because they stand in for an absent head. Of whose things, the view asks."""

    def decorate(view: Callable[P, R]) -> Callable[P, Any]:
        @wraps(view)
        @login_required
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if not allowed(action):
                abort(404)
            return view(*args, **kwargs)

        cast(Any, checked).access_rule = action
        return checked

    return decorate


def user() -> User:
    """The signed-in user, as a plain User."""
    return cast(User, current_user._get_current_object())


def member() -> Membership:
    """The membership in force for this request: the chosen committee's, else the first; 404 if none."""
    if "member" not in g:
        memberships = user().memberships
        chosen = session.get(SESSION_COMMITTEE)
        found = [one for one in memberships if one.committee_id == chosen] or memberships
        if not found:
            abort(404)
        g.member = found[0]
    return cast(Membership, g.member)


def standing_in() -> Sequence[Substitution]:
    """For whom the signed-in person stands in today."""
    if not current_user.is_authenticated:
        return ()
    if "standing_in" not in g:
        me = member()
        g.standing_in = substitutions(me.user_id, me.committee_id, today())
    return cast(Sequence[Substitution], g.standing_in)


def allowed(action: Action, offices: Collection[int] | None = None) -> bool:
    """May the signed-in person do it: by role, or standing in for a head; given `offices`, for one
    of these offices?"""
    if not current_user.is_authenticated:
        return False
    if may(member().role, action):
        return True
    if not may_standing_in(action):
        return False
    return any(offices is None or one.office.id in offices for one in standing_in())


def task_or_404(task_id: int) -> Task:
    return get_task_for(member(), task_id) or abort(404)


def report_or_404(report_id: int) -> ProgressReport:
    return get_report_for(member(), report_id) or abort(404)
