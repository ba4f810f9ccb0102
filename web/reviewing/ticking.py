"""Several things ticked in a list: what was ticked, and what became of each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.obligations import Obligation
from web.kernel.pages import Posted
from web.kernel.visit import Visit


@dataclass(frozen=True, slots=True)
class Answered:
    """One ticked thing. `ok` is None where nothing was done at all."""

    title: str
    href: str
    ok: bool
    said: tuple[str, ...]


def ticked(posted: Posted) -> list[dict[str, Any]]:
    """A tick carries kind, id and the version that was seen: `{"kind": "report", "id": 7, "version": 3}`."""
    found = []
    for value in posted.all("item"):
        try:
            told = json.loads(value)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append({name: told[name] for name in ("kind", "id", "version") if name in told})
    return found


def result_of(visit: Visit, items: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]]) -> list[Answered]:
    titles = _titles(visit, items)
    return [_answered(titles, result) for result in results]


def _answered(titles: Mapping[tuple[str, int], str], result: Mapping[str, Any]) -> Answered:
    kind, number = str(result["kind"]), int(result["id"])
    said = (result["said"],) if result["ok"] else tuple(result["reasons"])
    return Answered(titles.get((kind, number), ""), f"/review/{kind}/{number}", bool(result["ok"]), said)


def _titles(visit: Visit, items: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """What was owed about each is called like the thing itself."""
    if visit.desk is None:
        return {}
    ids = [item["id"] for item in items if isinstance(item.get("id"), int)]
    query = select(Obligation.c.subject_kind, Obligation.c.subject_id, Obligation.c.title).where(
        Obligation.c.subject_id.in_(ids),
        Obligation.c.subject_kind.in_([str(item.get("kind")) for item in items]),
        Obligation.c.office_id == visit.desk.office_id,
    )
    return {(row.subject_kind, row.subject_id): row.title for row in visit.tx.execute(query.order_by(Obligation.c.id))}
