"""HTTP only: parse, authorise, call, render. One blueprint per noun."""

from flask import Flask

from tracker.web import (
    absences,
    access,
    annexes,
    arming,
    audit,
    auth,
    bulk,
    calendar,
    comments,
    directives,
    errors,
    evidence,
    extensions,
    faults,
    formats,
    frame,
    health,
    holds,
    home,
    indicators,
    ladder,
    occurrences,
    office_lists,
    offices,
    official_reports,
    progress_reports,
    refusals,
    rehearsal,
    reminders,
    report_decisions,
    report_files,
    report_links,
    report_rhythm,
    report_templates,
    reports,
    security,
    settings,
    setup,
    summary,
    summary_links,
    task_decisions,
    task_exports,
    task_lists,
    task_texts,
    task_words,
    tasks,
    urging,
    users,
)

BLUEPRINTS = (
    auth.blueprint,
    setup.blueprint,
    home.blueprint,
    offices.blueprint,
    users.blueprint,
    audit.blueprint,
    settings.blueprint,
    calendar.blueprint,
    tasks.blueprint,
    task_words.blueprint,
    bulk.blueprint,
    task_lists.blueprint,
    task_exports.blueprint,
    task_decisions.blueprint,
    comments.blueprint,
    directives.blueprint,
    annexes.blueprint,
    occurrences.blueprint,
    progress_reports.blueprint,
    report_decisions.blueprint,
    report_rhythm.blueprint,
    evidence.blueprint,
    summary.blueprint,
    summary_links.blueprint,
    indicators.blueprint,
    reports.blueprint,
    official_reports.blueprint,
    report_files.blueprint,
    office_lists.blueprint,
    urging.blueprint,
    report_templates.blueprint,
    report_links.blueprint,
    refusals.blueprint,
    reminders.blueprint,
    arming.blueprint,
    health.blueprint,
    ladder.blueprint,
    absences.blueprint,
    holds.blueprint,
    rehearsal.blueprint,
)


def init_web(app: Flask) -> None:
    evidence.init_evidence(app)
    extensions.init_extensions(app)
    security.init_security(app)
    errors.init_errors(app)
    faults.init_faults(app)
    formats.init_formats(app)
    task_texts.init_task_texts(app)
    frame.init_frame(app)
    app.jinja_env.globals.update(allowed=access.allowed, standing_in=access.standing_in)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
