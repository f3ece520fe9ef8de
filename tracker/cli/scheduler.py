import click


@click.command("scheduler")
def scheduler() -> None:
    """Filled in next."""
