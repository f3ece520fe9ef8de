"""A form that was cut off by the end of the session: what was typed is kept and can be sent again."""

import json

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from tracker.web.forms.auth import SignInForm

# Never written into a page: secrets, and what every form gets anew.
NOT_KEPT = ("csrf_token", "password", "old", "again", "typed", "code")
Pairs = list[tuple[str, str]]


def typed_pairs() -> Pairs:
    """What the request's form held; files cannot be kept by a page."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_KEPT]


def resume_page(target: str, typed: str) -> str:
    """After sign-in: the typed form again, to be sent with one press."""
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(typed)]
    except (ValueError, TypeError):
        pairs = []
    return render_template("auth/resume.html", target=target, pairs=pairs)


def expired_form(target: str, pairs: Pairs) -> SignInForm:
    """The sign-in form that carries the typed form along."""
    return SignInForm(formdata=None, data=MultiDict({"next": target, "typed": json.dumps(pairs)}))
