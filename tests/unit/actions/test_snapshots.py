"""What differs between two contents that were kept (W12)."""

from decimal import Decimal

from actions.assignments.differing import say_changes
from actions.snapshots import Change, as_kept, differences

ITEM = {
    "id": 1,
    "content": "平整土地",
    "requirement": "全部建成",
    "standard": "",
    "schedule": "年底前",
    "due_on": None,
    "responsible_id": 5,
    "officers": [6],
    "shares": {"建成面积": "800"},
}


def test_content_in_the_form_in_which_it_is_kept_compares_with_what_was_kept() -> None:
    assert as_kept({"value": Decimal("800.50"), "officers": (6,)}) == {"value": "800.50", "officers": [6]}


def test_differences_name_each_place_once() -> None:
    before = {"items": [{"id": 1, "words": "甲"}], "same": {"a": "1"}}
    after = {"items": [{"id": 1, "words": "乙"}, {"id": 2, "words": "丙"}], "same": {"a": "1"}, "new": "丁"}
    assert list(differences(before, after)) == [
        Change("items[1].words", "甲", "乙"),
        Change("items[2]", None, {"id": 2, "words": "丙"}),
        Change("new", None, "丁"),
    ]


def test_nothing_differs_from_itself() -> None:
    assert list(differences({"items": [ITEM]}, {"items": [ITEM]})) == []


def test_changes_are_said_item_by_item() -> None:
    changed = {**ITEM, "schedule": "每季度200亩", "shares": {"建成面积": "750"}, "officers": [6, 7]}
    said = say_changes({"items": [ITEM, {**ITEM, "id": 2, "content": "栽树"}]}, {"items": [changed]})
    assert said == (
        "删去“栽树”；“平整土地”的进度安排由“年底前”改为“每季度200亩”；“平整土地”承担的建成面积由800改为750；"
        "“平整土地”的责任人或承办人有调整。"
    )


def test_what_did_not_change_is_not_said() -> None:
    assert say_changes({"items": [ITEM]}, {"items": [ITEM]}) == ""
