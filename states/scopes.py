"""What an actor may see, as a filter: a small tree that `models/` turns into a where clause and tests ask directly."""

from dataclasses import dataclass

from states.actors import Relation
from states.subjects import SubjectFacts


@dataclass(frozen=True, slots=True)
class Nothing:
    def matches(self, subject: SubjectFacts) -> bool:  # noqa: ARG002 -- every node answers the same question
        return False


@dataclass(frozen=True, slots=True)
class All:
    """Everything of one organising office."""

    office: int

    def matches(self, subject: SubjectFacts) -> bool:
        return subject.office == self.office


@dataclass(frozen=True, slots=True)
class UnitIn:
    """The subject's lead unit, co-units, assessors, source, issuer or addressees (by `relation`) are of these units."""

    office: int
    relation: Relation
    units: frozenset[str]

    def matches(self, subject: SubjectFacts) -> bool:
        if subject.office != self.office:
            return False
        whose = {
            Relation.LEAD: {subject.lead_unit},
            Relation.SOURCE: {subject.source_unit},
            Relation.CO_UNIT: subject.co_units,
            Relation.ASSESSOR: subject.assessors,
            Relation.ISSUER: {subject.issuer_unit},
            Relation.ADDRESSEE: subject.addressees,
        }
        return not self.units.isdisjoint(whose[self.relation])


@dataclass(frozen=True, slots=True)
class InChargeOf:
    """The subject's lead unit is one that the actor's leader seats are in charge of."""

    office: int
    units: frozenset[str]

    def matches(self, subject: SubjectFacts) -> bool:
        return subject.office == self.office and subject.lead_unit in self.units


@dataclass(frozen=True, slots=True)
class PostIn:
    """One of these posts is the subject's leader, is awaited, was asked for advice or had a copy (by `relation`)."""

    office: int
    relation: Relation
    posts: frozenset[str]

    def matches(self, subject: SubjectFacts) -> bool:
        if subject.office != self.office:
            return False
        whose = {
            Relation.LEADER: {subject.leader_post},
            Relation.AWAITED: subject.awaited_posts,
            Relation.CONSULTED: subject.consulted_posts,
            Relation.COPIED: subject.copied_posts,
        }
        return not self.posts.isdisjoint(whose[self.relation])


@dataclass(frozen=True, slots=True)
class PersonIs:
    """The person submitted the subject, made the last step, or it is his own (by `relation`)."""

    office: int
    relation: Relation
    person: int

    def matches(self, subject: SubjectFacts) -> bool:
        whose = {
            Relation.SUBMITTER: subject.submitter,
            Relation.LAST_MOVER: subject.last_mover,
            Relation.SELF: subject.person,
        }
        return subject.office == self.office and whose[self.relation] == self.person


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Scope, ...]"

    def matches(self, subject: SubjectFacts) -> bool:
        return any(part.matches(subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class ToldOnly:
    """The same, but of what is about these units only what they were told (O26)."""

    of: "Scope"
    office: int
    units: frozenset[str]

    def matches(self, subject: SubjectFacts) -> bool:
        is_secret = subject.lead_unit in self.units and subject.lead_unit not in subject.addressees
        return not is_secret and self.of.matches(subject)


Scope = Nothing | All | UnitIn | InChargeOf | PostIn | PersonIs | AnyOf | ToldOnly
