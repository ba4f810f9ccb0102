"""The form of an act as people read it: meanings for codes, rows for lists."""

import pytest

from actions.registry import registry
from web.kernel.forms import Field, form_of


def field(act: str, name: str) -> Field:
    return next(each for each in form_of(registry()[act].data, {}) if each.name == name)


@pytest.mark.parametrize(
    ("act", "name", "label", "choices"),
    [
        ("decide_objection", "decision", "决定", ["维持", "变更", "撤销"]),
        ("draft_letter", "kind", "哪一种", ["预警提示单", "督办单", "约谈"]),
        ("record_paper_decision", "decision", "签批结果", ["同意", "退回修改"]),
        ("decide_result", "agreed", "意见", ["同意", "不同意、退回汇总审核"]),
        ("decide_visit", "agreed", "是否批准", ["是", "否"]),
        ("amend_year", "apply", "变更（不勾选则只看影响）", []),
    ],
)
def test_codes_are_chosen_by_what_they_mean(act: str, name: str, label: str, choices: list[str]) -> None:
    found = field(act, name)
    assert (found.label, [each.label for each in found.choices]) == (label, choices)


def test_hour_is_asked_for_as_a_clock_shows_it() -> None:
    assert field("deliver_letter", "delivered_at").label == "送达时间；不写则为现在"


def test_no_form_offers_a_code_in_letters() -> None:
    own = {"patch_draft"}  # of the editor, which nobody fills in by hand
    codes = [
        (act, each.name, choice.label)
        for act, entry in registry().items()
        if act not in own
        for each in form_of(entry.data, {})
        for choice in each.choices
        if choice.label.isascii()
    ]
    assert not codes


def test_list_of_things_is_rows_whose_parts_have_their_own_inputs() -> None:
    decisions = field("record_meeting", "decisions")
    assert decisions.kind == "rows"
    assert [each.name for each in decisions.rows[1]][:2] == ["decisions.1.what", "decisions.1.post"]
