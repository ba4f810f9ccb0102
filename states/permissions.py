"""Permissions: `may` answers for one act on one thing, `scope` says which things an actor may see. They agree."""

from collections.abc import Iterator
from functools import lru_cache

from config.roles import Role
from states.actors import Actor, Decision, Mark, Relation, Seat, Who
from states.granted.findings import untold
from states.rights import READ, SIGNED, TYPED, Right, is_known, rows_for, who_may
from states.rules import Recorder
from states.scopes import All, AnyOf, InChargeOf, Nothing, PersonIs, PostIn, Scope, ToldOnly, UnitIn
from states.standing import PERSONAL, Standing, has_role, standings
from states.subjects import SubjectFacts, SubjectKind
from states.verbs import label_of

__all__ = [
    "Actor",
    "Decision",
    "Mark",
    "Relation",
    "Scope",
    "Seat",
    "SubjectFacts",
    "SubjectKind",
    "Who",
    "could",
    "may",
    "may_record",
    "scope",
]

BY_UNIT = frozenset(
    {Relation.LEAD, Relation.CO_UNIT, Relation.ASSESSOR, Relation.SOURCE, Relation.ISSUER, Relation.ADDRESSEE}
)
BY_POST = frozenset({Relation.LEADER, Relation.AWAITED, Relation.CONSULTED, Relation.COPIED})


def may(actor: Actor, act: str, subject: SubjectFacts) -> Decision:
    """Whether the actor may do `act` to the subject as it stands; if not, every reason, in Chinese."""
    if actor.office != subject.office:
        return Decision(False, ("这不属于您所在的考核主体",))
    if not actor.is_clock and not actor.seats:
        return Decision(False, ("您在本考核主体现在没有岗位",))
    rows = rows_for(act, kind=subject.kind, state=subject.state)
    if not rows:
        return Decision(False, (_nobody_can(act, subject),))
    ways = [(standing, row) for row in rows for standing in standings(actor, row.who, subject)]
    if not ways:
        return Decision(False, (_who_can(act, subject.kind, subject.state, subject.awaited_roles),))
    return _first_unbarred(actor, ways, subject)


def could(actor: Actor, act: str, subject: SubjectFacts) -> bool:
    """Whether one of the actor's seats does `act` to such a thing in any state, even if he himself is barred from it.

    What nobody of his kind ever does need not be explained to him.
    """
    rows = rows_for(act, kind=subject.kind, state=None)
    return actor.office == subject.office and any(standings(actor, row.who, subject) for row in rows)


def may_record(recorder: Recorder, act: str, subject: SubjectFacts) -> Decision:
    """Whether a clerk may put down, in another's name, that he did `act`: typing is not deciding, and says so."""
    reasons = may(recorder.actor, recorder.act, subject).reasons
    verb = act.partition(":")[0]
    if recorder.act == "enter_for" and verb not in TYPED:
        reasons += ("代录只限填写和报送；审核、审批要由本人办理，或凭签批件作线下签批补录",)
    if recorder.act == "record_paper_decision" and verb not in SIGNED:
        reasons += ("线下签批补录只限审核、审批、签订和认定；填写和报送要由本人办理，或作代录",)
    return Decision(not reasons, reasons)


def _first_unbarred(actor: Actor, ways: list[tuple[Standing, Right]], subject: SubjectFacts) -> Decision:
    refusals: dict[str, None] = {}
    for standing, row in ways:
        barred = [reason for bar in row.bars if (reason := bar(actor, standing, subject)) is not None]
        if not barred:
            return Decision(True, seat=standing.seat, marks=standing.marks)
        refusals.update(dict.fromkeys(barred))
    return Decision(False, tuple(refusals))


def _nobody_can(act: str, subject: SubjectFacts) -> str:
    what, verb = subject.kind.label, label_of(act)
    if is_known(act, kind=subject.kind):
        return f"{what}在现在的状态下不能办理“{verb}”"
    return f"没有规定谁可以对{what}办理“{verb}”，因此不能办理"


@lru_cache(maxsize=4096)
def _who_can(act: str, kind: SubjectKind, state: str, awaited: frozenset[Role]) -> str:
    labels = dict.fromkeys(_said(who, kind, awaited) for who in who_may(act, kind=kind, state=state))
    return f"您现在的岗位不能办理，可以办理的是：{'、'.join(labels)}"


def _said(who: Who, kind: SubjectKind, awaited: frozenset[Role]) -> str:
    """A relation by what it is called for this kind of thing; whose turn it is by the roles that are awaited."""
    if who.relation is Relation.AWAITED and who.role is None and awaited:
        return f"{Relation.AWAITED.label}（{'、'.join(role.label for role in Role if role in awaited)}）"
    place = PLACES.get((kind, who.relation))
    if place is None or who.role is Role.CLOCK:
        return who.label
    return place if who.role is None else f"{place}的{who.role.label}"


PLACES = {
    (SubjectKind.FINDING, Relation.ISSUER): "登记单位",
    (SubjectKind.FINDING, Relation.ADDRESSEE): "被考核单位",
    (SubjectKind.PROBLEM, Relation.ISSUER): "登记单位",
    (SubjectKind.PROBLEM, Relation.ADDRESSEE): "责任单位",
    (SubjectKind.RESULT, Relation.CO_UNIT): "被考核单位",
    (SubjectKind.RESULT, Relation.ADDRESSEE): "被征求意见的部门",
    (SubjectKind.REEXAMINATION, Relation.LEAD): "申请复核的单位",
    (SubjectKind.VETO, Relation.ISSUER): "归口部门",
    (SubjectKind.VETO, Relation.ADDRESSEE): "被考核单位",
}


def scope(actor: Actor, kind: SubjectKind) -> Scope:
    """What of this kind the actor may see, as a filter. `scope(a, k).matches(s)` is `may(a, "read", s).ok`."""
    if actor.is_clock or not actor.seats:
        return Nothing()
    rows = rows_for(READ, kind=kind, state="")
    whos = dict.fromkeys(who for row in rows for who in row.who)
    parts = dict.fromkeys(part for who in whos for part in _parts(actor, who))
    found: Scope = AnyOf(tuple(parts)) if parts else Nothing()
    if All(actor.office) in parts:
        found = All(actor.office)
    if any(untold in row.bars for row in rows):
        return ToldOnly(found, actor.office, frozenset(seat.unit for seat in actor.seats))
    return found


def _parts(actor: Actor, who: Who) -> Iterator[Scope]:
    if who.relation in PERSONAL:
        if actor.person_id is not None:
            yield PersonIs(actor.office, who.relation, actor.person_id)
        return
    seats = [seat for seat in actor.seats if has_role(seat, who)]
    if who.relation is Relation.HOST:
        seats = [seat for seat in seats if seat.unit == actor.host_unit]
    if seats:
        yield from _filters(actor.office, who.relation, seats)


def _filters(office: int, relation: Relation, seats: list[Seat]) -> Iterator[Scope]:
    if relation in BY_UNIT:
        yield UnitIn(office, relation, frozenset(seat.unit for seat in seats))
    elif relation in BY_POST:
        yield PostIn(office, relation, frozenset(seat.post for seat in seats))
    elif relation is Relation.IN_CHARGE:
        if units := frozenset(unit for seat in seats for unit in seat.in_charge_of):
            yield InChargeOf(office, units)
    else:  # OFFICE and HOST ask nothing of the subject itself
        yield All(office)
