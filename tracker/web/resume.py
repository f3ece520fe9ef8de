"""A form that was cut off by the end of the session: what was typed is kept and can be sent again."""

import json
from urllib.parse import urlsplit

from flask import current_app, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from tracker.web.addresses import own_page
from tracker.web.forms.auth import SignInForm

# Never written into a page: secrets, and what every form gets anew.
NOT_KEPT = frozenset({"csrf_token", "password", "old", "again", "typed"})
Pairs = list[tuple[str, str]]
# Sent along, a form is only shown as it was typed.
LOOK = "look"


def resume_page(target: str, typed: str) -> str:
    """After sign-in: the typed form again, to be sent with one press."""
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(typed)]
    except (ValueError, TypeError):
        pairs = []
    is_draft = _is_draft(target)
    return render_template(
        "auth/resume.html", target=target, pairs=pairs, form=None, is_draft=is_draft
    )


def cut_off_page(*, as_fragment: bool) -> str:
    """For a form that came without a valid token or session: sign in (if need be), then send again."""
    if request.endpoint == "auth.login":
        return _login_again()
    pairs = typed_pairs() if comes_from_our_page() else []
    has_files = any(file.filename for file in request.files.values())
    target = _draft_page() if has_files else own_page(request.full_path.rstrip("?"))
    target = target or "/"
    if has_files and request.endpoint == "task_decisions.status":
        pairs.append((LOOK, "1"))
    needs_sign_in = not (current_user.is_authenticated or _is_public())
    form = _sign_in_form(target, pairs) if needs_sign_in else None
    name = "auth/_resume.html" if as_fragment else "auth/resume.html"
    return render_template(
        name, target=target, pairs=pairs, form=form, is_draft=_is_draft(target), has_files=has_files
    )


def _draft_page() -> str | None:
    """A report whose files were lost is not sent without them: it becomes a draft again."""
    here = own_page(request.full_path.rstrip("?"))
    if request.endpoint != "progress_reports.report" or here is None:
        return here
    return url_for("progress_reports.draft", **(request.view_args or {}))


def _is_draft(target: str) -> bool:
    return target.endswith("/report/draft")


def _login_again() -> str:
    form = SignInForm(
        formdata=None,
        data={"email": request.form.get("email"), "next": own_page(request.form.get("next"))},
    )
    form.form_errors = [gettext("Trang đăng nhập đã để quá lâu: hãy nhập lại mật khẩu.")]
    return render_template("auth/login.html", form=form)


def _sign_in_form(target: str, pairs: Pairs) -> SignInForm:
    return SignInForm(formdata=None, data={"next": target, "typed": json.dumps(pairs)})


def typed_pairs() -> Pairs:
    """What the request's form held; files cannot be kept by a page."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_KEPT]


def comes_from_our_page() -> bool:
    """Another site must not lay words into a form that a person then sends as the own."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    # A machine in front may call us by another name than the one that people use.
    ours = (request.host, urlsplit(current_app.config["BASE_URL"]).netloc)
    try:
        return urlsplit(source).netloc in ours
    except ValueError:
        return False


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "access_rule", None) == "public"
