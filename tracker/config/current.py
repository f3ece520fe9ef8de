"""The settings of the application that is running."""

from flask import current_app

from tracker.config import Settings


def current_settings() -> Settings:
    """Inside an application context."""
    found: Settings = current_app.config["SETTINGS"]
    return found
