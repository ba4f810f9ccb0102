"""The slots that a scheme leaves to judgement: who proposes, who confirms, for which indicators."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.readings import assignments_of
from config.roles import Role
from config.scheme import Scheme
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement
from config.scoring.reach import rules_using, units_scored
from config.seats import SeatOf, SeatRef
from states.judgement import OFFICE_SEATS, JudgementTerms

ASSESSING = (Role.ASSESSOR, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot. `units`: who gets these points, in official order; nobody where it stands in no indicator's rule."""

    rule: Judgement
    units: tuple[str, ...]
    terms: JudgementTerms

    @property
    def name(self) -> str:
        return self.rule.label or self.rule.slot


def slots_of(scheme: Scheme) -> dict[str, Judgement]:
    """Every slot by its code; where several rules use one, the first of them."""
    found: dict[str, Judgement] = {}
    for _, rule in parts_like(Judgement, scheme.scoring):
        found.setdefault(rule.slot, rule)
    return found


def slot_of(scheme: Scheme, rule: Judgement) -> Slot:
    users = rules_using(scheme, rule.slot)
    scored = {unit for user in users for unit in units_scored(scheme, user)}
    used = frozenset(user.indicator for user in users)
    tasks = [task for task in assignments_of(scheme) if used & {task.indicator, task.code}]
    assessors = dict.fromkeys(unit for task in tasks for unit in task.assessors)
    terms = JudgementTerms(
        proposers=(rule.proposes,) if rule.proposes is not None else tuple(_assessing(assessors)) or OFFICE_SEATS,
        confirmers=(rule.confirms,) if rule.confirms is not None else OFFICE_SEATS,
        is_self_mark=rule.is_self_mark,
    )
    return Slot(rule, tuple(unit.code for unit in scheme.units if unit.code in scored), terms)


def lateness_slot(scheme: Scheme) -> Judgement | None:
    """Where the scheme takes up what the office sets for lateness (R2.8)."""
    return next((rule for rule in slots_of(scheme).values() if rule.lateness), None)


def _assessing(units: dict[str, None]) -> Iterator[SeatRef]:
    for unit in units:
        yield from (SeatRef(role=role, of=SeatOf.UNIT, unit=unit) for role in ASSESSING)
