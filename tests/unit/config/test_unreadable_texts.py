"""Texts that are no scheme at all: told quickly, at the right place, in plain words."""

import time
from pathlib import Path

import pytest

from config.loading import SchemeErrors, SchemeProblem, load_scheme
from tests.unit.config.altering import GOOD, spoiled

TITLE = "title: 某县2026年度目标责任考核"


def only_problem(content: str | bytes, tmp_path: Path) -> SchemeProblem:
    path = tmp_path / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(path)
    (problem,) = raised.value.problems
    return problem


SYNTAX = [
    (
        "a tab for indentation",
        "    due: 2026-03-13 17:00\n",
        "▲\tdue: 2026-03-13 17:00\n",
        "缩进用了制表符（Tab），YAML 只认空格",
    ),
    ("a tab after a colon", TITLE, "title:▲\t某县", "这里用了制表符（Tab）"),
    ("a wide colon", TITLE, "title▲：某县", "键后面用了全角冒号“：”"),
    ("no blank after a colon", TITLE, "title▲:某县", "冒号后面少一个空格"),
    ("no blank deep inside", "    label: 月报审核", "    label▲:月报审核", "冒号后面少一个空格"),
    (
        "two colons in a line",
        "title: 学前教育资助",
        "title: 资助▲: 学前",
        "这里的冒号放得不对：一行里有两个“键: 值”，或缩进与上一行不一致",
    ),
    ("an open bracket", "10, 11, 12]}", "10, 11, 12▲}", "方括号 [ ] 里的内容没有写完整"),
    ("an open quote", '"{period}进展情况"', '▲"{period}进展情况', "引号没有配对，一直到文件末尾"),
    (
        "a crooked indentation",
        "  yuebao:\n    label: 月报审核",
        "   ▲yuebao:\n    label: 月报审核",
        "缩进不对：与前面同级的内容没有对齐",
    ),
    ("a sign that YAML keeps for itself", "title: 学前教育资助", "title: ▲@学前", "普通文字不能以这个符号开头"),
    ("a star", "title: 学前教育资助", "title: ▲*学前", "别名 *学前 没有对应的锚点 &学前"),
    ("a backslash in double quotes", "title: 学前教育资助", 'title: "学▲\\前"', "双引号里的反斜杠 \\ 有特别含义"),
    ("a bell", "title: 学前教育资助", "title: 学▲\x07前", "这里有看不见的控制字符（U+0007）"),
    ("a merge key", "office: {code: mou-xian", "office: {▲<<: {}, code: mou-xian", "不支持合并键 <<"),
    ("a list for a key", "seat: both", "? ▲[a]\n: b\nseat: both", "键要写成一个词"),
    ("a key that is nothing", "seat: both", "▲: b\nseat: both", "键要写成一个词"),
    ("a second scheme", "seat: both", "seat: both\n---\n▲scheme: b", "一个文件只写一个方案，这里又开始了一个"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), [case[1:] for case in SYNTAX], ids=[case[0] for case in SYNTAX])
def test_broken_yaml_is_told_where_it_was_broken(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    bad = spoiled(old, new)
    problem = only_problem(bad.text, tmp_path)
    assert (problem.line, problem.column, problem.message) == (bad.line, bad.column, sentence)
    assert problem.suggestion != ""


def test_no_tag_is_ever_followed(tmp_path: Path) -> None:
    bad = spoiled("title: 学前教育资助", "title: ▲!!python/object/apply:os.system [echo]")
    problem = only_problem(bad.text, tmp_path)
    assert (problem.line, problem.column) == (bad.line, bad.column)
    assert problem.message.startswith("不支持标签“tag:yaml.org,2002:python/object/apply:os.system”")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# only a comment\n", b"---\n", b"---\n...\n", b"\xef\xbb\xbf"])
def test_empty_file_is_told_what_to_write(content: bytes, tmp_path: Path) -> None:
    problem = only_problem(content, tmp_path)
    assert (problem.line, problem.column, problem.message) == (1, 1, "文件是空的")
    assert problem.suggestion == "至少要写 scheme、title、year、units、indicators 等"


@pytest.mark.parametrize("content", [b"- a\n- b\n", b"12", "考核".encode(), b"~\n", b"[]"])
def test_what_is_no_mapping_is_told_to_be_one(content: bytes, tmp_path: Path) -> None:
    problem = only_problem(content, tmp_path)
    assert (problem.line, problem.column, problem.message) == (1, 1, "方案的最外层要写成“键: 值”的形式")


def test_gbk_is_recognised(tmp_path: Path) -> None:
    problem = only_problem(GOOD.encode("gb18030"), tmp_path)
    assert problem.message == "文件不是 UTF-8 编码：看来是 GBK（GB18030）编码，从这里起读不出文字"
    assert (problem.line, problem.suggestion) == (1, "在编辑器里“另存为”，编码选 UTF-8")


def test_encoding_error_stands_at_the_first_bad_letter(tmp_path: Path) -> None:
    problem = only_problem("scheme: x\ntitle: 年".encode() + b"\xff\xff", tmp_path)
    assert (problem.line, problem.column, problem.message) == (2, 9, "文件不是 UTF-8 编码：从这里起读不出文字")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(encoding: str, tmp_path: Path) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    problem = only_problem((mark + GOOD).encode(encoding), tmp_path)
    assert problem.message == "文件是 UTF-16 编码，只认 UTF-8"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_notepads_habits_do_no_harm(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    assert load_scheme(path).scheme == load_scheme(GOOD).scheme
    assert load_scheme(path).hash == load_scheme(GOOD).hash


def test_places_are_right_with_windows_line_ends() -> None:
    bad = spoiled("points: 25", "points: ▲-25")
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(bad.text.replace("\n", "\r\n"))
    (problem,) = raised.value.problems
    assert (problem.line, problem.column, problem.quote) == (bad.line, bad.column, "-25")


EXPLODING = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MONSTERS = {
    "aliases that explode": (EXPLODING, (5, 29), "内容展开后超过 100000 项"),
    "an alias inside itself": ("a: &a [*a]\n", (1, 8), "别名 *a 引用了包含它自己的内容，永远展不开"),
    "brackets without end": ("a: " + "[" * 500_000, (1, 43), "嵌套超过 40 层"),
    "steps without end": ("".join("  " * depth + "a:\n" for depth in range(500)), (41, 81), "嵌套超过 40 层"),
    "aliases that nest": (
        "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
        (2, 34),
        "展开别名后嵌套超过 40 层",
    ),
    "a file too big": ("a: " + "x" * 2_000_000, (1, 1), "文件太大：超过 2000000 个字"),
}


@pytest.mark.parametrize(("text", "place", "sentence"), MONSTERS.values(), ids=MONSTERS)
def test_monster_is_refused_quickly(text: str, place: tuple[int, int], sentence: str, tmp_path: Path) -> None:
    began = time.perf_counter()
    problem = only_problem(text, tmp_path)
    took = time.perf_counter() - began
    assert ((problem.line, problem.column), problem.message) == (place, sentence)
    assert took < 5


def test_modest_alias_is_understood() -> None:
    text = GOOD.replace("due: 2026-03-13 17:00", "due: &day 2026-03-13 17:00").replace(
        "package: {due: 2026-03-20,", "package: {due: *day,"
    )
    breakdown = load_scheme(text).scheme.stages.breakdown
    assert breakdown.package is not None
    assert breakdown.package.due == breakdown.due
