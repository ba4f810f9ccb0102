"""The forms of a scheme: what an input shows is what is written, whatever way it is written in."""

from functools import cache
from typing import Any

import pytest

from config.loading import load_scheme
from config.patching import Edit, patched
from config.schemes import find_scheme, shipped
from config.tree import plain, read_tree
from web.kernel.pages import Posted
from web.year.cells import Column, meant, shown
from web.year.dates import dated
from web.year.editing import edits_of
from web.year.sections import SECTIONS, Row, Table


@cache
def data_of(name: str) -> dict[str, Any]:
    data: dict[str, Any] = plain(read_tree(find_scheme(name).read_text(encoding="utf-8"))[0])
    return data


def tables(name: str) -> list[Table]:
    deadlines = Table((), tuple(Row(each.cell.pointer, (each.cell,)) for each in dated(None, data_of(name))))
    return [table for section in SECTIONS for table in section.tables(data_of(name))] + [deadlines]


@pytest.mark.parametrize("name", shipped())
def test_what_is_sent_back_untouched_changes_nothing(name: str) -> None:
    told = tables(name)
    sent = tuple((cell.pointer, cell.value) for table in told for row in table.rows for cell in row.cells)
    assert len(sent) > 100
    assert edits_of(Posted(sent), told, data_of(name)) == []


@pytest.mark.parametrize("name", shipped())
def test_every_deadline_of_a_scheme_has_its_place(name: str) -> None:
    scheme = load_scheme(find_scheme(name)).scheme
    found = dated(scheme, data_of(name))
    assert len(found) >= 3
    assert all(each.cell.value and each.where for each in found)
    assert any(each.dates for each in found)


def test_all_changes_of_a_page_are_made_together() -> None:
    told = tables("ningshan-2019")
    sent = (("/posts/0/title", "县里的领导"), ("/windows/0/due", "次月15日前"), ("/title", "宁陕县2019年度考核"))
    edits = edits_of(Posted((*sent, ("_op", "down /units/2"))), told, data_of("ningshan-2019"))
    assert edits[-1] == Edit("/units/2", "move", 1)
    text = patched(find_scheme("ningshan-2019").read_text(encoding="utf-8"), edits)
    scheme = load_scheme(text).scheme
    assert (scheme.title, scheme.posts[0].title) == ("宁陕县2019年度考核", "县里的领导")
    assert shown(plain(read_tree(text)[0])["windows"][0]["due"], "words") == "次月15日前"


@pytest.mark.parametrize(
    ("kind", "typed", "old", "value"),
    [
        ("number", "12", 3, 12),
        ("number", "十二", 3, "十二"),
        ("flag", "true", None, True),
        ("list", "甲局、乙局", ["丙局"], ["甲局", "乙局"]),
        ("list", "甲局", "丙局", "甲局"),
        ("list", "甲局", ["丙局"], ["甲局"]),
        ("raw", "{months: [6, 7]}", None, {"months": [6, 7]}),
        ("raw", "[未完", None, "[未完"),
        ("words", "次月15日前", {"kind": "last_workday"}, "次月15日前"),
        ("text", "一\r\n二", None, "一\n二"),
    ],
)
def test_what_was_meant_by_what_was_typed(kind: str, typed: str, old: Any, value: Any) -> None:
    assert meant(typed, Column("x", "某项", kind), old) == value


def test_a_rule_is_shown_in_the_words_of_a_notice() -> None:
    assert shown({"kind": "last_workday"}, "words") == "当月最后一个工作日前"
    assert shown({"kind": "没有这样的"}, "words") == "{kind: 没有这样的}"
