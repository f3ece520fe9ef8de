import click


@click.command("reminders")
def reminders() -> None:
    """Filled in next."""
