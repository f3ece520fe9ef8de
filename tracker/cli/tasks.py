import click


@click.command("tasks")
def tasks() -> None:
    """Filled in next."""
