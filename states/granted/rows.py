"""What a row of the table of rights is, and what bars a person whom it would otherwise allow."""

from collections.abc import Callable
from dataclasses import dataclass

from config.roles import Role
from states.actors import Actor, Relation, Who
from states.standing import Standing
from states.subjects import SubjectFacts, SubjectKind

Bar = Callable[[Actor, Standing, SubjectFacts], str | None]

READ = "read"
REVIEWING = "review:*"


def submitter(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:
    """Owner and reviewer are two persons (A13), unless the scheme grants the post 兼岗 (O08)."""
    if subject.submitter is None or subject.submitter != actor.person_id or standing.dual:
        return None
    return "本件由您送审，不能由您本人审核；确需一人兼办的，须在方案中准许该岗位兼岗"


def own_unit(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody verifies or scores what his own unit answers for (1.8, R1.8). To record the superior is not to judge."""
    if subject.judged_by_superior:
        return None
    if any(seat.unit in {subject.lead_unit, *subject.co_units} for seat in actor.seats):
        return "本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理"
    return None


def ranked(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody decides on a ranking in which his own unit stands (R1.8, W10)."""
    if any(seat.unit in subject.co_units for seat in actor.seats):
        return "您所在的单位参加这次排名，应当回避，请由其他领导审定"
    return None


def ranked_onlooker(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Who looks on from within a ranked unit sees what his unit sees (O27); who leads or decides sees the whole."""
    onlookers = (Role.SUPERVISION, Role.DISCIPLINE, Role.AUDITOR)
    unit = standing.seat.unit if standing.seat is not None else ""
    if standing.who.role in onlookers and unit in subject.co_units:
        return "您所在的单位参加这次排名，公布前只看得到本单位的得分"
    return None


def own_request(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody decides what his own unit asks for (R1.8, W10)."""
    if any(seat.unit == subject.lead_unit for seat in actor.seats):
        return "这是您所在单位提出的复核申请，应当回避，请由其他岗位办理"
    return None


def rated_unit(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Whoever is voted on does not say what the paper says."""
    if any(seat.unit in subject.co_units for seat in actor.seats):
        return "本单位在被评单位之列，不能由本单位监票、核定差异"
    return None


def proposer(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Two persons, whatever the post grants: points that a person gives are confirmed by another (P10)."""
    if subject.submitter is None or subject.submitter != actor.person_id:
        return None
    return "由您提出的分，不能由您本人确认"


def oneself(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
    """Nobody lets himself go."""
    return "不能给本人准假，请由别人批准" if subject.person == actor.person_id else None


def left_to(keeper: Role, what: str, *others: Role) -> Bar:
    """三员分立: where an office has a security administrator, the others of the three lose what is his."""

    def bar(actor: Actor, standing: Standing, subject: SubjectFacts) -> str | None:  # noqa: ARG001 -- one shape of bar
        if actor.is_apart and standing.who.role in others:
            return f"本单位实行三员分立，{what}由{keeper.label}办理"
        return None

    return bar


@dataclass(frozen=True, slots=True)
class Right:
    """One row of the matrix."""

    act: str
    kinds: tuple[SubjectKind, ...]
    who: tuple[Who, ...]
    states: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()

    def holds_in(self, state: str) -> bool:
        return not self.states or any(_fits(pattern, state) for pattern in self.states)


def _fits(pattern: str, state: str) -> bool:
    return state.startswith(pattern[:-1]) if pattern.endswith("*") else state == pattern


def at(relation: Relation, *roles: Role) -> tuple[Who, ...]:
    return tuple(Who(role, relation) for role in roles)


def anyone(*relations: Relation) -> tuple[Who, ...]:
    return tuple(Who(None, relation) for relation in relations)
