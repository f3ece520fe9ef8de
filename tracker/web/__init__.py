"""HTTP only: parse, authorise, call, render. One blueprint per noun."""

from flask import Flask

from tracker.web import (
    access,
    auth,
    errors,
    extensions,
    formats,
    frame,
    home,
    progress_reports,
    reminders,
    reports,
    security,
    setup,
    summary,
    tasks,
)

BLUEPRINTS = (
    auth.blueprint,
    setup.blueprint,
    home.blueprint,
    tasks.blueprint,
    progress_reports.blueprint,
    summary.blueprint,
    reports.blueprint,
    reminders.blueprint,
)


def init_web(app: Flask) -> None:
    extensions.init_extensions(app)
    security.init_security(app)
    errors.init_errors(app)
    formats.init_formats(app)
    frame.init_frame(app)
    app.jinja_env.globals["allowed"] = access.allowed
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
