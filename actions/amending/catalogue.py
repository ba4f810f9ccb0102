"""The catalogue follows a changed scheme: names and points are brought up to date, targets are set from a day on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from actions.amending.standing import Standing
from actions.assignments.adjusting import revise
from actions.assignments.facts import facts_of
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.firing import fire
from actions.publishing.catalogue import (
    Codes,
    Given,
    give_assignments,
    indicator_row,
    leader_of,
    targets_of,
    task_key,
    tell_figures,
    tell_tree,
    units_of,
)
from actions.shortfalls.following import close_shortfall
from config.readings import assignments_of, indicators_of
from config.scheme import Scheme
from models.assignments import Assignment
from models.figures import FigureDefinition
from models.indicators import Indicator, IndicatorUnit, Target
from models.items import ItemTarget
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from models.writing import change_row, insert_rows
from states.shortfall import ShortfallEnd


@dataclass(frozen=True, slots=True)
class Retargeted:
    """One target of one task that is another from now on; None where there was none, or is none any more."""

    assignment_id: int
    lead_unit_id: int
    title: str
    name: str
    before: str | None
    after: str | None

    @property
    def said(self) -> str:
        """“服务人数”由50000人改为60000人."""
        if self.before is None:
            return f"“{self.title}”增加目标“{self.name}”：{self.after}"
        if self.after is None:
            return f"“{self.title}”不再考核“{self.name}”（原{self.before}）"
        return f"“{self.title}”的“{self.name}”由{self.before}改为{self.after}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tasks after the change: those given anew, all of them, and the targets that moved."""

    fresh: tuple[Given, ...]
    given: tuple[Given, ...]
    retargeted: tuple[Retargeted, ...]


def withdraw_tasks(act: Act, standing: Standing, scheme: Scheme, *, reason: str, basis: str) -> list[Any]:
    """What the scheme no longer asks for is done no more, as if it had been withdrawn one by one."""
    wanted = {task_key(one) for one in assignments_of(scheme)}
    gone = [row for key, row in standing.tasks.items() if key not in wanted]
    for row in gone:
        clock = act.as_clock()
        subject = assignment_of(clock, row.id)
        fire(clock, subject, "withdraw", facts_of(clock, subject, words=reason), basis=basis)
    return gone


def rewrite_catalogue(
    act: Act, standing: Standing, scheme: Scheme, codes: Codes, *, since: date, basis: str
) -> Catalogue:
    figures = tell_figures(act.tx, scheme, codes)
    _figures(act, scheme, codes, figures)
    ids = tell_tree(act.tx, scheme, codes, {code: row.id for code, row in standing.indicators.items()})
    _indicators(act, standing, scheme, codes, ids)
    _units(act, scheme, codes, ids)
    retargeted = _targets(act, standing, scheme, codes, ids, figures, since=since, basis=basis)
    fresh = give_assignments(act.tx, scheme, codes, ids, given=standing.tasks)
    stay = tuple(_tasks(act, standing, scheme, codes))
    return Catalogue(fresh, (*stay, *fresh), tuple(retargeted))


def _figures(act: Act, scheme: Scheme, codes: Codes, ids: Mapping[str, int]) -> None:
    """A figure is called, defined and provided as the scheme has it now; what it is counted in stays."""
    known = {
        row.id: row
        for row in act.tx.execute(FigureDefinition.t.select().where(FigureDefinition.c.id.in_(ids.values())))
    }
    for figure in scheme.figures:
        row = known[ids[figure.code]]
        wanted = {
            "name": figure.name,
            "definition": figure.definition,
            "source_unit_id": codes.units[figure.source] if figure.source else None,
        }
        if any(getattr(row, name) != value for name, value in wanted.items()):
            change_row(act.tx, FigureDefinition.t, row.id, version=row.version, values=wanted)


def _indicators(act: Act, standing: Standing, scheme: Scheme, codes: Codes, ids: Mapping[str, int]) -> None:
    for position, each in enumerate(indicators_of(scheme)):
        row = standing.indicators.get(each.indicator.code)
        if row is None:
            continue
        wanted = indicator_row(each, codes, ids, position)
        del wanted["version"]
        if any(getattr(row, name) != value for name, value in wanted.items()):
            act.tx.execute(
                update(Indicator.t).where(Indicator.c.id == row.id).values(**wanted, version=Indicator.c.version + 1)
            )


def _units(act: Act, scheme: Scheme, codes: Codes, ids: Mapping[str, int]) -> None:
    """Who has which part in what, as it is from now on."""
    wanted = [row for each in indicators_of(scheme) for row in units_of(each, codes, ids)]
    named = {ids[each.indicator.code] for each in indicators_of(scheme)}
    columns = ("indicator_id", "segment", "unit_id", "part", "position")
    standing = {
        tuple(getattr(row, name) for name in columns): row.id
        for row in act.tx.execute(select(IndicatorUnit.t).where(IndicatorUnit.c.indicator_id.in_(named)))
    }
    keys = {tuple(row[name] for name in columns): row for row in wanted}
    gone = [number for key, number in standing.items() if key not in keys]
    act.tx.execute(delete(IndicatorUnit.t).where(IndicatorUnit.c.id.in_(gone)))
    insert_rows(act.tx, IndicatorUnit.t, [row for key, row in keys.items() if key not in standing])


def _tasks(act: Act, standing: Standing, scheme: Scheme, codes: Codes) -> Iterator[Given]:
    """Those that stay, under the title, points and leader that they have now."""
    for place, one in enumerate(assignments_of(scheme)):
        row = standing.tasks.get(task_key(one))
        if row is None:
            continue
        leader = one.leader or leader_of(scheme, one.lead)
        wanted = {
            "title": one.title,
            "points": one.points,
            "position": place,
            "leader_post_id": codes.posts[leader] if leader else None,
        }
        if any(getattr(row, name) != value for name, value in wanted.items()):
            act.tx.execute(
                update(Assignment.t).where(Assignment.c.id == row.id).values(**wanted, version=Assignment.c.version + 1)
            )
        yield Given(row.id, one, leader)


# Targets


def _targets(
    act: Act, standing: Standing, scheme: Scheme, codes: Codes, ids: Mapping[str, int], figures: Mapping[str, int],
    *, since: date, basis: str,
) -> list[Retargeted]:  # fmt: skip
    wanted = {
        (row["indicator_id"], row["segment"], row["name"]): row
        for each in indicators_of(scheme)
        for row in targets_of(each.indicator, codes, ids, figures)
    }
    query = select(Target.t).where(Target.c.ended_on.is_(None), Target.c.indicator_id.in_(ids.values()))
    now = {(row.indicator_id, row.segment, row.name): row for row in act.tx.execute(query)}
    tasks = {(ids[code], segment): row for (code, segment), row in standing.tasks.items()}
    fresh = [key for key in wanted if key not in now]
    named = {ids[each.indicator.code] for each in indicators_of(scheme)}
    gone = [key for key in now if key not in wanted and key[0] in named]
    moved = [key for key, row in wanted.items() if key in now and _differs(now[key], row)]
    for key in moved:
        revise(act, now[key], value=wanted[key]["value"], text=wanted[key]["text"], start=since, basis=basis)
        _revise_share(act, now[key].id, wanted[key]["value"])
    _end(act, [now[key].id for key in gone], since)
    insert_rows(act.tx, Target.t, [{**wanted[key], **_begun(since, basis, _revision(act, key))} for key in fresh])
    return [
        Retargeted(
            tasks[key[:2]].id,
            tasks[key[:2]].lead_unit_id,
            tasks[key[:2]].title,
            key[2],
            _said(now[key]._asdict()) if key in now else None,
            _said(wanted[key]) if key in wanted else None,
        )
        for key in (*moved, *fresh, *gone)
        if key[:2] in tasks
    ]


def _differs(row: Any, wanted: Mapping[str, Any]) -> bool:
    return bool(row.value != wanted["value"] or row.text != wanted["text"])


def _begun(since: date, basis: str, revision: int) -> dict[str, Any]:
    return {"began_on": since, "basis": basis, "revision": revision}


def _revision(act: Act, key: tuple[int, str, str]) -> int:
    """One more than a target of this name had before it was given up."""
    indicator_id, segment, name = key
    query = select(Target.c.revision).where(
        Target.c.indicator_id == indicator_id, Target.c.segment == segment, Target.c.name == name
    )
    return 1 + max(act.tx.scalars(query), default=0)


def _revise_share(act: Act, target_id: int, value: Any) -> None:
    """The one second-level item that carries the whole target carries the new one."""
    if value is not None:
        act.tx.execute(update(ItemTarget.t).where(ItemTarget.c.target_id == target_id).values(value=value))


def _end(act: Act, targets: Sequence[int], since: date) -> None:
    """Nobody falls short of what is not aimed at any more."""
    act.tx.execute(update(Target.t).where(Target.c.id.in_(targets)).values(ended_on=since - timedelta(days=1)))
    open_ones = select(Shortfall.t).where(BEHIND, Shortfall.c.target_id.in_(targets)).order_by(Shortfall.c.id)
    for row in act.tx.execute(open_ones.with_for_update()).all():
        close_shortfall(act.as_clock(), row, ShortfallEnd.ADJUSTED)


def _said(target: Mapping[str, Any]) -> str:
    return f"{target['value']}{target['unit']}" if target["value"] is not None else str(target["text"])
