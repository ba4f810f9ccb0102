"""What a finding says: checked as a file of facts is, kept in versions of which none is ever changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from actions.context import Act
from actions.published import Published
from config.scoring.catalogue import FindingKind
from config.scoring.factsheet import FactSheet, FindingEntry
from config.scoring.words import FindingState
from models.findings import FindingVersion, contents_of
from models.writing import insert_rows
from scoring.sheets import facts_of

SAID = ("happened_on", "times", "person", "attributes", "matter", "basis")
STANDS = ("excused", "excused_by", "rectified_on", "settled_by")


def refusals(act: Act, published: Published, kind: FindingKind, unit: str, said: Mapping[str, Any]) -> Iterator[str]:
    """Every reason why this cannot be a finding of this kind: the same as of a file of facts, and the calendar's."""
    entry = FindingEntry(
        unit=unit,
        finding=kind.code,
        on=said["happened_on"],
        times=said["times"],
        person=said["person"],
        attributes=said["attributes"],
    )
    _, refused = facts_of(FactSheet(findings=(entry,)), published.scheme)
    yield from (f"{each.sentence}（{each.suggestion}）" if each.suggestion else each.sentence for each in refused)
    if said["happened_on"] > act.now.date():
        yield f"“{kind.name}”发生在 {said['happened_on']}，晚于今天"
    missing = [key for key in kind.attributes if key not in said["attributes"]]
    yield from (f"“{kind.name}”要写明属性，是哪一种：{'、'.join(kind.attributes[key])}" for key in missing)
    if not said["matter"].strip():
        yield "请写明事由"


def write_version(act: Act, finding_id: int, state: FindingState, content: Mapping[str, Any], *, reason: str) -> None:
    """What is known from now on. `content` holds what changes; the rest is as it was."""
    before = contents_of(act.tx, finding_id)
    standing = before[-1]._mapping if before else _EMPTY
    row = {
        "office_id": act.office_id,
        "finding_id": finding_id,
        "number": len(before) + 1,
        **{name: standing[name] for name in (*SAID, *STANDS)},
        **content,
        "state": state.value,
        "reason": reason,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
    }
    insert_rows(act.tx, FindingVersion.t, [row])


_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys((*SAID, *STANDS)),
    "excused": False,
    "excused_by": "",
    "settled_by": "",
}


def nearest(written: str, names: Sequence[str]) -> str:
    """What was probably meant, to be said after what there is not."""
    near = get_close_matches(written, names, n=1, cutoff=0.6)
    return f"，是不是“{near[0]}”" if near else ""


def say_finding(kind: FindingKind, said: Mapping[str, Any]) -> str:
    """未按要求参加会议2次（2018年6月1日）：事由……"""
    day: date = said["happened_on"]
    count = "" if said["times"] == 1 else f"{said['times'].normalize():f}{kind.unit}"
    notes = "、".join(said["attributes"].values())
    more = f"，{notes}" if notes else ""
    basis = f"依据：{said['basis'].rstrip('。')}。" if said["basis"] else ""
    matter = said["matter"].rstrip("。")
    return f"{kind.side.label}事项“{kind.name}”{count}（{day.year}年{day.month}月{day.day}日{more}）：{matter}。{basis}"
