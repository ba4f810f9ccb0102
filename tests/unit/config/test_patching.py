"""A scheme changed at one place: it says what was meant, and every other letter stays."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.loading import load_scheme
from config.patching import Edit, PatchRefused, patched
from config.pointers import pointer_of
from config.schemes import find_scheme
from config.tree import plain, read_tree
from config.written import written

TEXTS = {name: find_scheme(name).read_text(encoding="utf-8") for name in ("ningshan-2019", "sanming-2022")}
SMALL = """\
# 某县的方案
units:   # 按规范序列
  - {code: a, name: 甲局}   # 老单位
  # 新设的
  - code: b
    name: 乙局

  - {code: c, name: 丙局}
posts: []
terms: {office: 效能办}
windows:
  - due: 次月15日前
    title: "{period}进展"
texts:
  note: |
    一行
    两行
"""


def said(text: str) -> Any:
    return plain(read_tree(text)[0])


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (
            Edit("/units/0/name", value="甲乙局"),
            "{code: a, name: 甲局}   # 老单位",
            "{code: a, name: 甲乙局}   # 老单位",
        ),
        (Edit("/units/1/short", value="乙"), "    name: 乙局\n", "    name: 乙局\n    short: 乙\n"),
        (Edit("/units/0/short", value="甲"), "name: 甲局}", "name: 甲局, short: 甲}"),
        (
            Edit("/units/3", value={"code": "d", "name": "丁: 局"}),
            "  - {code: c, name: 丙局}\n",
            "  - {code: c, name: 丙局}\n  - {code: d, name: '丁: 局'}\n",
        ),
        (Edit("/posts/0", value={"code": "p"}), "posts: []", "posts: [{code: p}]"),
        (Edit("/terms/leader", value="县领导"), "{office: 效能办}", "{office: 效能办, leader: 县领导}"),
        (Edit("/windows/0/due", value="当月25日前，遇节假日顺延"), "次月15日前", "当月25日前，遇节假日顺延"),
        (Edit("/units/2", "cut"), "\n  - {code: c, name: 丙局}", ""),
        (Edit("/terms/office", "cut"), "{office: 效能办}", "{}"),
        (Edit("/texts/note", value="一行"), "|\n    一行\n    两行", "一行"),
        (
            Edit("/units/0", "move", 1),
            "  - {code: a, name: 甲局}   # 老单位\n  # 新设的\n  - code: b\n    name: 乙局\n",
            "  # 新设的\n  - code: b\n    name: 乙局\n  - {code: a, name: 甲局}   # 老单位\n",
        ),
        (Edit("/year", value=2026), "    两行\n", "    两行\nyear: 2026\n"),
    ],
)
def test_only_the_place_itself_changes(edit: Edit, before: str, after: str) -> None:
    assert patched(SMALL, [edit]) == SMALL.replace(before, after)


def test_a_value_written_as_a_block_is_replaced_behind_its_key() -> None:
    assert patched("a:\n  - 1\n  - 2\nb: 3\n", [Edit("/a", value=["甲", "乙"])]) == "a: [甲, 乙]\nb: 3\n"


def test_several_places_at_once() -> None:
    edits = [
        Edit("/units/0/name", value="子局"),
        Edit("/windows/0/due", value="月底前"),
        Edit("/units/2/name", value="丑局"),
    ]
    assert patched(SMALL, edits) == SMALL.replace("甲局", "子局").replace("次月15日前", "月底前").replace(
        "丙局", "丑局"
    )


def test_entries_are_put_one_behind_the_other() -> None:
    text = patched(SMALL, [Edit("/units/3", value={"code": "d"}), Edit("/units/4", value={"code": "e"})])
    assert [unit["code"] for unit in said(text)["units"]] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit("/units/9/name", value="x"), "上一级没有写成这样的内容"),
        (Edit("/units/9", value={"code": "x"}), "没有这一项"),
        (Edit("/units/0/short", "cut"), "这里本来就没有写"),
        (Edit("/units/0", "move", -1), "不能再往前（后）移"),
        (Edit("", value="x"), "这一处的写法特别，请在 YAML 里直接改"),
        (Edit("/units/1/code", "cut"), "这一处的写法特别，请在 YAML 里直接改"),
    ],
)
def test_what_cannot_be_patched_is_refused(edit: Edit, reason: str) -> None:
    with pytest.raises(PatchRefused) as refused:
        patched(SMALL, [edit])
    assert refused.value.reason == reason


def test_an_alias_is_left_to_a_person() -> None:
    with pytest.raises(PatchRefused):
        patched("a: &x {n: 1}\nb: *x\n", [Edit("/b/n", value=2)])


letters = st.text(st.characters(exclude_categories=["Cs", "Cn", "Cc"]) | st.sampled_from("\n\t"), max_size=20)
numbers = st.integers() | st.booleans() | st.decimals(allow_nan=False, allow_infinity=False, places=2)
values = letters | numbers


@given(values | st.lists(values, max_size=3) | st.dictionaries(letters.filter(bool), values, max_size=3))
def test_a_written_value_is_read_back(value: Any) -> None:
    assert said(f"a: {written(value)}\nb: [{written(value)}, x]\n") == {"a": value, "b": [value, "x"]}


def _places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield at, data
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in entries:
        yield from _places(inner, (*at, step))


PLACES = {name: [(steps, each) for steps, each in _places(said(text)) if steps] for name, text in TEXTS.items()}


@settings(max_examples=10)
@given(st.data())
def test_any_value_of_a_shipped_scheme_can_be_written(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    steps, _ = data.draw(st.sampled_from([each for each in PLACES[name] if not isinstance(each[1], dict | list)]))
    value = data.draw(st.sampled_from(["新的：值", "a: b", "12", 12, True, "{x}", "- 一", "‘引’"]))
    wanted = deepcopy(said(TEXTS[name]))
    at = wanted
    for step in steps[:-1]:
        at = at[step]
    at[steps[-1]] = value
    text = patched(TEXTS[name], [Edit(pointer_of(steps), value=value)])
    assert said(text) == wanted
    assert abs(text.count("\n") - TEXTS[name].count("\n")) <= 12
    assert text.count("#") >= TEXTS[name].count("#") - 1


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_units_of_shipped_schemes_move_and_come_back(name: str) -> None:
    there = patched(TEXTS[name], [Edit("/units/1", "move", 1)])
    codes = [unit.code for unit in load_scheme(there).scheme.units]
    first = [unit.code for unit in load_scheme(TEXTS[name]).scheme.units]
    assert codes == [first[0], first[2], first[1], *first[3:]]
    assert patched(there, [Edit("/units/2", "move", -1)]) == TEXTS[name]
