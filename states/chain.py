"""Review chains as data: the steps that a scheme lists are unrolled into states and rules of a machine.

Every step becomes `review:<step>`. A refusal goes back to the writer, or to an earlier step where the scheme allows;
what comes back goes straight to the one who returned it, unless figures changed and the reviewers are asked again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from config.chains import DRAFT, AtLeast, Chain, Skip, Step
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import (
    asked_did_not_submit,
    asked_does_not_review_already,
    asked_is_another,
    came_from,
    fails_with_refusal,
    has_reason,
    may_be_skipped,
    one_seat_is_handed,
    paper_is_whole,
    passes_with_consent,
    refusal_ends_it,
    refusal_leaves_open,
    seats_suffice,
    somebody_is_asked,
    somebody_is_awaited,
    speaks_once,
    untouched,
    urging_is_due,
    vote_completes,
    vote_leaves_open,
    wanted_at,
)
from states.rules import Await, Guard, Route, Rule, State, rule
from states.subjects import SubjectKind

R = TypeVar("R", bound=ReviewFacts)

SENDING = frozenset({"approve", "resubmit"})
AUTOMATIC = ("skip",)  # what the clock does at once, as soon as the rules let it


def review_state(step: str) -> str:
    return f"review:{step}"


def step_of(state: str) -> str:
    """The step's code, empty where the state is no step."""
    return state.removeprefix("review:") if state.startswith("review:") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Generic[R]):
    """Where a chain hangs in a machine: from `draft` by `submit` to `done`, back to `returned`.

    `gate` is asked at every submission, `consent` at every approval. `homes`: a state that may return the thing after
    the chain, and where the resubmission then goes; `sent_back`: where such a return leads, if not to `returned`.
    `ask_again`: changed figures go through the whole chain.
    """

    kind: SubjectKind
    draft: str
    done: str
    returned: str
    submit: str
    submit_label: str
    gate: tuple[Guard[R], ...] = ()
    consent: tuple[Guard[R], ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    sent_back: tuple[str, ...] = ()
    ask_again: bool = True


@dataclass(frozen=True, slots=True)
class Unrolled(Generic[R]):
    """A chain hung into a frame. `entry` is where a submission goes first; `comes_back`: something may return it."""

    entry: str
    comes_back: bool
    states: tuple[State, ...]
    rules: tuple[Rule[R], ...]
    routes: Mapping[str, Route[R]]


def unroll(chain: Chain | None, frame: Frame[R]) -> Unrolled[R]:
    """The states, rules and routes of a chain in its frame; without a chain a submission is done at once."""
    return _Unroller(chain.steps if chain else (), frame).unrolled()


class _Unroller(Generic[R]):
    def __init__(self, steps: tuple[Step, ...], frame: Frame[R]) -> None:
        self.steps = steps
        self.frame = frame
        self.path = (*(review_state(step.code) for step in steps), frame.done)

    def unrolled(self) -> Unrolled[R]:
        frame = self.frame
        forward = (
            self._rule(frame.submit, frame.draft, self.path[0], frame.submit_label, frame.gate),
            *self._writing(frame.draft),
            *(each for place in range(len(self.steps)) for each in self._review(place)),
            *self._resubmissions(),
        )
        rules = (*forward, *self._recalls(forward))
        present = frozenset((each.trigger, each.source) for each in rules)
        return Unrolled(self.path[0], self._comes_back, tuple(map(_state, self.steps)), rules, self._routes(present))

    def _rule(self, trigger: str, source: str, dest: str, label: str, guards: tuple[Guard[R], ...] = ()) -> Rule[R]:
        return rule(self.frame.kind, trigger, source, dest, label, guards)

    # one step

    def _review(self, place: int) -> list[Rule[R]]:
        step, here, following = self.steps[place], self.path[place], self.path[place + 1]
        return [
            *self._consents(here, following),
            *self._jumps(place),
            *self._refusals(step, here),
            *self._asking(here),
            *self._skips(step, here, following),
        ]

    def _consents(self, here: str, following: str) -> list[Rule[R]]:
        by_hand = (seats_suffice, speaks_once, paper_is_whole)
        return [
            self._rule("approve", here, following, "同意", (vote_completes, *by_hand, *self.frame.consent)),
            self._rule("endorse", here, here, "会签同意", (vote_leaves_open, *by_hand)),
        ]

    def _jumps(self, place: int) -> list[Rule[R]]:
        """A later step sent it back here: what this step approves goes straight to the one who returned it (A21)."""
        here, code = self.path[place], self.steps[place].code
        later = [review_state(step.code) for step in self.steps[place + 2 :] if code in step.may_return_to]
        guards = (vote_completes, seats_suffice, speaks_once, paper_is_whole, *self.frame.consent)
        return [
            self._rule(f"approve:{state}", here, state, "同意并直送退回人", (*guards, self._goes_to(state)))
            for state in later
        ]

    def _refusals(self, step: Step, here: str) -> list[Rule[R]]:
        end: tuple[Guard[R], ...] = (has_reason, speaks_once, refusal_ends_it, paper_is_whole)
        stay: tuple[Guard[R], ...] = (has_reason, speaks_once, refusal_leaves_open, paper_is_whole)
        rules = [
            self._rule(
                f"return_for_revision:{review_state(target)}",
                here,
                review_state(target),
                "退回前一环节",
                (*end, wanted_at(target)),
            )
            for target in step.may_return_to
            if target != DRAFT
        ]
        if DRAFT in step.may_return_to:
            to_writer = (*end, wanted_at(DRAFT))
            rules.insert(0, self._rule("return_for_revision", here, self.frame.returned, "退回修改", to_writer))
        # only where others may still make up the number does a refusal leave it open
        return [*rules, self._rule("decline", here, here, "不同意", stay)] if isinstance(step.mode, AtLeast) else rules

    def _asking(self, here: str) -> list[Rule[R]]:
        """Verbs that leave it where it is: they move a to-do, ask for advice, or remind."""
        asks: tuple[Guard[R], ...] = (somebody_is_asked, asked_is_another)
        anew: tuple[Guard[R], ...] = (*asks, asked_does_not_review_already)
        return [
            self._rule("reassign", here, here, "转办", (*anew, one_seat_is_handed, asked_did_not_submit)),
            self._rule("countersign", here, here, "会签", (*anew, asked_did_not_submit)),
            self._rule("consult", here, here, "加签", anew),
            self._rule("give_opinion", here, here, "填写加签意见", (has_reason,)),
            self._rule("copy", here, here, "抄送", asks),
            self._rule("urge", here, here, "催办", (somebody_is_awaited, urging_is_due)),
            self._rule("record_paper_decision", here, here, "线下签批补录", (somebody_is_awaited,)),
        ]

    def _skips(self, step: Step, here: str, following: str) -> list[Rule[R]]:
        if step.skip_when is Skip.NONE:
            return []
        return [self._rule("skip", here, following, "自动跳过", (may_be_skipped(step),))]

    # back and forth

    @property
    def _comes_back(self) -> bool:
        """Whether anything can be returned at all."""
        return bool(self.frame.homes) or any(DRAFT in step.may_return_to for step in self.steps)

    def _writing(self, here: str) -> list[Rule[R]]:
        """What others may do while it is being written: type for the writer, and ask where it stays."""
        return [
            self._rule("enter_for", here, here, "代录"),
            self._rule("urge", here, here, "催办", (somebody_is_awaited, urging_is_due)),
        ]

    def _recalls(self, forward: tuple[Rule[R], ...]) -> list[Rule[R]]:
        """From each place back to wherever a person can have sent it from, a skipped step not counting."""
        return [
            self._rule(f"recall:{origin}", here, origin, "撤回", (untouched, came_from(origin)))
            for here in self.path
            for origin in dict.fromkeys(self._origins(here, forward))
        ]

    def _origins(self, here: str, forward: tuple[Rule[R], ...]) -> Iterator[str]:
        for each in forward:
            if each.dest == here and each.source != here and each.verb in SENDING | {self.frame.submit}:
                yield each.source
            elif each.dest == here and each.verb in AUTOMATIC:
                yield from self._origins(each.source, forward)

    def _resubmissions(self) -> list[Rule[R]]:
        """From `returned` straight to whoever returned it, or through the chain again."""
        places = ((self.frame.returned,) if self._comes_back else ()) + self.frame.sent_back
        return [each for place in places for each in (*self._resubmitted_from(place), *self._writing(place))]

    def _resubmitted_from(self, here: str) -> list[Rule[R]]:
        beyond = self.frame.homes.values() if here in self.frame.sent_back or not self.frame.sent_back else ()
        within = self.path[:-1] if here == self.frame.returned else ()
        goals = dict.fromkeys((self.path[0], *within, *beyond))
        return [
            self._rule(f"resubmit:{goal}", here, goal, "重新送审", (*self.frame.gate, self._goes_to(goal)))
            for goal in goals
        ]

    def goal(self, facts: ReviewFacts) -> str:
        """Where a resubmission goes."""
        if facts.figures_changed and self.frame.ask_again:
            return self.path[0]
        if facts.returned_by in self.path[:-1]:
            return facts.returned_by
        return self.frame.homes.get(facts.returned_by, self.path[0])

    def _goes_to(self, state: str) -> Guard[R]:
        def leads_there(facts: R) -> str | None:
            return None if self.goal(facts) == state else "应送退回的环节；数字或目标有变动的，从头重新审核"

        return leads_there

    # which rule a verb means

    def _routes(self, present: frozenset[tuple[str, str]]) -> dict[str, Route[R]]:
        def approve(facts: R) -> str:
            if not passes_with_consent(facts) and facts.subject.awaited_posts:
                return "endorse"
            direct = f"approve:{self.goal(facts)}"
            returned = bool(facts.returned_by) and (direct, facts.subject.state) in present
            return direct if returned else "approve"

        def refuse(facts: R) -> str:
            in_chain = facts.subject.state in self.path[:-1]
            may_stay = ("decline", facts.subject.state) in present and facts.subject.awaited_posts
            if may_stay and not fails_with_refusal(facts):
                return "decline"
            to_writer = not in_chain or facts.return_to == DRAFT
            return "return_for_revision" if to_writer else f"return_for_revision:{review_state(facts.return_to)}"

        return {
            "approve": Route(approve, also=("endorse",)),
            "return_for_revision": Route(refuse, also=("decline",)),
            "resubmit": Route(lambda facts: f"resubmit:{self.goal(facts)}"),
            "recall": Route(lambda facts: f"recall:{facts.came_from}"),
        }


def _state(step: Step) -> State:
    label = step.label if step.label.startswith("待") else f"待{step.label}"
    awaits = Await(ObligationKind.REVIEW, step.reviewers, days=step.days, each=True)
    return State(review_state(step.code), label, awaits)
