"""What a leader takes along on paper is one A4 sheet."""

import re

import pytest

from tests.browser.conftest import PageFor


@pytest.mark.parametrize("day", ["2025-10-31", "2025-11-24"])
def test_the_summary_of_the_sample_is_printed_on_one_sheet(page_for: PageFor, day: str) -> None:
    page = page_for("lanhdao")
    page.goto(f"/summary?as_of={day}")
    assert page.locator("#proposals, #by-field, #indicators").count() == 3
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    page.emulate_media(media="print")
    assert page.locator(".printed").is_visible()
