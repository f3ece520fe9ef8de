"""Every string that a person reads has its English, with the same placeholders."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "tracker" / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "N_": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def used_in_code() -> set[str]:
    methods = [("tracker/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
    found = extract_from_dir(str(ROOT), methods, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_string_is_translated(english: Catalog) -> None:
    translated = {message.id for message in english if message.id and message.string}
    assert sorted(used_in_code() - translated) == []


def test_no_translation_is_left_over(english: Catalog) -> None:
    kept = {message.id for message in english if message.id}
    assert sorted(kept - used_in_code()) == []


def test_translations_keep_the_placeholders(english: Catalog) -> None:
    bad = [
        message.id
        for message in english
        if message.id
        and sorted(PLACEHOLDER.findall(str(message.id))) != sorted(PLACEHOLDER.findall(str(message.string)))
    ]
    assert bad == []


def test_the_compiled_catalogue_is_that_of_the_text(english: Catalog) -> None:
    compiled = read_mo(BytesIO((ENGLISH / "messages.mo").read_bytes()))
    assert {message.id: message.string for message in compiled if message.id} == {
        message.id: message.string for message in english if message.id
    }
