"""The gate before every act that asks units for something: too much in a month, or asked before, is refused.

An act says by its property `asks` that it does so; one that does not say it cannot pass here. What is allowed beyond
the cap carries its reason and who agreed to it, into the journal and into the report of the month.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from actions.acts import Data
from actions.burden.figures import Wanted, standing
from actions.burden.loads import asked_in
from actions.context import Act
from config.policy import Burden
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.lateness import Urging
from models.obligations import Obligation
from models.requests import Request, RequestFigure
from models.writing import insert_rows, lock_row
from states.actors import Decision
from states.burden import Asks, Load, asked_twice, crowded, over_cap, over_urging, repeated
from states.subjects import SubjectFacts, SubjectKind
from workdays.periods import Period


class Excess(Data):
    """Why something is asked although it is too much, and who agreed."""

    over_reason: str = Field(default="", description="超过每月次数仍要的，写明理由")
    approved_by: str = Field(default="", description="超过每月次数的，经谁同意：岗位编码，见 policy.burden.approved_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One matter that units are to be asked for.

    `again`: it may have been asked for before, as what was let go of. `agreed_by`: who decided it himself, as a
    meeting does.
    """

    assessment_id: int
    units: tuple[int, ...]
    matter: str
    title: str
    due_at: datetime | None
    figures: tuple[Wanted, ...] = ()
    excess: Excess = field(default_factory=Excess)
    agreed_by: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A demand, why it may not be made, and what was too much and yet allowed."""

    demand: Demand
    reasons: tuple[str, ...]
    over: Mapping[int, str]

    @property
    def noted(self) -> dict[str, Any]:
        """For the journal: nothing where there was room."""
        if not self.over:
            return {}
        excess = self.demand.excess
        agreed = self.demand.agreed_by or excess.approved_by
        return {"over": list(self.over.values()), "over_reason": excess.over_reason, "approved_by": agreed}


@dataclass(frozen=True, slots=True)
class Overload:
    """What a changed plan asks too much of: why it may not, and what was too much and yet allowed."""

    reasons: tuple[str, ...]
    over: tuple[str, ...]


def weigh(act: Act, demand: Demand) -> Weighed:
    """Whether these units may be asked for it. One at a time, or two would find the same room."""
    _declared(act, Asks.REQUEST)
    lock_row(act.tx, Assessment.t, demand.assessment_id)
    burden = act.published(demand.assessment_id).scheme.policy.burden
    loads = _loads(act, demand)
    over = {unit: said for unit, load in loads.items() if (said := _over(load, demand, burden))}
    twice = [said for load in loads.values() if not demand.again and (said := repeated(load, matter=demand.matter))]
    if burden.one_figure_once:
        twice += asked_twice(standing(act, demand.figures))
    refused = _not_agreed(act, demand.excess, burden, over, agreed_by=demand.agreed_by) if over else ()
    return Weighed(demand, (*dict.fromkeys(twice), *refused), over)


def weigh_plan(act: Act, assessment_id: int, asked: Mapping[Period, Collection[int]], *, excess: Excess) -> Overload:
    """Whether a changed plan, as it now stands, asks these units too often in these months."""
    _declared(act, Asks.REQUEST)
    burden = act.published(assessment_id).scheme.policy.burden
    over: dict[int, str] = {}
    for month, units in asked.items():
        found = asked_in(act.tx, act.office_id, month, units)
        for unit in units:
            load = Load(act.directory.units[unit].shown, month.label, found.get(unit, ()))
            if reason := crowded(load, cap=burden.requests_per_month):
                over[unit] = f"{over[unit]}；{reason}" if unit in over else reason
    return Overload(_not_agreed(act, excess, burden, over) if over else (), tuple(over.values()))


def note(act: Act, weighed: Weighed, decision: Decision) -> list[int]:
    """Write down that they are asked; the number of each unit's request, in the order of the units."""
    demand, seat = weighed.demand, decision.seat
    row = {
        "office_id": act.office_id,
        "assessment_id": demand.assessment_id,
        "act": act.entry.name,
        "matter": demand.matter,
        "title": demand.title,
        "month": month_of(demand, act.now).code,
        "due_at": demand.due_at,
        "asked_at": act.now,
        "asked_by": act.person_id,
        "asked_by_post_id": act.directory.post_ids[seat.post] if seat is not None else None,
    }
    agreed = weighed.noted.get("approved_by", "")
    beyond = {"over_reason": demand.excess.over_reason or demand.title, "approved_by": _titled(act, agreed)}
    within = {"over_reason": "", "approved_by": ""}
    rows = [{**row, "unit_id": unit, **(beyond if unit in weighed.over else within)} for unit in demand.units]
    numbers = insert_rows(act.tx, Request.t, rows)
    insert_rows(act.tx, RequestFigure.t, [_figure(act, number, one) for number in numbers for one in demand.figures])
    return numbers


def month_of(demand: Demand, now: datetime) -> Period:
    """The month in which it falls due; what has no date counts where it is asked."""
    day = (demand.due_at or now).astimezone(SHANGHAI)
    return Period.month(day.year, day.month)


def refuse_urging(act: Act, row: Any) -> str | None:
    """Why the unit that owes this may not be urged once more this month."""
    _declared(act, Asks.URGING)
    cap = act.published(row.assessment_id).scheme.policy.burden.urgings_per_month if row.assessment_id else None
    if cap is None:
        return None
    query = (
        select(func.count())
        .select_from(Urging.t)
        .join(Obligation.t, Obligation.c.id == Urging.c.obligation_id)
        .where(
            Urging.c.office_id == act.office_id,
            Urging.c.month == f"{act.now.astimezone(SHANGHAI):%Y-%m}",
            Obligation.c.unit_id == row.unit_id,
        )
    )
    count = act.tx.execute(query).scalar_one()
    return over_urging(act.directory.units[row.unit_id].shown, count=count, cap=cap)


def _declared(act: Act, asking: Asks) -> None:
    if act.entry.asks is not asking:
        raise RuntimeError(f"the act {act.entry.name!r} asks units for something and does not say so")


def _loads(act: Act, demand: Demand) -> dict[int, Load]:
    month = month_of(demand, act.now)
    asked = asked_in(act.tx, act.office_id, month, demand.units)
    units = act.directory.units
    return {unit: Load(units[unit].shown, month.label, asked.get(unit, ())) for unit in demand.units}


def _over(load: Load, demand: Demand, burden: Burden) -> str | None:
    return over_cap(load, matter=demand.matter, cap=burden.requests_per_month)


def _not_agreed(
    act: Act, excess: Excess, burden: Burden, over: Mapping[int, str], *, agreed_by: str = ""
) -> tuple[str, ...]:
    """What is too much stays refused until somebody who may has agreed, with a reason."""
    if not burden.approved_by:
        return tuple(over.values())
    if agreed_by:
        return ()
    may = _approvers(act, burden, over)
    names = "、".join(act.directory.post(code).title for code in may) or "方案写明的席位"
    if not (excess.over_reason.strip() and excess.approved_by):
        return (*over.values(), f"确需再要的，写明理由（over_reason），并经{names}同意（approved_by）")
    if excess.approved_by not in may:
        return (*over.values(), f"“{excess.approved_by}”不能同意超过每月次数，可以同意的是：{names}")
    if excess.approved_by in {seat.post for seat in act.actor.seats}:
        return (*over.values(), "超过每月次数的，要经别人同意，不能由本人同意")
    return ()


def _approvers(act: Act, burden: Burden, over: Mapping[int, str]) -> Sequence[str]:
    codes: dict[str, None] = {}
    for unit in over:
        asked = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, lead_unit=act.directory.units[unit].code)
        for group in act.directory.seating.groups(burden.approved_by, asked):
            codes |= dict.fromkeys(sorted(group))
    return tuple(codes)


def _titled(act: Act, agreed: str) -> str:
    """A post by its title; whoever chaired a meeting is named as the minutes name him."""
    return act.directory.post(agreed).title if agreed in act.directory.post_ids else agreed


def _figure(act: Act, request: int, wanted: Wanted) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "request_id": request,
        "assignment_id": wanted.assignment_id,
        "period": wanted.period.code,
        "begins_on": wanted.period.start,
        "ends_on": wanted.period.end,
    }
