"""Versions of the office's own Word file: at most one is in use, and none ever changes."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast, office_time
from tests.template_files import template
from tracker.db import db
from tracker.models import AuditEntry, Committee
from tracker.queries.report_templates import active_template, templates_of
from tracker.services.report_templates import (
    TemplateRefused,
    activate_template,
    upload_template,
    use_default,
)

NOW = office_time(date(2025, 11, 24), 10)


def test_one_version_is_in_use_and_the_same_file_is_the_same_version(cast: Cast) -> None:
    here = db.session.get_one(Committee, cast.committee)
    lan = cast.user("lan")
    first_file, second_file = template("{{ so_nhiem_vu }}"), template("{{ hoan_thanh }}")
    first = upload_template(here, "cu.docx", first_file, at=NOW, by=lan)
    second = upload_template(here, "moi.docx", second_file, at=NOW, by=lan)
    assert [one.number for one in templates_of(here.id)] == [2, 1]
    assert active_template(here.id) == second
    with pytest.raises(TemplateRefused) as refused:
        upload_template(here, "sai.docx", template("{{ so_nhiemvu }}"), at=NOW, by=lan)
    assert [one.suggestion for one in refused.value.problems] == ["so_nhiem_vu"]
    activate_template(first, at=NOW, by=lan)
    assert active_template(here.id) == first
    use_default(here, at=NOW, by=lan)
    assert active_template(here.id) is None
    again = upload_template(here, "ten-khac.docx", second_file, at=NOW + timedelta(1), by=lan)
    assert (again.id, again.filename) == (second.id, "moi.docx")
    assert active_template(here.id) == second
    assert active_template(cast.elsewhere) is None
    noted = [one.detail for one in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert noted == ["1: cu.docx", "2: moi.docx", "1: cu.docx", "", "2: moi.docx"]
