"""The Resolution 57 task tracker. `create_app` is its table of contents."""

from pathlib import Path

import click
from flask import Flask

from tracker.config import Settings, SettingsError, read_settings, unknown_settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """The application; `settings` is given by tests, everybody else's come from the environment."""
    # Imported here, so that the domain and its tests load without Flask and the database.
    from tracker import cli, db, web

    if settings is None:
        settings = _settings_or_exit()
    app = Flask(
        __name__,
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=settings.engine_options,
        TODAY=settings.today,
        BASE_URL=settings.base_url,
    )
    db.init_db(app)
    web.init_web(app)
    cli.init_cli(app)
    return app


def _settings_or_exit() -> Settings:
    for name in unknown_settings():
        click.echo(f"Không biết thiết lập {name}: xem bảng thiết lập trong README.", err=True)
    try:
        return read_settings()
    except SettingsError as error:
        raise SystemExit(str(error)) from error
