"""The small language of an office's Word file: names, lists to go through, conditions. No more.

What a file may say is a short list of allowed things, not a longer one of forbidden things: no
calls, no arithmetic, no assignments, no macros, no files, no names beside our own. So a template
cannot reach anything of the program, and what it makes is as long as its lists and no longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracker.adapters.papers.template_names import NAMES, Many, Name
from tracker.domain.errors import N_
from tracker.domain.vietnamese import fold

LOOP = {"index": Name(N_("Số thứ tự trong vòng lặp"), str), "first": Name(N_("Mục đầu"), str),
        "last": Name(N_("Mục cuối"), str), "length": Name(N_("Số mục"), str)}  # fmt: skip
FILTERS = {"in_hoa": str.upper, "in_thuong": str.lower, "so": int, "dem": len}
LOOPS_LIMIT = 60
_WORDS = object()  # the shape of words, numbers and conditions
_Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a loop's variable stands for: one entry of a list, with these names."""

    names: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a template that cannot be filled in; `line` counts as Jinja counts."""

    line: int
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str = ""


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja without its own functions and filters; what is printed is escaped for XML."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.filters.update(FILTERS)
    made.tests.clear()
    return made


def faults(template: nodes.Template) -> list[Fault]:
    """Everything in a parsed template that it may not say, in its order."""
    loops = sum(1 for _ in template.find_all(nodes.For))
    if loops > LOOPS_LIMIT:
        return [Fault(1, N_("Tệp mẫu có quá nhiều vòng lặp (%(n)s)."), {"n": loops})]
    return list(_body(template.body, NAMES, None))


def _body(body: Sequence[nodes.Node], scope: _Scope, around: str | None) -> Iterator[Fault]:
    """`around` is the variable of the innermost loop that stands around."""
    for node in body:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    if not isinstance(one, nodes.TemplateData):
                        yield from _printed(one, scope)
            case nodes.For():
                yield from _loop(node, scope, around)
            case nodes.If():
                yield from _shape(node.test, scope)[1]
                for part in (node.body, node.elif_, node.else_):
                    yield from _body(part, scope, around)
            case _:
                yield _not_allowed(node)


def _loop(node: nodes.For, scope: _Scope, around: str | None) -> Iterator[Fault]:
    if not isinstance(node.target, nodes.Name) or node.recursive:
        yield _not_allowed(node)
        return
    target = node.target.name
    shape, found = _shape(node.iter, scope)
    yield from found
    if found:
        return
    if target in NAMES or target == "loop":
        yield Fault(
            node.lineno, N_("“%(name)s” đã là tên có sẵn: hãy đặt tên khác."), {"name": target}
        )
    if not isinstance(shape, Many):
        yield Fault(node.lineno, N_("Sau “in” phải là một danh sách."))
        return
    if around is not None and _root(node.iter) != around:
        yield Fault(
            node.lineno,
            N_("Vòng lặp bên trong phải đi qua danh sách của “%(name)s”, ví dụ %(name)s.nhiem_vu."),
            {"name": around},
        )
    inside = {**scope, target: _Entry(shape.entry), "loop": _Entry(LOOP)}
    if node.test is not None:
        yield from _shape(node.test, inside)[1]
    yield from _body(node.body, inside, target)
    yield from _body(node.else_, scope, around)


def _root(node: nodes.Node) -> str:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _printed(node: nodes.Node, scope: _Scope) -> Iterator[Fault]:
    shape, found = _shape(node, scope)
    yield from found
    if not found and shape is not _WORDS:
        yield Fault(
            node.lineno,
            N_("Đây là danh sách: hãy dùng vòng lặp “for … in …” rồi ghi tên của từng mục."),
        )


def _shape(node: nodes.Node, scope: _Scope) -> tuple[Any, list[Fault]]:
    """What an expression gives, and what is wrong with it."""
    match node:
        case nodes.Const():
            return _WORDS, []
        case nodes.Name():
            return _named(node, node.name, scope, "")
        case nodes.Getattr():
            shape, found = _shape(node.node, scope)
            if found:
                return _WORDS, found
            names = shape.names if isinstance(shape, _Entry) else {}
            return _named(node, node.attr, names, f"{_written(node.node)}.")
        case nodes.Filter(name=name) if name in FILTERS and node.node and _is_plain(node):
            shape, found = _shape(node.node, scope)
            fits = isinstance(shape, Many) == (name == "dem")
            return _WORDS, found or ([] if fits else [_not_allowed(node)])
        case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.CondExpr():
            children = [one for one in node.iter_child_nodes() if one is not None]
            inside = [one.expr if isinstance(one, nodes.Operand) else one for one in children]
            return _WORDS, [fault for one in inside for fault in _shape(one, scope)[1]]
    return _WORDS, [_not_allowed(node)]


def _named(node: nodes.Node, name: str, names: _Scope, before: str) -> tuple[Any, list[Fault]]:
    found = names.get(name)
    if isinstance(found, Name):
        return found.shape or _WORDS, []
    if found is not None:
        return found, []
    close = get_close_matches(fold(name), names, n=1, cutoff=0.6)
    return _WORDS, [
        Fault(
            node.lineno,
            N_("Không có tên “%(name)s”."),
            {"name": f"{before}{name}"},
            suggestion=f"{before}{close[0]}" if close else "",
        )
    ]


def _is_plain(node: nodes.Filter) -> bool:
    return not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _not_allowed(node: nodes.Node) -> Fault:
    return Fault(
        node.lineno,
        N_("Chỉ dùng được tên có trong danh sách, vòng lặp for, điều kiện if và phép so sánh."),
    )
