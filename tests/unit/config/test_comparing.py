"""What differs between two schemes, told by codes and in the reader's words."""

from collections.abc import Mapping

import pytest

from config.comparing import Difference, compare, said
from config.loading import load_scheme
from config.rolling import roll
from config.scheme import Scheme
from config.schemes import find_scheme

TEXT = find_scheme("shanxi-cjr-2019").read_text(encoding="utf-8")
TASK = ("考核指标", "“工作任务指标”", "下级指标")


def changed(swaps: Mapping[str, str]) -> tuple[Scheme, Scheme]:
    text = TEXT
    for old, new in swaps.items():
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    return load_scheme(TEXT).scheme, load_scheme(text).scheme


def test_scheme_does_not_differ_from_itself_nor_from_itself_in_another_layout() -> None:
    assert compare(*changed({"\nyear: 2019": "\n# 说明\nyear:   2019"})) == ()


def test_year_that_was_only_carried_over_differs_in_nothing_but_its_dates() -> None:
    once, twice = load_scheme(roll(TEXT, year=2020)).scheme, load_scheme(roll(roll(TEXT, year=2021), year=2020)).scheme
    assert compare(once, twice) == ()


def test_changed_target_is_found_by_the_names_on_the_way_to_it() -> None:
    (found,) = compare(*changed({"value: 50000": "value: 60000"}))
    title = "实施5万名残疾预防重点干预和残疾儿童抢救性康复项目"
    assert found.where == (*TASK, f"“{title}”", "目标", "“服务人数”", "目标值")
    assert (said(found.before), said(found.after)) == ("50000", "60000")


def test_unit_that_moves_up_is_told_once_as_another_order() -> None:
    old, new = changed({})
    first, second, *rest = new.units
    (found,) = compare(old, new.model_copy(update={"units": (second, first, *rest)}))
    assert found == Difference(
        "/units",
        ("单位的规范序列",),
        [unit.code for unit in old.units],
        [second.code, first.code, *(u.code for u in rest)],
    )


def test_entry_that_is_new_or_gone_is_told_whole() -> None:
    old, new = changed({})
    shorter = old.model_copy(update={"figures": old.figures[1:]})
    (gone,), (fresh,) = compare(old, shorter), compare(shorter, new)
    assert (gone.before, gone.after) == (old.figures[0], None)
    assert (fresh.before, fresh.after) == (None, old.figures[0])
    assert gone.where == fresh.where == ("数据项", f"“{old.figures[0].name}”")


@pytest.mark.parametrize(("value", "words"), [(None, "（无）"), (True, "是"), ((), "（空）"), (("a", "b"), "a、b")])
def test_value_is_said_on_one_line(value: object, words: str) -> None:
    assert said(value) == words
