"""Comments on the task's page, without JavaScript."""

from flask import Flask

from tests.cast import Cast
from tests.web.conftest import ClientFor, Page


def test_a_head_and_the_secretary_talk_on_the_tasks_page(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        task = cast.assign().id
    where = f"/tasks/{task}/comments"
    lan, hoa = client_for("lan"), client_for("hoa")
    key = lan.page(f"/tasks/{task}").value("form_key")
    for _click in range(2):
        said = lan.submit(where, {"text": "Đã lấy ý kiến <b>chưa</b>?", "form_key": key})
        assert said.location == f"/tasks/{task}#comments"
    answered = hoa.submit(where, {"text": "Chờ Sở trả lời."})
    assert answered.status_code == 303
    text = client_for("minh").page(f"/tasks/{task}").text
    assert text.count("Đã lấy ý kiến <b>chưa</b>?") == 1
    assert "Chờ Sở trả lời." in text
    refused = hoa.submit(where, {"text": "ă" * 2001})
    assert refused.status_code == 422
    page = Page(refused)
    assert "nhiều nhất 2000 ký tự" in page.problem("text")
    assert page.value("text").strip() == "ă" * 2001


def test_who_does_not_see_the_task_or_only_reads_cannot_comment(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        task = cast.assign().id
    for name in ("kim", "quang", "minh"):
        answer = client_for(name).submit(f"/tasks/{task}/comments", {"text": "Xin chào"})
        assert answer.status_code == 404, name
