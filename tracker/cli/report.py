import click


@click.command("report")
def report() -> None:
    """Filled in next."""
