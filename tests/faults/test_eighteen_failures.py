"""docs/reminders.md names the test that holds each of the eighteen failures: they exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_each_of_the_eighteen_failures_has_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "reminders.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|(.*)$", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 19))
    for number, line in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line)
        assert any(f"_failure_{number}_" in name for _, name in named), number
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            functions = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
            assert name in functions, f"{path}::{name}"
