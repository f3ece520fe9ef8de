"""The Flask extensions that the pages use: sessions, CSRF, translations, compression."""

from functools import lru_cache
from typing import Any, cast

from flask import Flask, request, session
from flask_babel import Babel, get_locale, get_translations, ngettext
from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from tracker.config import Settings
from tracker.models import User
from tracker.queries.sign_in import user_of_session

LANGUAGES = ("vi", "en")
SESSION_KEY = "key"

csrf = CSRFProtect()
login_manager = LoginManager()
# The register of sessions says whose a cookie is; phones change their address all day.
login_manager.session_protection = None
compress = Compress()
babel = Babel()


def init_extensions(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    app.config.update(
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "application/json"],
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        # A form that was open over lunch, or while the line was down, must still be accepted.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        # A table of thousands of rows can be pasted into a form.
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
    )
    csrf.init_app(app)
    compress.init_app(app)
    babel.init_app(app, locale_selector=language)
    # The extension puts this method there.
    cast(Any, app.jinja_env).install_gettext_callables(translate, ngettext, newstyle=True)
    app.jinja_env.globals["_"] = _in_template
    login_manager.init_app(app)
    login_manager.login_view = "auth.login"


@login_manager.user_loader
def _load_user(user_id: str) -> User | None:
    """The register of sessions decides, not the cookie alone."""
    found = user_of_session(session.get(SESSION_KEY, ""))
    return found if found and found.get_id() == user_id else None


def translate(message: str) -> str:
    """What flask_babel's gettext says, for the many messages of a page that have no placeholders."""
    return _translated(message, str(get_locale()))


@pass_eval_context
def _in_template(made: EvalContext, message: str, /, **values: Any) -> str:
    """Jinja's newstyle gettext without its detours: a page has some fifty messages."""
    if not made.autoescape:
        return translate(message) % values
    if not values:
        return _markup(message, str(get_locale()))
    return Markup(translate(message)) % values  # noqa: S704  # our own words; values are escaped


@lru_cache(maxsize=4096)
def _markup(message: str, locale: str) -> Markup:
    return Markup(_translated(message, locale)) % {}  # noqa: S704  # our own words


@lru_cache(maxsize=4096)
def _translated(message: str, _locale: str) -> str:
    """The same words stand on every page, and looking them up was a quarter of making one."""
    return str(get_translations().ugettext(message))


def language() -> str:
    """The language of this request: the one chosen in the session, else Vietnamese."""
    if request and session.get("language") in LANGUAGES:
        return str(session["language"])
    return "vi"
