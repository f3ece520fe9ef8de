"""The command line: people, cron jobs and checks use it. Errors are one sentence and exit status 1."""

from flask import Flask

from tracker.cli import (
    backup,
    check,
    demo,
    indicators,
    mail_server,
    reminders,
    report,
    scheduler,
    serve,
    summary,
    tasks,
    users,
)


def init_cli(app: Flask) -> None:
    app.cli.add_command(demo.demo)
    app.cli.add_command(check.check)
    app.cli.add_command(backup.backup)
    app.cli.add_command(tasks.tasks)
    app.cli.add_command(users.users)
    app.cli.add_command(summary.summary)
    app.cli.add_command(indicators.indicators)
    app.cli.add_command(report.report)
    for command in (mail_server.arm_command, mail_server.test_mail):
        reminders.reminders.add_command(command)
    app.cli.add_command(reminders.reminders)
    app.cli.add_command(scheduler.scheduler)
    app.cli.add_command(serve.serve)
