import click


@click.command("check")
def check() -> None:
    """Filled in next."""
