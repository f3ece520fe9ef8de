import click


@click.command("summary")
def summary() -> None:
    """Filled in next."""
