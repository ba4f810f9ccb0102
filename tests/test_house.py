"""The rules of the house that no other tool holds: names, purity, the clock, sizes, what no tracked file may hold."""

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import ROOMS, ROOT, imported, modules, pyproject, text_of, tracked

pytestmark = pytest.mark.xdist_group("house")  # one worker reads the whole tree once for all of them

PURE = ("states", "scoring", "workdays", "checks")
EDGE = {"cli", "flows", "web"}
OUTSIDE_WORLD = {
    *("alembic", "apprise", "fastapi", "httpx", "prefect", "requests", "sqlalchemy", "sqlmodel", "starlette", "typer"),
    *("asyncio", "glob", "http", "io", "os", "random", "secrets", "shutil", "smtplib", "socket", "sqlite3", "ssl"),
    *("subprocess", "tempfile", "threading", "time", "urllib"),
}
CLOCKS = {"now", "today", "utcnow"}
CLOCKS_OF_TIME = {"time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime"}
CLOCK_OF_SQL = re.compile(r"\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|'now'", re.IGNORECASE)


@cache
def trees() -> dict[str, ast.Module]:
    return dict(modules(*ROOMS))


def room_of(path: str) -> str:
    return path.partition("/")[0]


# Names


def test_root_packages_are_ours() -> None:
    strangers = {}
    for room in ROOMS:
        found = importlib.util.find_spec(room)
        if found is None or found.origin is None or not Path(found.origin).is_relative_to(ROOT):
            strangers[room] = found and found.origin
    assert strangers == {}


def test_root_packages_shadow_no_standard_module() -> None:
    assert sorted(set(ROOMS) & sys.stdlib_module_names) == []


def test_flow_files_have_names_of_their_own() -> None:
    """Prefect may load a flow by its file, flows/ first on the path: then `flows/config.py` would hide `config`."""
    stems = {each.stem for each in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert sorted(stems & (set(ROOMS) | sys.stdlib_module_names)) == []


def test_package_lists_agree() -> None:
    tool = pyproject()["tool"]
    lists = {
        "hatch": tool["hatch"]["build"]["targets"]["wheel"]["packages"],
        "mypy": tool["mypy"]["packages"],
        "isort": tool["ruff"]["lint"]["isort"]["known-first-party"],
        "importlinter": tool["importlinter"]["root_packages"],
        "layers": [room for layer in tool["importlinter"]["contracts"][0]["layers"] for room in layer.split(" | ")],
    }
    assert {name: tuple(sorted(each)) for name, each in lists.items()} == dict.fromkeys(lists, ROOMS)


# The core is pure


def test_pure_rooms_import_nothing_of_the_outside_world() -> None:
    found = [
        f"{path}:{line} imports {name}"
        for path, tree in trees().items()
        if room_of(path) in PURE
        for line, name in imported(tree)
        if name.partition(".")[0] in OUTSIDE_WORLD
    ]
    assert found == []


def test_pure_rooms_open_no_file() -> None:
    openers = {"read_text", "read_bytes", "write_text", "write_bytes"}
    found = [
        f"{path}:{call.lineno} {name}()"
        for path, tree in trees().items()
        if room_of(path) in PURE
        for call, name in calls(tree)
        if name in {"open", "input", "print"} or name.rpartition(".")[2] in openers
    ]
    assert found == []


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node, ast.unparse(node.func)


def clock_readings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Clocks called, handed on as a default factory or imported by name, and the database's own clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS_OF_TIME:
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.keyword) and isinstance(node.value, ast.Attribute) and node.value.attr in CLOCKS:
            if node.arg is not None and node.arg.endswith(("default", "factory", "onupdate")):
                yield node.value.lineno, ast.unparse(node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CLOCK_OF_SQL.search(node.value):
            yield node.lineno, node.value
    for line, name in imported(tree):
        module, _, last = name.rpartition(".")
        if (module.partition(".")[0] in {"pendulum", "datetime"} and last in CLOCKS) or name in CLOCKS_OF_TIME:
            yield line, name


def is_edge(path: str) -> bool:
    """The rooms where people and the clock come in; and what is started as a process of its own."""
    return room_of(path) in EDGE or path.endswith("/__main__.py")


def test_nobody_below_the_edge_reads_a_clock() -> None:
    found = [
        f"{path}:{line} {name}"
        for path, tree in trees().items()
        if not is_edge(path)
        for line, name in clock_readings(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import pendulum\npendulum.now('Asia/Shanghai')",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date\ndate.today()",
        "import datetime as dt\ndt.datetime.utcnow()",
        "from pendulum import now",
        "import time\ntime.time()",
        "from time import time",
        "Field(default_factory=datetime.now)",
        "func.now()",
        "text('select CURRENT_TIMESTAMP')",
        "\"strftime('%Y', 'now')\"",
    ],
)
def test_clock_is_seen_however_it_is_read(code: str) -> None:
    assert list(clock_readings(ast.parse(code))) != []


def test_moment_handed_down_is_no_clock() -> None:
    assert list(clock_readings(ast.parse("act(context.now, now=act.now)\ndef look(*, now): return now"))) == []


# Imports and sizes


def test_imports_stand_at_the_top() -> None:
    """A heavy library may wait until it is needed, for start-up speed, and says so; the pure rooms have none."""
    found = []
    for path, tree in trees().items():
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        found += [
            f"{path}:{node.lineno} {lines[node.lineno - 1].strip()}"
            for node in nested_imports(tree)
            if room_of(path) in PURE or not has_reason(lines, node)
        ]
    assert found == []


def nested_imports(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node


def has_reason(lines: list[str], node: ast.stmt) -> bool:
    """A comment in words on the import, or on the line above the block of imports it belongs to."""
    first = node.lineno - 1
    while first > 0 and re.match(r"\s*(?:from|import)\s", lines[first - 1]):
        first -= 1
    block = "\n".join(lines[max(first - 1, 0) : node.end_lineno])
    return re.search(r"# .*\w+\W+\w+", re.sub(r"# noqa: \w+(?: --)?", "#", block)) is not None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f():\n    # Prefect costs two seconds at start-up.\n    import prefect", True),
        ("def f():\n    import prefect  # noqa: PLC0415 -- costs two seconds at start-up", True),
        ("def f():\n    import prefect  # noqa: PLC0415", False),
        ("def f():\n    import prefect", False),
    ],
)
def test_reason_of_a_late_import_is_words(code: str, reason: bool) -> None:
    [node] = nested_imports(ast.parse(code))
    assert has_reason(code.splitlines(), node) is reason


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_modules_and_functions_stay_small() -> None:
    found = [f"{path} has {size} lines" for path in trees() if (size := line_count(path)) > 400]
    for path, tree in trees().items():
        for node in functions(tree):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > 60:
                found.append(f"{path}:{node.lineno} {node.name} has {size} lines")
    assert found == []


def line_count(path: str) -> int:
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


# What may not be in a tracked file

FORBIDDEN: dict[str, re.Pattern[str]] = {
    "a registry or a CDN": re.compile(
        r"\"resolved\": *\"http|registry *= *[\"']?https?:|index-url *[ =] *[\"']?https?:|https?://[^\s\"']*/simple\b"
        r"|(?://|@)cdn\.|\bpypi\.org|\bpythonhosted\.org|\bnpmjs\.(?:org|com)|\bunpkg\.com|\bjsdelivr\.net"
    ),
    "a path of one machine": re.compile(rf"(?<![\w.])/(?:root|home|Users)/\w|{re.escape(str(ROOT))}/"),
    "a mobile number": re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])"),
    "a fixed-line number": re.compile(r"(?<![0-9A-Za-z-])0\d{2,3}[-—－]\d{7,8}(?![0-9A-Za-z])"),
    "a mailbox": re.compile(
        r"[\w.+-]+@(?!(?:[\w-]+\.)*(?:example(?:\.\w+)?|test|invalid|local|localhost)\b)[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov)\b"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_tracked_files_hold_nothing_that_belongs_elsewhere(what: str) -> None:
    found = []
    for path in tracked():
        if path.relative_to(ROOT).parts[0] == "requirements" or (text := text_of(path)) is None:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FORBIDDEN[what].finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a registry or a CDN", "index-url = " + "https" + "://mirror.example/x"),
        ("a path of one machine", "/" + "home/someone/kaohe"),
        ("a mobile number", "电话：139" + "00000000"),
        ("a fixed-line number", "0351" + "-7777777"),
        ("a mailbox", "someone" + "@163.com"),
    ],
)
def test_forbidden_text_is_recognised(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text) is not None


def test_locks_are_hashed_and_name_no_source() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert re.findall(r"https?://\S+", text) == []
        pinned = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==", text, re.MULTILINE)
        entries = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
        assert len(pinned) == len(entries)
        assert [each.splitlines()[0] for each in entries if "--hash=sha256:" not in each] == []
