import re

import pytest
from click.testing import Result
from flask import Flask

from tests.cast import PASSWORD, Cast, office_time
from tests.conftest import TODAY
from tracker.domain.errors import RuleBroken
from tracker.services.sign_in import sign_in


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["users", *words], input=typed)


def signs_in(app: Flask, email: str, password: str) -> bool:
    with app.app_context():
        try:
            sign_in(email, password, address="10.0.0.1", at=office_time(TODAY, 12))
        except RuleBroken:
            return False
    return True


def shown(result: Result) -> str:
    found = re.search(r"Mật khẩu \(chỉ hiện lần này\): (\S+)", result.stdout)
    assert found, result.output
    return found[1]


@pytest.mark.usefixtures("cast")
def test_without_a_terminal_a_password_is_made_and_shown_once(app: Flask) -> None:
    result = run(app, "add", "moi@cathai.example", "--name", "Mới", "--role", "secretary")
    assert result.exit_code == 0
    assert "Đã thêm Mới <moi@cathai.example> vào Ban Chỉ đạo đặc khu Cát Hải." in result.stdout
    assert signs_in(app, "moi@cathai.example", shown(result))


@pytest.mark.usefixtures("cast")
def test_a_password_comes_from_standard_input(app: Flask) -> None:
    chosen = "con thuyền ra đảo Cát Bà"
    words = ["add", "moi@cathai.example", "--name", "Mới", "--role", "leader", "--password-stdin"]
    result = run(app, *words, typed=f"{chosen}\n")
    assert result.exit_code == 0
    assert chosen not in result.output
    assert signs_in(app, "moi@cathai.example", chosen)


@pytest.mark.usefixtures("cast")
def test_a_head_is_tied_to_an_office_by_any_spelling_of_its_name(app: Flask) -> None:
    head = ["add", "moi@cathai.example", "--name", "Mới", "--role", "head"]
    result = run(app, *head, "--office", "phong van hoa – xa hoi")
    assert result.exit_code == 0
    assert "head, Phòng Văn hóa - Xã hội, Ban Chỉ đạo đặc khu" in run(app, "list").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "head"], "phải gắn với một cơ quan"),
        (["--role", "head", "--office", "Sở Y tế"], "Không có cơ quan “Sở Y tế”"),
        (["--role", "leader", "--committee", "Ban khác"], "Không có Ban Chỉ đạo tên “Ban khác”"),
    ],
)
@pytest.mark.usefixtures("cast")
def test_what_cannot_be_done_is_one_sentence_and_status_1(
    app: Flask, words: list[str], sentence: str
) -> None:
    result = run(app, "add", "moi@cathai.example", "--name", "Mới", *words)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_known_person_gets_another_committee_without_another_password(
    app: Flask, cast: Cast
) -> None:
    words = ["--name", "Lan", "--role", "secretary", "--committee", "Ban Chỉ đạo xã Khác"]
    result = run(app, "add", cast.email("lan"), *words)
    assert result.exit_code == 0
    assert "giữ nguyên" in result.stdout
    assert "chỉ hiện lần này" not in result.stdout
    assert signs_in(app, cast.email("lan"), PASSWORD)


def test_a_forgotten_password_is_replaced(app: Flask, cast: Cast) -> None:
    result = run(app, "password", cast.email("lan"))
    assert result.exit_code == 0
    assert not signs_in(app, cast.email("lan"), PASSWORD)
    assert signs_in(app, cast.email("lan"), shown(result))
    unknown = run(app, "password", "ai-do@cathai.example")
    assert (unknown.exit_code, "Không có tài khoản" in unknown.stderr) == (1, True)


def test_the_list_names_everybody_with_role_and_committee(app: Flask, cast: Cast) -> None:
    lines = run(app, "list").stdout.splitlines()
    assert len(lines) == 6
    assert "quang@khac.example\tVũ Văn Quang\tsecretary, Ban Chỉ đạo xã Khác" in lines
