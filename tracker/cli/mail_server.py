"""flask reminders arm, flask reminders test-mail."""

import click
from flask.cli import with_appcontext

from tracker.cli.options import chosen_committee, committee_option, one_sentence
from tracker.clock import now
from tracker.domain.errors import RuleBroken
from tracker.services.arming import arm, why_disarmed
from tracker.services.trial_mail import send_trial


@click.command("arm")
@with_appcontext
@one_sentence
def arm_command() -> None:
    """Cho phép gửi thư từ cơ sở dữ liệu này (sau khi chuyển chỗ hoặc khôi phục)."""
    why = why_disarmed()
    if why is None:
        click.echo("Thư nhắc việc đang được phép gửi: không phải làm gì.")
        return
    click.echo(why.label)
    arm(at=now(), by=None)
    click.echo("Từ nay thư nhắc việc được gửi đi. Xem trước: flask reminders plan.")


@click.command("test-mail")
@click.option("--to", required=True, metavar="ADDRESS", help="Địa chỉ nhận thư thử.")
@committee_option
@with_appcontext
@one_sentence
def test_mail(to: str, committee_name: str | None) -> None:
    """Gửi một thư thử và in đúng câu trả lời của máy chủ."""
    trial = send_trial(chosen_committee(committee_name), to, at=now(), by=None)
    where = f"Máy chủ {trial.server}" if trial.server else "Thư mục"
    if trial.trouble is not None:
        raise RuleBroken(
            "%(where)s: %(trouble)s. (%(answer)s)",
            where=where,
            trouble=trial.why,
            answer=trial.answer,
        )
    click.echo(f"{where}: {trial.answer}")
