"""flask demo: create or reset the sample installation and print what it holds."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from tracker.cli.options import one_sentence
from tracker.clock import end_of
from tracker.config.current import current_settings
from tracker.domain.narrative import headline
from tracker.domain.vietnamese import short_date
from tracker.services.reminder_planning import preview
from tracker.services.sample import TODAY, Sample, load_sample
from tracker.services.summary import summary

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"
FIRST_FIGURES = TODAY.replace(month=10, day=31)


@click.command("demo")
@with_appcontext
@one_sentence
def demo() -> None:
    """Tạo lại bản dùng thử: 52 nhiệm vụ, quá trình thực hiện, hai Ban Chỉ đạo, các tài khoản."""
    settings = current_settings()
    upgrade(directory=str(MIGRATIONS))
    sample = load_sample(settings.demo_password)
    for day in (FIRST_FIGURES, TODAY):
        figures = summary(sample.committee, as_of=day, now=end_of(TODAY))
        click.echo(f"Đến {short_date(day)}: {headline(figures)}")
    _show_mail(sample)
    click.echo("Tài khoản dùng thử (địa chỉ thư để đăng nhập):")
    for email in sample.emails:
        click.echo(f"  {email}")
    click.echo(f"Mật khẩu chung: {sample.password}")


def _show_mail(sample: Sample) -> None:
    click.echo(f"Sáng {short_date(TODAY)} sẽ gửi thư nhắc việc:")
    for message in preview(sample.committee.id, on=TODAY).messages:
        click.echo(f"  {message.to}: {message.subject}")
