"""Templates as the linters of the pages read them: what is sent as it stands, and the constants that code puts in."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house import ROOT

TEMPLATES = ROOT / "web" / "templates"
TRANSLATES = frozenset({"_", "gettext", "pgettext"})


@cache
def environment() -> Environment:
    return Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


@cache
def templates() -> dict[str, nodes.Template]:
    return {
        path.relative_to(TEMPLATES).as_posix(): environment().parse(path.read_text(encoding="utf-8"))
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


def sent(template: nodes.Node) -> Iterator[tuple[int, str]]:
    """Line and text of everything that goes out as it is written; places filled by code read as `{}`."""
    for output in template.find_all(nodes.Output):
        line = output.lineno
        yield line, "".join(each.data if isinstance(each, nodes.TemplateData) else "{}" for each in output.nodes)


def untranslated(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Line and text of every constant that is not handed to gettext."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in TRANSLATES:
        for each in node.kwargs:
            yield from untranslated(each)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, nodes.TemplateData):
        yield node.lineno, node.data
    for child in node.iter_child_nodes():
        yield from untranslated(child)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
