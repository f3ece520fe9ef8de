from flask import Flask


def init_security(app: Flask) -> None:
    """Filled in next."""
