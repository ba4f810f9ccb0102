"""Reviewing: what lies on a desk is ticked together; what the behaviour wants returned goes back the first time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.playing.cast import Player
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from actions.reviewing.seats import Decision
from models.reviews import Review

AT_ONCE = 100
"""How many things one ticking takes."""


def review(stage: Stage, rows: Sequence[Any], now: datetime, *, reasons: Sequence[str]) -> list[Outcome]:
    """The seat speaks: 同意, or 退回修改 with the reason, once for each thing."""
    player = stage.player(rows[0].post_id)
    refusing = {row.id: why for row, why in zip(rows, reasons, strict=True) if why and _is_new(stage, row)}
    outcomes = _agree(stage, [row for row in rows if row.id not in refusing], by=player, now=now)
    for row in rows:
        if row.id in refusing:
            outcomes[row.id] = _send_back(stage, row, refusing[row.id], by=player, now=now)
    return [outcomes[row.id] for row in rows]


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
