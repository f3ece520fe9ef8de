"""Every string that a person reads has its English, with the same placeholders."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "tracker" / "translations" / "en" / "LC_MESSAGES"
# As `make translations` extracts.
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
TAG = re.compile(r"</?\w+>")


@pytest.fixture(scope="module")
def in_code() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = extract_from_dir(
        ROOT,
        [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]],
        keywords=KEYWORDS,
        # Babel's own choice leaves out folders like templates/_partials.
        directory_filter=lambda folder: not Path(folder).name.startswith("."),
    )
    return {one[2] if isinstance(one[2], str) else one[2][0] for one in found}


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def said(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id and message.string]


def test_every_string_is_translated(in_code: set[str], english: Catalog) -> None:
    translated = {message.id for message in said(english) if not message.fuzzy}
    assert sorted(in_code - translated) == []


def test_no_translation_is_left_over(in_code: set[str], english: Catalog) -> None:
    assert sorted({message.id for message in english if message.id} - in_code) == []
    assert list(english.obsolete) == []


@pytest.mark.parametrize("mark", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_translations_keep_what_is_not_words(mark: re.Pattern[str], english: Catalog) -> None:
    assert [
        message.id
        for message in said(english)
        if sorted(mark.findall(message.id)) != sorted(mark.findall(message.string))
    ] == []


def test_the_compiled_catalogue_is_that_of_the_text(english: Catalog) -> None:
    with (ENGLISH / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    assert {message.id: message.string for message in said(compiled)} == {
        message.id: message.string for message in said(english)
    }
