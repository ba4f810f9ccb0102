"""In which ways an actor stands to a thing: through which seat, by his own role or one granted to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.roles import Role
from states.actors import Actor, Mark, Relation, Seat, Who
from states.subjects import SubjectFacts

PERSONAL = frozenset({Relation.SUBMITTER, Relation.LAST_MOVER, Relation.SELF})


@dataclass(frozen=True, slots=True)
class Standing:
    """One match of an actor with a row of the table. `dual`: by a role that 兼岗 granted to his post."""

    who: Who
    seat: Seat | None
    dual: bool = False

    @property
    def on_behalf(self) -> bool:
        return self.seat is not None and self.seat.via == "substitute"

    @property
    def marks(self) -> frozenset[Mark]:
        found = ((Mark.ON_BEHALF, self.on_behalf), (Mark.DUAL_POST, self.dual))
        return frozenset(mark for mark, holds in found if holds)


def standings(actor: Actor, who: tuple[Who, ...], subject: SubjectFacts) -> tuple[Standing, ...]:
    """Every way in which the actor is one of `who`: own seats before those filled in for, own role before a grant."""
    if actor.office != subject.office:
        return ()
    found = [standing for each in who for standing in _ways(actor, each, subject)]
    return tuple(sorted(found, key=lambda standing: (standing.on_behalf, standing.dual)))


def _ways(actor: Actor, who: Who, subject: SubjectFacts) -> Iterator[Standing]:
    if actor.is_clock:
        if who.role is Role.CLOCK:
            yield Standing(who, None)
    elif who.relation in PERSONAL:
        if is_person(actor, who.relation, subject):
            yield Standing(who, next(iter(actor.seats), None))
    else:
        for seat in actor.seats:
            if has_role(seat, who) and is_related(actor, seat, who.relation, subject):
                yield Standing(who, seat, dual=_needs_grant(seat, who, subject))


def has_role(seat: Seat, who: Who) -> bool:
    return who.role is None or who.role is seat.role or who.role in seat.grants


def _needs_grant(seat: Seat, who: Who, subject: SubjectFacts) -> bool:
    if who.role is not None:
        return who.role is not seat.role
    if who.relation is Relation.AWAITED:
        return seat.role not in subject.awaited_roles and not seat.grants.isdisjoint(subject.awaited_roles)
    return False


def is_person(actor: Actor, relation: Relation, subject: SubjectFacts) -> bool:
    whose = {
        Relation.SUBMITTER: subject.submitter,
        Relation.LAST_MOVER: subject.last_mover,
        Relation.SELF: subject.person,
    }[relation]
    return whose is not None and whose == actor.person_id


def is_related(actor: Actor, seat: Seat, relation: Relation, subject: SubjectFacts) -> bool:
    """Whether the seat stands so to the subject. Both belong to the same office; that was asked before."""
    match relation:
        case Relation.OFFICE:
            return True
        case Relation.HOST:
            return seat.unit == actor.host_unit
        case Relation.IN_CHARGE:
            return subject.lead_unit in seat.in_charge_of
        case Relation.LEADER:
            return seat.post == subject.leader_post
        case _:
            return _is_among(seat, relation, subject)


def _is_among(seat: Seat, relation: Relation, subject: SubjectFacts) -> bool:
    units = {
        Relation.LEAD: {subject.lead_unit},
        Relation.SOURCE: {subject.source_unit},
        Relation.CO_UNIT: subject.co_units,
        Relation.ASSESSOR: subject.assessors,
        Relation.ISSUER: {subject.issuer_unit},
        Relation.ADDRESSEE: subject.addressees,
    }
    posts = {
        Relation.AWAITED: subject.awaited_posts,
        Relation.CONSULTED: subject.consulted_posts,
        Relation.COPIED: subject.copied_posts,
    }
    return seat.unit in units[relation] if relation in units else seat.post in posts[relation]
