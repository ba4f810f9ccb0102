"""单位: the units of the office in 规范序列 with their posts, and what becomes of one that is renamed or dissolved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from starlette.responses import Response

from actions.acts import Refused
from actions.directory import PostEntry, UnitEntry
from actions.doors import Door
from actions.performing import perform
from actions.succession.succeeding import Change
from config.obligations import ObligationKind
from models.obligations import OPEN, Obligation
from models.units import Succession, Unit
from web.kernel.errors import not_found
from web.kernel.flashes import flash
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.year.access import OFFICE, allowed, demand

pages = Pages()
HEIRS = 4
"""How many new units a form offers; nobody was ever split in more."""

TREATMENTS = (("carry_lead", "由承接单位承接"), ("by_months", "按月分摊"), ("separate", "分别计算"))


@dataclass(frozen=True, slots=True)
class Listed:
    unit: UnitEntry
    posts: tuple[PostEntry, ...]
    open: int


@pages.get("/units", access=OFFICE)
def units(visit: Visit) -> Response:
    """In official order; the order itself belongs to the scheme."""
    demand(visit, "draft_scheme")
    directory = visit.directory
    open_of = _open_by_unit(visit)
    posts = _posts_by_unit(directory.standing)
    found = [
        Listed(unit, tuple(posts[unit.id]), open_of.get(unit.id, 0)) for unit in directory.units.values() if unit.stands
    ]
    return visit.page(
        "year/units.html",
        found=found,
        holders=directory.holders,
        persons=directory.persons,
        history=_history(visit),
        may_change=allowed(visit, "manage_units"),
    )


def _posts_by_unit(posts: Iterable[PostEntry]) -> Mapping[int, list[PostEntry]]:
    found: dict[int, list[PostEntry]] = defaultdict(list)
    for post in posts:
        found[post.unit_id].append(post)
    return found


def _open_by_unit(visit: Visit) -> Mapping[int, int]:
    """Counted by the office's units: the index that is counted from goes by them."""
    units = select(Unit.c.id).where(Unit.c.office_id == visit.at.office_id)
    query = select(Obligation.c.unit_id, func.count()).where(OPEN, Obligation.c.unit_id.in_(units))
    return dict(visit.tx.execute(query.group_by(Obligation.c.unit_id)).tuples().all())


def _history(visit: Visit) -> Sequence[Any]:
    old, new = Unit.t.alias("old_unit"), Unit.t.alias("new_unit")
    query = (
        select(Succession.t, old.c.name.label("old"), new.c.name.label("new"))
        .join(old, old.c.id == Succession.c.from_unit_id)
        .outerjoin(new, new.c.id == Succession.c.to_unit_id)
        .where(Succession.c.office_id == visit.at.office_id)
        .order_by(Succession.c.effective_on.desc(), Succession.c.id)
    )
    return [(Change(row.kind).label, row) for row in visit.tx.execute(query)]


@pages.get("/units/{unit:int}/change", access=OFFICE)
def changing(visit: Visit, unit: int) -> Response:
    return _changing(visit, _unit_of(visit, unit))


def _unit_of(visit: Visit, number: int) -> UnitEntry:
    demand(visit, "draft_scheme")
    found = visit.directory.units.get(number)
    if found is None or not found.stands:
        raise not_found("单位")
    return found


def _changing(visit: Visit, unit: UnitEntry, *, typed: Posted | None = None, seen: bool = False,
              refused: Refused | None = None) -> Response:  # fmt: skip
    """What is open there, which would go on with the first heir; then the act."""
    return visit.page(
        "year/change_unit.html",
        status=422 if refused else 200,
        unit=unit,
        kinds=Change,
        treatments=TREATMENTS,
        heirs=range(HEIRS),
        others=[each for each in visit.directory.units.values() if each.stands and each.id != unit.id],
        open_kinds=_open_kinds(visit, unit.id),
        posts=[post for post in visit.directory.standing if post.unit_id == unit.id],
        typed=typed,
        seen=seen,
        refused=refused,
        today=visit.day,
        may_change=allowed(visit, "manage_units"),
    )


def _open_kinds(visit: Visit, unit: int) -> Sequence[tuple[str, int]]:
    """Those that were opened first come first."""
    query = select(Obligation.c.kind, func.count()).where(OPEN, Obligation.c.unit_id == unit)
    found = visit.tx.execute(query.group_by(Obligation.c.kind).order_by(func.min(Obligation.c.id)))
    return [(ObligationKind(kind).label, count) for kind, count in found]


@pages.post("/units/{unit:int}/change", access=OFFICE)
def change(visit: Visit, posted: Posted, unit: int) -> Response:
    """The first time shows what it does, the second time does it."""
    found = _unit_of(visit, unit)
    if posted.get("apply") != "true":
        return _changing(visit, found, typed=posted, seen=True)
    heirs = [{part: posted.get(f"to.{n}.{part}").strip() for part in ("code", "name", "short")} for n in range(HEIRS)]
    told = {
        **{name: posted.get(name) for name in ("kind", "effective_on", "document_no", "treatment")},
        "office": visit.at.office_code,
        "unit": found.code,
        "to": [heir for heir in heirs if heir["code"]],
    }
    try:
        done = perform(visit.surroundings.database, "succeed_unit", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _changing(visit, found, typed=posted, refused=refused)
    return flash(visit.redirect("/units"), "success", done.summary)
