"""Imports point down: cli → web | scheduler → services → queries | adapters → models → … → domain."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = (
    "cli",
    "web",
    "scheduler",
    "services",
    "queries",
    "adapters",
    "models",
    "db",
    "clock",
    "config",
    "domain",
)
BESIDE = {"web": {"scheduler"}, "queries": {"adapters"}}
# Adapters know domain values and settings, never tables; the clock knows nothing of the house.
MAY_IMPORT = {"adapters": {"adapters", "config", "domain"}, "domain": {"domain"}}


@cache
def modules() -> list[tuple[str, str, ast.Module]]:
    found = []
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        inside = path.relative_to(ROOT / "tracker")
        layer = inside.parts[0].removesuffix(".py")
        if layer != "__init__":
            found.append((str(inside), layer, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def imported(tree: ast.Module) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            plain = node.module == "tracker"
            names += [f"tracker.{a.name}" for a in node.names] if plain else [node.module]
    return names


def violations(where: str, layer: str, tree: ast.Module) -> list[str]:
    below = set(LAYERS[LAYERS.index(layer) :]) - BESIDE.get(layer, set())
    allowed = MAY_IMPORT.get(layer, below)
    bad = []
    for name in imported(tree):
        parts = name.split(".")
        outside = parts[0] != "tracker"
        if outside and layer == "domain" and parts[0] not in sys.stdlib_module_names:
            bad.append(f"{where} imports {name}")
        if not outside and parts[1] not in allowed:
            bad.append(f"{where} imports {name}")
    return bad


def test_imports_point_down_and_the_domain_needs_the_standard_library_only() -> None:
    assert [line for module in modules() for line in violations(*module)] == []


def test_a_planted_violation_is_found() -> None:
    planted = ast.parse("from tracker.services.tasks import assign\nimport flask")
    assert len(violations("domain/planted.py", "domain", planted)) == 2
    assert (
        len(violations("adapters/planted.py", "adapters", ast.parse("import tracker.models"))) == 1
    )


def test_the_web_never_touches_the_session_and_only_services_commit() -> None:
    bad = []
    for where, layer, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                if layer == "web" and node.attr == "session" and _is(node.value, "db"):
                    bad.append(where)
                if node.attr == "commit" and layer not in ("services", "db"):
                    bad.append(where)
    assert bad == []


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
