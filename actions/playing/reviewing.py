"""Reviewing: what lies on a desk is ticked together; what the behaviour wants returned goes back the first time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.behaviours import Conduct
from actions.playing.cast import Player
from actions.playing.outcome import Outcome, told
from actions.playing.papers import keep_sheet
from actions.playing.stage import Stage
from actions.reviewing.seats import Decision
from config.schemes import SIGNED_SHEET
from models.reviews import Review
from workdays.deadline import local_day

SHEET = "呈批单（已签批）照片"
AGREED = "同意报送。"

AT_ONCE = 100
"""How many things one ticking takes."""


def review(stage: Stage, rows: Sequence[Any], now: datetime, *, conducts: Sequence[Conduct]) -> list[Outcome]:
    """The seat speaks: 同意, or 退回修改 with the reason, once for each thing; or its sheet comes back signed."""
    player = stage.player(rows[0].post_id)
    ways = {row.id: conduct for row, conduct in zip(rows, conducts, strict=True)}
    apart = {row.id for row in rows if ways[row.id].recorded_by or (ways[row.id].return_once and _is_new(stage, row))}
    outcomes = _agree(stage, [row for row in rows if row.id not in apart], by=player, now=now)
    for row in rows:
        if row.id in apart and ways[row.id].recorded_by:
            clerk = stage.cast.at(ways[row.id].recorded_by)
            outcomes[row.id] = _record_signed(stage, row, by=player, clerk=clerk, now=now)
        elif row.id in apart:
            outcomes[row.id] = _send_back(stage, row, ways[row.id].return_once, by=player, now=now)
    return [outcomes[row.id] for row in rows]


def _record_signed(stage: Stage, row: Any, *, by: Player, clerk: Player, now: datetime) -> Outcome:
    """线下签批补录: signed on the workday before, or on the day when it came; recorded with its photograph."""
    with SIGNED_SHEET.open("rb") as photograph:
        scan = keep_sheet(stage, clerk, SHEET, photograph, name=SIGNED_SHEET.name, now=now)
    if scan is None:
        return Outcome.REFUSED
    signed_on = max(local_day(stage.opened(row)), stage.calendar.add_workdays(now.date(), -1))
    sheet = {"leader": by.code, "decision": "approve", "signed_on": signed_on, "words": AGREED, "scan": scan}
    return told(stage.do("record_paper_decision", {**_about(row), **sheet}, by=clerk, now=now))


def _send_back(stage: Stage, row: Any, reason: str, *, by: Player, now: datetime) -> Outcome:
    return told(stage.do("return_for_revision", {**_about(row), "reason": reason}, by=by, now=now))


def _agree(stage: Stage, rows: Sequence[Any], *, by: Player, now: datetime) -> dict[int, Outcome]:
    if len(rows) == 1:
        return {rows[0].id: told(stage.do("approve", _about(rows[0]), by=by, now=now))}
    found: dict[int, Outcome] = {}
    for start in range(0, len(rows), AT_ONCE):
        ticked = rows[start : start + AT_ONCE]
        done = stage.do("approve_many", {"items": [_about(row) for row in ticked]}, by=by, now=now)
        results = done.details["results"] if done is not None else [{"ok": False}] * len(ticked)
        found |= {
            row.id: Outcome.DONE if result["ok"] else Outcome.REFUSED
            for row, result in zip(ticked, results, strict=True)
        }
    return found


def _about(row: Any) -> dict[str, Any]:
    return {"kind": row.subject_kind, "id": row.subject_id}


def _is_new(stage: Stage, row: Any) -> bool:
    """Whether this seat has not sent the thing back before."""
    query = select(Review.c.id).where(
        Review.c.subject_kind == row.subject_kind,
        Review.c.subject_id == row.subject_id,
        Review.c.post_id == row.post_id,
        Review.c.decision == Decision.RETURNED.value,
    )
    return stage.read(lambda tx: tx.execute(query).first()) is None
