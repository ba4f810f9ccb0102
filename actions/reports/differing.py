"""What differs between two contents of a report, in words, line by line (W12)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actions.context import Act
from actions.reports.rows import asked_lines
from actions.subjects import Subject

LABELS: Mapping[str, str] = {
    "annual_target": "年度目标",
    "reported_period": "本期完成",
    "reported_cumulative": "累计完成",
    "year_on_year": "同比",
    "city_rank": "全市位次",
    "progress": "进展情况",
    "problems": "存在问题及原因分析",
    "next_steps": "下步措施",
    "completes_on": "完成时限",
    "falling_reason": "累计下降的原因",
}
"""The fields that people write, and what a reader calls them (O22)."""


def changes_of(act: Act, subject: Subject[Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[str]:
    """What became of each line."""
    titles = {(line.item_id, line.target_id): line.title for line in asked_lines(act.tx, subject.place)}
    old, new = (_by_line(content) for content in (before, after))
    said = [each for key in {**old, **new} for each in _said(titles.get(key, ""), old.get(key, {}), new.get(key, {}))]
    if before["as_of"] != after["as_of"]:
        said.append(f"数据截至日期由{before['as_of'] or '空'}改为{after['as_of'] or '空'}")
    return said


def _by_line(content: Mapping[str, Any]) -> dict[tuple[int | None, int | None], Mapping[str, Any]]:
    return {(line.get("item_id"), line.get("target_id")): line for line in content["lines"]}


def _said(title: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    of = f"“{title}”的" if title else ""
    for name, label in LABELS.items():
        if old.get(name) != new.get(name):
            yield f"{of}{label}由“{old.get(name, '空')}”改为“{new.get(name, '空')}”"
