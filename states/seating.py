"""From a seat named by what it does (牵头单位的分管领导) to the posts that sit there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from config.obligations import ObligationKind
from config.roles import Role
from config.seats import SeatOf, SeatRef
from states.rules import Await
from states.subjects import SubjectFacts

# These belong to the whole office, whichever unit they sit in.
BODIES = frozenset(
    {
        Role.PRINCIPAL_LEADER,
        Role.COMMITTEE,
        Role.SUPERVISION,
        Role.DISCIPLINE,
        Role.STATISTICS,
        Role.ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDITOR,
    }
)

WRITERS = tuple(
    SeatRef(role=role, of=SeatOf.LEAD)
    for role in (Role.OFFICER, Role.RESPONSIBLE_PERSON, Role.DEPARTMENT_HEAD, Role.LIAISON, Role.STATISTICS)
)
# Official figures come from who keeps them (O21).
FIGURE_WRITERS = tuple(dict.fromkeys((SeatRef(role=Role.STATISTICS, of=SeatOf.LEAD), *WRITERS)))
SIGNERS = tuple(SeatRef(role=role, of=SeatOf.LEAD) for role in (Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON))
CLERKS = tuple(SeatRef(role=role, of=SeatOf.OFFICE) for role in (Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE))
# The same two desks: the one collects and sends up first of all, the other judges or records the superior's judgement.
COLLECTORS = CLERKS[::-1]
DECIDERS = tuple(SeatRef(role=role, of=SeatOf.OFFICE) for role in (Role.COMMITTEE, Role.PRINCIPAL_LEADER))


def writers(kind: ObligationKind) -> tuple[SeatRef, ...]:
    """Who writes a report that is owed in this way."""
    return FIGURE_WRITERS if kind is ObligationKind.FIGURE else WRITERS


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """A post of the office, in official order. `grants`: roles that 兼岗 lets it exercise too."""

    code: str
    unit: str
    role: Role
    in_charge_of: frozenset[str] = field(default_factory=frozenset)
    grants: frozenset[Role] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The posts of one office, in official order, and the unit that runs the assessment."""

    host_unit: str
    posts: tuple[PostFacts, ...]

    def groups(self, refs: Iterable[SeatRef], subject: SubjectFacts) -> tuple[frozenset[str], ...]:
        """Every group of posts that the seats of a step mean, without repetition: the `groups` of its ballot."""
        return tuple(dict.fromkeys(group for ref in refs for group in self._groups_of(ref, subject)))

    def _groups_of(self, ref: SeatRef, subject: SubjectFacts) -> Iterator[frozenset[str]]:
        """Posts of one unit speak with one voice, members of a central body each for himself.

        A post whose own role fits comes before one that is only granted it: 兼岗 counts where nobody else sits.
        """
        fitting = [post for post in self.posts if _fits(post, ref, subject, self.host_unit)]
        sitting = [post for post in fitting if post.role is ref.role] or fitting
        if ref.of is SeatOf.OFFICE and ref.role in BODIES:
            yield from (frozenset({post.code}) for post in sitting)
            return
        units = dict.fromkeys(post.unit for post in sitting)
        yield from (frozenset(post.code for post in sitting if post.unit == unit) for unit in units)

    def owing(self, awaits: Await, subject: SubjectFacts, *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The posts that owe what a state awaits, in official order: every seat's, or the first seat's that exists.

        `but`: posts that must not, as if they were empty.
        """
        if awaits.per_unit:
            return self._owing_per_unit(awaits.seats, subject)
        found = (tuple(group - but for group in self._sitting(ref, awaits, subject)) for ref in awaits.seats)
        filled = [groups for groups in found if any(groups)]
        chosen = filled if awaits.each else filled[:1]
        owing = {post for groups in chosen for group in groups for post in group}
        return tuple(post.code for post in self.posts if post.code in owing)

    def _sitting(self, ref: SeatRef, awaits: Await, subject: SubjectFacts) -> tuple[frozenset[str], ...]:
        groups = self.groups((ref,), subject)
        if not awaits.apart:
            return groups
        concerned = {subject.lead_unit, *subject.co_units}
        barred = {post.code for post in self.posts if post.unit in concerned}
        return tuple(group for group in groups if not group & barred)

    def _owing_per_unit(self, refs: Iterable[SeatRef], subject: SubjectFacts) -> tuple[str, ...]:
        """In each unit the first seat that exists."""
        unit_of = {post.code: post.unit for post in self.posts}
        first: dict[str, frozenset[str]] = {}
        for ref in refs:
            for group in self._groups_of(ref, subject):
                first.setdefault(unit_of[next(iter(group))], group)
        owing = {post for group in first.values() for post in group}
        return tuple(post.code for post in self.posts if post.code in owing)


def _fits(post: PostFacts, ref: SeatRef, subject: SubjectFacts, host_unit: str) -> bool:
    if ref.role is not post.role and ref.role not in post.grants:
        return False
    match ref.of:
        case SeatOf.LEAD:
            return _sits_for(post, ref.role, frozenset({subject.lead_unit}))
        case SeatOf.CO_UNITS:
            return _sits_for(post, ref.role, subject.co_units)
        case SeatOf.UNIT:
            return _sits_for(post, ref.role, frozenset({ref.unit or ""}))
        case SeatOf.OFFICE:
            return ref.role in BODIES or _sits_for(post, ref.role, frozenset({host_unit}))


def _sits_for(post: PostFacts, role: Role, units: frozenset[str]) -> bool:
    """A leader sits for the units he is in charge of, everybody else in his own."""
    return not post.in_charge_of.isdisjoint(units) if role is Role.LEADER_IN_CHARGE else post.unit in units
