"""One thing under review, kept in memory: what `actions/` does with a move, without a database.

The world applies the effects that `states/` answers and nothing else, so a wrong effect shows as a wrong world.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from config.chains import Chain
from states.actors import Actor
from states.ballots import Ballot, Vote
from states.chain import AUTOMATIC
from states.effects import Effects, Opening, Settling, effects_of
from states.facts import AskedSeat, ReviewFacts
from states.kit import Machine, Move, decide, follow_up
from states.obligations import ObligationKind
from states.reviewing import handed_post, voting_post
from states.subjects import SubjectFacts
from tests.unit.states.office import CLOCK, CO_UNIT, DIRECTORY, HOST, LEAD, NOW, OFFICE, PERSON

REVIEWED = frozenset({"approve", "endorse", "decline", "return_for_revision"})


@dataclass
class World:
    machine: Machine[Any]
    chain: Chain | None
    facts: type[ReviewFacts]
    gate: Mapping[str, Any] = field(default_factory=dict)  # machine facts that stand as long as nothing else is said
    state: str = ""
    owed: list[tuple[ObligationKind, str]] = field(default_factory=list)
    votes: tuple[Vote, ...] = ()
    called: tuple[tuple[str, str, str], ...] = ()  # 转办 and 会签, in order: what, from which post, to which
    came_from: str = ""
    returned_by: str = ""
    last_mover: int | None = None
    submitter: int | None = None
    previous: frozenset[int] = frozenset()
    seen: list[tuple[str, str, str]] = field(default_factory=list)  # trigger, from, to
    told: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = self.state or self.machine.definition.initial
        self._open(tuple(Opening(awaits) for awaits in (self.machine.states[self.state].awaits,) if awaits))

    # what is asked of it

    @property
    def subject(self) -> SubjectFacts:
        step = self._step
        return SubjectFacts(
            kind=self.machine.definition.kind,
            office=OFFICE,
            state=self.state,
            lead_unit=LEAD,
            co_units=frozenset({CO_UNIT}),
            leader_post="fenguan",
            issuer_unit=HOST,
            addressees=frozenset({CO_UNIT}),
            awaited_posts=self.posts(self._kind),
            awaited_roles=frozenset(ref.role for ref in step.reviewers) if step else frozenset(),
            consulted_posts=self.posts(ObligationKind.OPINION),
            submitter=self.submitter,
            last_mover=self.last_mover,
        )

    def posts(self, kind: ObligationKind | None) -> frozenset[str]:
        return frozenset(post for each, post in self.owed if each is kind)

    @property
    def _kind(self) -> ObligationKind | None:
        awaits = self.machine.states[self.state].awaits
        return awaits.kind if awaits else None

    @property
    def _step(self) -> Any:
        steps = self.chain.steps if self.chain else ()
        return next((step for step in steps if f"review:{step.code}" == self.state), None)

    @property
    def ballot(self) -> Ballot:
        step = self._step
        if step is None:
            return Ballot()
        plain = SubjectFacts(
            kind=self.machine.definition.kind, office=OFFICE, lead_unit=LEAD, co_units=frozenset({CO_UNIT})
        )
        ballot = Ballot(mode=step.mode, groups=DIRECTORY.groups(step.reviewers, plain))
        for what, old, new in self.called:
            ballot = ballot.handed(old, new) if what == "reassign" else replace(ballot, added=ballot.added | {new})
        return replace(ballot, votes=self.votes)

    def told_by(self, actor: Actor, **said: Any) -> Any:
        holders = frozenset(PERSON[post] for post in self.posts(ObligationKind.REVIEW))
        standing = {
            "ballot": self.ballot,
            "came_from": self.came_from,
            "returned_by": self.returned_by,
            "holders": holders,
            "previous": self.previous,
        }
        return self.facts(actor=actor, subject=self.subject, now=NOW, **{**standing, **self.gate, **said})

    # what it does

    def act(self, actor: Actor, verb: str, **said: Any) -> Move[Any]:
        """Raises `TransitionRefused`, and then nothing has changed."""
        facts = self.told_by(actor, **said)
        move = decide(self.machine, trigger=verb, state=self.state, facts=facts)
        self._apply(move, facts)
        clock = self.told_by(CLOCK)
        if trigger := follow_up(self.machine, AUTOMATIC, state=self.state, facts=clock):
            self.act(CLOCK, trigger)
        return move

    def _apply(self, move: Move[Any], facts: ReviewFacts) -> Effects:
        effects = effects_of(move, facts)
        post = voting_post(facts.actor, facts.subject.awaited_posts)
        if move.rule.verb in REVIEWED and move.source.code.startswith("review:"):
            agrees = move.rule.verb in {"approve", "endorse"}
            self.votes = (*self.votes, Vote(post, facts.actor.person_id, agrees))
        for settling in (*effects.settle, *effects.free):
            self._settle(settling)
        if move.rule.verb in {"reassign", "countersign"}:
            self.called = (*self.called, (move.rule.verb, handed_post(facts), facts.asked.post))
        self._move(move, effects, facts)
        self._open(effects.open)
        self.told += [(each.code, each.posts) for each in effects.tell]
        return effects

    def _move(self, move: Move[Any], effects: Effects, facts: ReviewFacts) -> None:
        course = effects.course
        self.came_from, self.returned_by, self.last_mover = course.came_from, course.returned_by, course.last_mover
        self.state = move.dest.code
        self.seen.append((move.rule.trigger, move.source.code, move.dest.code))
        if move.rule.verb in {"submit", "submit_breakdown", "submit_package", "resubmit", "submit_correction"}:
            self.submitter = facts.actor.person_id
        if course.is_new_attempt:
            voters = frozenset(vote.person for vote in self.votes if vote.person is not None)
            self.previous = voters or self.previous
            self.votes, self.called = (), ()

    def _settle(self, settling: Settling) -> None:
        self.owed = [
            (kind, post)
            for kind, post in self.owed
            if kind is not settling.kind or (settling.posts and post not in settling.posts)
        ]

    def _open(self, opened: tuple[Opening, ...]) -> None:
        for opening in opened:
            posts = opening.posts or DIRECTORY.owing(opening.awaits, self.subject)
            self.owed += [(opening.awaits.kind, post) for post in posts]


def asked(post: str) -> AskedSeat:
    return AskedSeat(post=post, title=post, persons=frozenset({PERSON[post]}))
