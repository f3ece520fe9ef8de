"""flask users: accounts without a browser, for the first people and for forgotten passwords."""

import sys

import click
from flask.cli import with_appcontext

from tracker.cli.options import chosen_committee, chosen_office, committee_option, one_sentence
from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Role
from tracker.models import User
from tracker.queries.users import all_users, user_by_email
from tracker.services.passwords import generated_password
from tracker.services.users import add_user, set_password_of

from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Đọc mật khẩu từ một dòng của đầu vào chuẩn."
)


@click.group("users")
def users() -> None:
    """Người dùng: thêm, liệt kê, đặt lại mật khẩu."""


@users.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--office", "office_name", help="Tên cơ quan; bắt buộc với head.")
@committee_option
@from_stdin
@with_appcontext
@one_sentence
def add(
    email: str,
    name: str,
    role: str,
    office_name: str | None,
    committee_name: str | None,
    password_stdin: bool,
) -> None:
    """Thêm một người vào Ban Chỉ đạo."""
    committee = chosen_committee(committee_name)
    office = chosen_office(committee, office_name) if office_name else None
    known = user_by_email(email) is not None
    password, generated = ("", False) if known else _password(password_stdin)
    added = add_user(
        committee,
        email=email,
        name=name,
        role=Role(role),
        office=office,
        password=password,
        at=now(),
    )
    person = added.membership.user
    click.echo(f"Đã thêm {person.name} <{person.email}> vào {committee.name}.")
    if not added.is_new_account:
        click.echo("Người này đã có tài khoản: tên và mật khẩu giữ nguyên.")
    elif generated:
        click.echo(f"Mật khẩu (chỉ hiện lần này): {password}")


@users.command("list")
@with_appcontext
@one_sentence
def list_users() -> None:
    """Liệt kê mọi tài khoản: thư, tên, vai trò, cơ quan, Ban Chỉ đạo."""
    for person in all_users():
        state = " (đã khóa)" if person.disabled_at else ""
        roles = "; ".join(_role_words(person)) or "không còn vai trò nào"
        click.echo(f"{person.email}\t{person.name}{state}\t{roles}")


@users.command("password")
@click.argument("email")
@from_stdin
@with_appcontext
@one_sentence
def password(email: str, password_stdin: bool) -> None:
    """Đặt mật khẩu mới; mọi phiên đang mở của người đó bị đóng."""
    person = user_by_email(email)
    if person is None:
        raise RuleBroken("Không có tài khoản “%(email)s”: xem “flask users list”.", email=email)
    given, generated = _password(password_stdin)
    set_password_of(person, given, at=now())
    click.echo(f"Đã đặt mật khẩu mới cho {person.email}.")
    if generated:
        click.echo(f"Mật khẩu (chỉ hiện lần này): {given}")


def _role_words(person: User) -> list[str]:
    return [
        ", ".join(
            part
            for part in (
                one.role.value,
                one.office.name if one.office else "",
                one.committee.name,
            )
            if part
        )
        for one in person.memberships
    ]


def _password(stdin: bool) -> tuple[str, bool]:
    """(password, was it generated): typed unseen at a terminal; without one, made here."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if not sys.stdin.isatty():
        return generated_password(), True
    return str(click.prompt("Mật khẩu mới", hide_input=True, confirmation_prompt=True)), False
