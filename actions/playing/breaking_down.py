"""Breaking down: the sample's items with their people, doubts explained, co-units' parts supplied, then handed in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from actions.acts import Done
from actions.playing.cast import Player
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from config.readings import PlannedAssignment
from config.roles import Role
from config.sample import SampleItem, SampleMilestone, five_of
from config.scheme import Scheme
from models.items import Item
from states.subjects import SubjectKind

EXPLAINED = "已核对，与牵头单位商定按此分解，理由附后备查"
PART = "配合部分的数据和做法已提供，供牵头单位汇总"
REVISED = "，已按审核意见细化"


def break_down(stage: Stage, row: Any, now: datetime) -> Outcome:
    """指标分解, as the sample has it; what a co-unit has not supplied is named."""
    return _write_and_hand_in(stage, row, now, "submit_breakdown")


def revise_breakdown(stage: Stage, row: Any, now: datetime) -> Outcome:
    """补正: the progress plans are put more finely, and it goes back to whoever returned it."""
    return _write_and_hand_in(stage, row, now, "resubmit", revised=True)


def supply_part(stage: Stage, row: Any, now: datetime) -> Outcome:
    """配合材料 of a co-unit."""
    data = {"kind": row.subject_kind, "id": row.subject_id, "words": PART}
    return told(stage.do("supply_part", data, by=stage.player(row.post_id), now=now))


def _write_and_hand_in(stage: Stage, row: Any, now: datetime, act: str, *, revised: bool = False) -> Outcome:
    player = stage.player(row.post_id)
    saved = stage.do("save_breakdown", _draft(stage, row.subject_id, now, revised=revised), by=player, now=now)
    if saved is None or not _explain(stage, row.subject_id, saved, by=player, now=now):
        return Outcome.REFUSED
    planned = stage.places.assignments[row.subject_id]
    missing = set(saved.details["parts_missing"])
    without = [code for code in planned.co_units if shown_name(stage.scheme, code) in missing]
    return told(stage.do(act, {"assignment": row.subject_id, "without": without}, by=player, now=now))


def shown_name(scheme: Scheme, code: str) -> str:
    """A unit as messages call it: by its short name, where it has one."""
    unit = next(each for each in scheme.units if each.code == code)
    return unit.short or unit.name


def _explain(stage: Stage, assignment_id: int, saved: Done, *, by: Player, now: datetime) -> bool:
    about = {"kind": SubjectKind.ASSIGNMENT.value, "id": assignment_id, "words": EXPLAINED}
    doubts = [each["doubt"] for each in saved.details["doubts"]]
    return all(stage.do("explain_doubt", {**about, "doubt": doubt}, by=by, now=now) is not None for doubt in doubts)


def _draft(stage: Stage, assignment_id: int, now: datetime, *, revised: bool) -> dict[str, Any]:
    planned = stage.places.assignments[assignment_id]
    sample = stage.sample.breakdown(planned.code)
    kept = _kept(stage, assignment_id)
    said = {"overview": sample.overview, "acceptance": sample.acceptance} if planned.star else {}
    return {
        "assignment": assignment_id,
        "items": [
            {"id": kept.get(item.content), **_item(stage, planned, item, now.date(), revised=revised)}
            for item in sample.items
        ],
        "more": dict(sample.more),
        **said,
    }


def _kept(stage: Stage, assignment_id: int) -> dict[str, int]:
    """Items that were written before, by their content."""
    query = select(Item.c.content, Item.c.id).where(Item.c.assignment_id == assignment_id, Item.c.removed_at.is_(None))
    return dict(stage.read(lambda tx: tx.execute(query).tuples().all()))


def _item(stage: Stage, planned: PlannedAssignment, item: SampleItem, today: date, *, revised: bool) -> dict[str, Any]:
    return {
        "content": item.content,
        "requirement": item.requirement,
        "standard": item.standard,
        "schedule": item.schedule + (REVISED if revised else ""),
        "due_on": item.due_on,
        "unit": item.unit or planned.lead,
        "shares": [{"target": item.target, "value": item.share}] if item.target else [],
        "milestones": [_milestone(each, today) for each in item.milestones],
        **_people(stage, planned, item),
    }


def _people(stage: Stage, planned: PlannedAssignment, item: SampleItem) -> dict[str, Any]:
    """定人; where a unit has no such post, its 承办人 or whoever heads it answers."""
    five = five_of(stage.scheme, planned, item)
    anybody = _writers(stage, item.unit or planned.lead)
    responsible = [player.code for post in five[Role.RESPONSIBLE_PERSON] for player in stage.cast.all_at(post)]
    officers = [player.code for post in five[Role.OFFICER] for player in stage.cast.all_at(post)]
    return {
        "leader": next(iter(five[Role.LEADER_IN_CHARGE]), None),
        "responsible": next(iter(responsible or anybody), None),
        "officers": officers or anybody[:1],
    }


def _writers(stage: Stage, unit: str) -> list[str]:
    posts = [post.code for post in stage.scheme.posts if post.unit == unit]
    return [player.code for post in posts for player in stage.cast.all_at(post)]


def _milestone(each: SampleMilestone, today: date) -> dict[str, Any]:
    """One that lies in the past says when it was done (D07)."""
    done_on = each.done_on if each.done_on is not None and each.done_on <= today else None
    return {"title": each.title, "due_on": each.due_on, "done_on": done_on}
