"""What --help says is read by people too."""

import pytest
from flask import Flask

from tracker.domain.vietnamese import fold

COMMANDS = (
    "demo",
    "serve",
    "check",
    "backup",
    "scheduler",
    "summary",
    "report",
    "reminders plan",
    "reminders send",
    "tasks",
    "tasks import",
    "users",
    "users add",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_in_vietnamese(app: Flask, command: str) -> None:
    said = app.test_cli_runner().invoke(args=[*command.split(), "--help"]).output
    described = said.partition("Options:")[0].partition("\n\n")[2]
    assert fold(described) != described.casefold(), described
