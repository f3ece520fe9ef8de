"""What a person reads when something cannot be done: a page, or the same words for htmx."""

from http import HTTPStatus

from flask import Flask, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.domain.errors import N_, RuleBroken, Stale
from tracker.web.addresses import own_page, path_of
from tracker.web.extensions import login_manager
from tracker.web.forms import words
from tracker.web.resume import cut_off_page

Answer = tuple[str, int, dict[str, str]]
# The same for a page that does not exist and for one that is not the person's to see.
NOT_FOUND = (
    N_("Không tìm thấy trang này"),
    N_(
        "Địa chỉ có thể đã ghi sai, nội dung đã được rút, hoặc không thuộc phần việc của bạn. "
        "Hãy về trang đầu và tìm lại."
    ),
)
WORDS = {
    HTTPStatus.FORBIDDEN: NOT_FOUND,
    HTTPStatus.NOT_FOUND: NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: (
        N_("Trang này không nhận cách gửi đó"),
        N_("Hãy quay lại trang trước, tải lại rồi thao tác bằng nút trên trang."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        N_("Nội dung gửi lên quá lớn"),
        N_(
            "Mỗi lần gửi được tối đa %(limit)s MB: hãy bỏ bớt ảnh trong tệp hoặc chia nhỏ rồi gửi "
            "lại."
        ),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        N_("Gửi quá nhiều lần liền nhau"),
        N_("Hãy đợi ít phút rồi thử lại."),
    ),
}
OTHER = (
    N_("Yêu cầu này không thực hiện được"),
    N_("Hãy quay lại trang trước, kiểm tra nội dung đã nhập rồi thử lại."),
)


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(RuleBroken, _rule_broken)
    login_manager.unauthorized_handler(_signed_out)


def is_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


def _http_error(error: HTTPException) -> Answer | Response:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    code = HTTPStatus.NOT_FOUND if error.code == HTTPStatus.FORBIDDEN else error.code
    title, text = WORDS.get(HTTPStatus(code), OTHER)
    limit = (request.max_content_length or 0) // (1024 * 1024)
    answer = _answer(gettext(title), gettext(text, limit=limit), code)
    kept = {"Allow", "Retry-After"}
    answer[2].update((name, value) for name, value in error.get_headers() if name in kept)
    return answer


def _rule_broken(broken: RuleBroken) -> Answer:
    """One that no form stood ready for."""
    code = HTTPStatus.CONFLICT if isinstance(broken, Stale) else HTTPStatus.UNPROCESSABLE_ENTITY
    return _answer(gettext(OTHER[0]), words(broken), code)


def _answer(title: str, text: str, code: int) -> Answer:
    if is_fragment():
        page = render_template("errors/_message.html", title=title, text=text)
        return page, code, above_the_page()
    return render_template("errors/page.html", title=title, text=text), code, {}


def above_the_page() -> dict[str, str]:
    """The row or form that sent it stays as it is, with what was typed.

    The page goes up to the words, unless they answer a draft that was saved by itself.
    """
    is_saved_by_itself = request.headers.get("HX-Trigger") == "typed"
    show = "" if is_saved_by_itself else " show:window:top"
    return {"HX-Retarget": "#messages", "HX-Reswap": f"innerHTML{show}"}


def _no_token(_error: CSRFError) -> Answer:
    return _cut_off(HTTPStatus.BAD_REQUEST)


def _signed_out() -> Answer | Response:
    if request.method == "POST":
        return _cut_off(HTTPStatus.UNAUTHORIZED)
    if is_fragment():
        back = path_of(request.headers.get("HX-Current-URL"))
        login = url_for("auth.login", next=back)
        return "", HTTPStatus.UNAUTHORIZED, {"HX-Redirect": login}
    here = own_page(request.full_path.rstrip("?"))
    return redirect(url_for("auth.login", next=here if here != "/" else None))


def _cut_off(code: HTTPStatus) -> Answer:
    headers = above_the_page() if is_fragment() else {}
    return cut_off_page(as_fragment=is_fragment()), code, headers
