import click


@click.command("users")
def users() -> None:
    """Filled in next."""
