"""What the product says, found in its sources: the words of the pages, and the sentences that the lower rooms compose.

A *word* is a text that is looked up as it stands: all that the templates and the Python of web/ say, the labels of
codes, and what acts declare (label, purpose, the descriptions of their fields). A *sentence* is a text of the rooms
below: a reason for a refusal, what an act has done. Where it is composed, what is put in is a hole: `{0}`, `{1}`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

from web.kernel.known import plain

ROOT = Path(__file__).parents[1]
HAN = re.compile(r"[\u3400-\u9fff]")
WIDE = re.compile("[，。、；：（）]")
"""Marks of Chinese writing; a template says them by themselves too."""
OF = "\x04"
"""Between the sense of a text and the text, as gettext has it."""
FUNCTIONS = ("_", "gettext", "pgettext")
JINJA = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}

BELOW = ("actions", "states", "checks", "models", "scoring", "workdays", "config")
SHOWN = (
    "documents/notices/checkup/doubt.py",
    "documents/evidence.py",
    "documents/evidence_shelf.py",
    "documents/results.py",
    "documents/scores.py",
)
"""Of the room of papers, what is shown on pages: a paper itself is Chinese."""
DECLARED = frozenset({"label", "purpose", "description", "title"})
WORDS = frozenset({"states/verbs.py", "config/events.py"})
"""Modules below web/ whose every text is shown as it stands."""

ASIDE = (
    "actions/living/",  # the sample county: its texts are data
    "actions/playing/",
    "actions/demonstrating.py",
    "models/migrations/",
    "states/drawing.py",  # diagrams of the documentation
    "states/shortening.py",  # what it cuts from messages, and they are Chinese
)
LABELS_ALONE = ("config/", "models/")
"""What else is said here speaks of schemes and settings to those who write them, in files and at the command line."""

TAKE_APART = frozenset({"sentences.py", "foreign.py"})
"""What they hold of Chinese is looked for, not said."""

SOUGHT = frozenset({"SECRET", "URGING_WORDS", "DAYS_OF_WEEK", "_WEEKDAYS", "_QUARTERS", "_HALVES"})
"""What is looked for in texts that people wrote, and the characters of days and quarters."""

COMPOSED = (
    ("{0}进展报告", "actions/reports/loading.py"),
    ("每项", "scoring/eventing.py"),
    ("“{0}”没有填写", "actions/hearing.py"),
    ("“{0}”（{1}）没有填写", "actions/hearing.py"),
    ("“{0}”没有这一项，请核对名称", "actions/hearing.py"),
)
"""Sentences that are put together of words of the catalogue, with nothing of their own between them."""

UNSAID = re.compile(r"%[Ymd]|\\[sd\d]|\(\?|^\[")
"""Forms of dates, and patterns: nobody reads them."""

SENSES = {
    "page": (
        *("一票否决", "人员", "加减分事项", "单位", "备份", "外部系统", "大屏", "报送汇总", "指标分解", "核验", "渠道"),
        *("登录", "督查察访", "考核结果", "考评打分", "通知", "问题整改", "领导呈阅"),
    ),
    "state": ("不成立", "会签同意", "免报", "同意", "退回修改", "零报告"),
}
"""Texts that are one word in Chinese and several elsewhere: the head of a page that lists many, the state that an act
leads to."""

HEADING = re.compile("[：，；（]")
"""The editor of a scheme heads an input with what its description says before the first of these."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    msgid: str
    file: str
    is_word: bool


def texts() -> list[Text]:
    """All, each once for each file, the words before the sentences."""
    found = set(_templates()) | set(_pages()) | set(_below()) | set(_senses()) | set(_composed())
    return sorted(found, key=lambda text: (text.msgid, text.file))


def _senses() -> Iterator[Text]:
    for sense, words in SENSES.items():
        yield from (Text(f"{sense}{OF}{word}", "tools/texts.py", is_word=True) for word in words)


def _composed() -> Iterator[Text]:
    yield from (Text(said, file, is_word=False) for said, file in COMPOSED)


def _templates() -> Iterator[Text]:
    for path in sorted((ROOT / "web/templates").rglob("*.html")):
        with path.open("rb") as file:
            for _line, function, message, _comments in babel_extract(file, FUNCTIONS, (), JINJA):
                said = _first(message) if function != "pgettext" else OF.join(message)
                if isinstance(said, str) and (
                    HAN.search(said) or WIDE.search(said)
                ):  # what is put in by name follows; `_(label)` has no text
                    yield Text(said, _named(path), is_word=True)


def _first(message: str | tuple[str, ...]) -> str:
    """What is put in by name follows the text; `_(label)` has none."""
    return message[0] if isinstance(message, tuple) else message


def _pages() -> Iterator[Text]:
    for path in sorted((ROOT / "web").rglob("*.py")):
        if path.name in TAKE_APART:
            continue
        yield from (Text(each.msgid, each.file, is_word=not HOLE.search(each.msgid)) for each in _module(path))


def _below() -> Iterator[Text]:
    for room in BELOW:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = _named(path)
            if not name.startswith(ASIDE):
                found = _module(path)
                yield from (each for each in found if each.is_word or not name.startswith(LABELS_ALONE))
                if name.startswith("actions/"):
                    yield from _asked(path)
    for name in SHOWN:
        yield from _module(ROOT / name)


def _asked(path: Path) -> Iterator[Text]:
    """Fields as they are asked where things are chosen by name: without their codes and numbers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = set(_descriptions(tree))
    for node in ast.walk(tree):
        if id(node) in described and isinstance(node, ast.Constant) and isinstance(node.value, str):
            label = plain(node.value)
            if label != node.value and HAN.search(label):
                yield Text(label, _named(path), is_word=True)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


HOLE = re.compile(r"\{\d+\}")
HOLES = re.compile(r"((?:\{\d+\})+)")


def _module(path: Path) -> Iterator[Text]:
    """Every Chinese text of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = _named(path)
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)} | set(_patterns(tree))
    declared = set(_declared(tree))
    headings = set(_descriptions(tree)) if name.startswith("config/") else set()
    yield from (Text(purpose, name, is_word=True) for purpose in _purposes(tree) if HAN.search(purpose))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            said = _with_holes(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            said = node.value
        else:
            continue
        if id(node) in headings:
            said = HEADING.split(said)[0]
        if HAN.search(said) and not UNSAID.search(said):
            yield Text(said, name, is_word=id(node) in declared or name in WORDS)


def _patterns(tree: ast.Module) -> Iterator[int]:
    """What is matched against texts is none itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and {ast.unparse(each) for each in node.targets} & SOUGHT:
            yield from (id(each) for each in ast.walk(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
            yield from (id(each) for each in ast.walk(node) if isinstance(each, ast.Constant | ast.JoinedStr))


def _descriptions(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "description":
            yield id(node.value)


def _purposes(tree: ast.Module) -> Iterator[str]:
    """What acts are for is the docstring of what performs them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_is_act(each) for each in node.decorator_list):
            yield (ast.get_docstring(node) or "").splitlines()[0]


def _is_act(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "act"


DATED = re.compile(r"(?:\{\d+\}年)?\{\d+\}月\{\d+\}日(?:（周\{\d+\}）)?|\{\d+\}年\{\d+\}月(?!—)")


def _with_holes(node: ast.JoinedStr) -> str:
    """The text with its holes numbered; holes that touch are one, and so is a date: it is said as one."""
    parts: list[str] = []
    count = 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        elif not parts or not HOLE.fullmatch(parts[-1]):
            parts.append(f"{{{count}}}")
            count += 1
    count = 0
    said = ""
    for part in HOLES.split(DATED.sub("{0}", "".join(parts))):
        if HOLES.fullmatch(part):
            said, count = f"{said}{{{count}}}", count + 1
        else:
            said += part
    return said


def _declared(tree: ast.Module) -> Iterator[int]:
    """The labels of codes, and what is declared under a name that pages show."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in DECLARED:
            yield from (id(each) for each in ast.walk(node.value) if isinstance(each, ast.Constant))
        elif isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Labelled" for b in node.bases):
            yield from (id(each) for each in ast.walk(node) if isinstance(each, ast.Constant))
