"""转发稿: the text for the group, the table behind it, and the button that counts it as sent by hand (O12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.forwarding import Desk, Forwarded, Wanted, forward_open
from config.obligations import ObligationKind
from web.kernel.errors import badly_asked
from web.kernel.visit import Visit

LISTED = 500
"""So many things are listed one by one; of more, each unit's are counted and stand on a page of their own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which text. `told`: the same choice as the act wants it; `query`: as the address does, of whichever unit."""

    wanted: Wanted
    told: Mapping[str, Any]
    query: Mapping[str, str]


def asked(visit: Visit) -> Asked:
    kind, window, unit = (visit.query.get(name, "") for name in ("kind", "window", "unit"))
    late = visit.query.get("late") == "true"
    if kind and kind not in {each.value for each in ObligationKind}:
        raise badly_asked(f"没有“{kind}”这种应办事项")
    if unit and unit not in visit.directory.unit_ids:
        raise badly_asked(f"没有编码为“{unit}”的单位")
    wanted = Wanted(
        kind=ObligationKind(kind) if kind else None,
        window=window or None,
        only_late=late,
        unit=visit.directory.unit_ids[unit] if unit else None,
    )
    told = {"office": visit.at.office_code, "kind": kind, "window": window, "unit": unit, "late": late}
    query = {"kind": kind, "window": window, "late": "true" if late else ""}
    return Asked(wanted, _given(told), _given(query))


def _given(choice: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in choice.items() if value}


def forwarded(visit: Visit, what: Asked) -> Forwarded | None:
    return forward_open(Desk(visit.tx, visit.at.office_id, visit.now, visit.by), what.wanted, listed=LISTED)
