"""What differs between two contents of a breakdown, in words, item by item (W12)."""

from collections.abc import Iterator, Mapping
from typing import Any

WORDS = {
    "content": "具体工作内容",
    "requirement": "目标要求",
    "standard": "完成标准",
    "schedule": "进度安排",
    "due_on": "完成时限",
}
ADJUSTED = {
    ("responsible_id", "officers"): "责任人或承办人",
    ("leader_post_id", "unit_id"): "责任领导或责任部（室）",
    ("milestones",): "进度节点",
}
"""Who and when: kept by number, so a reader is told that it is another, not which."""

WHOLE = {"overview": "指标综述", "acceptance": "验收标准", "more": "本类指标另外要写的内容"}


def say_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What a reviewer is told of a resubmission in one paragraph."""
    said = changes_of(before, after)
    return "；".join(said) + ("。" if said else "")


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What differs, item by item (W12)."""
    old = {item["id"]: item for item in before["items"]}
    new = {item["id"]: item for item in after["items"]}
    said = [f"增加“{item['content']}”" for number, item in new.items() if number not in old]
    said += [f"删去“{item['content']}”" for number, item in old.items() if number not in new]
    said += [one for number, item in new.items() if number in old for one in _said_of(old[number], item)]
    return said + [f"改写了{label}" for name, label in WHOLE.items() if before.get(name) != after.get(name)]


def _said_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name, label in WORDS.items():
        if old[name] != new[name]:
            yield f"“{new['content']}”的{label}由“{old[name] or '空'}”改为“{new[name] or '空'}”"
    for target in dict.fromkeys((*old["shares"], *new["shares"])):
        was, becomes = (each["shares"].get(target, "无") for each in (old, new))
        if was != becomes:
            yield f"“{new['content']}”承担的{target}由{was}改为{becomes}"
    for names, label in ADJUSTED.items():
        if [old.get(name) for name in names] != [new.get(name) for name in names]:
            yield f"“{new['content']}”的{label}有调整"
