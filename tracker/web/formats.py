from flask import Flask


def init_formats(app: Flask) -> None:
    """Filled in next."""
