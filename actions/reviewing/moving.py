"""One verb on one thing: load it, gather what is known, let the machine decide; what follows by itself follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Conflict, Data
from actions.context import Act
from actions.firing import Fired, fire
from actions.reviewing.gathering import SILENT, Gathered, Said, gather
from actions.reviewing.kinds import Reviewable, kind_of
from actions.reviewing.seats import Decision, open_seat, say
from actions.subjects import Subject
from models.reviews import Review
from states.chain import AUTOMATIC, step_of
from states.engine import follow_up
from states.facts import ReviewFacts
from states.reviewing import voting_post
from states.subjects import SubjectKind

SPOKEN = {
    "approve": Decision.AGREED,
    "endorse": Decision.AGREED,
    "decline": Decision.DECLINED,
    "return_for_revision": Decision.RETURNED,
    "decline_to_issue": Decision.DECLINED,
}


class About(Data):
    """Which thing. With `version`, the act is refused when the thing is no longer as the person saw it."""

    kind: SubjectKind = Field(description="事项类别：assignment 指标任务、report 进展报告、package 报送件、letter 文书")
    id: int = Field(description="事项编号")
    version: int | None = Field(default=None, description="办理时看到的版本；与现在的不同就不办，请刷新")


@dataclass(frozen=True, slots=True)
class Held:
    """A thing as a verb holds it: its kind, itself, what was gathered, and what its machine is told."""

    kind: Reviewable[Any]
    subject: Subject[Any]
    gathered: Gathered
    facts: ReviewFacts

    @property
    def named(self) -> str:
        return f"“{self.subject.title}”{self.subject.what}"


def hold(act: Act, about: About, said: Said = SILENT) -> Held:
    """The thing, locked, with its facts. Raises `Conflict` when it is not the version that the person saw."""
    kind = kind_of(act, about.kind)
    subject = kind.load(act, about.id)
    if about.version is not None and about.version != subject.row.version:
        raise Conflict(act.entry.label, ("这件事已有变化，请刷新后再办",))
    return held(act, kind, subject, said)


def held(act: Act, kind: Reviewable[Any], subject: Subject[Any], said: Said = SILENT) -> Held:
    gathered = gather(act, kind, subject, said)
    return Held(kind, subject, gathered, kind.facts(act, subject, gathered.shared))


def move(
    act: Act,
    holding: Held,
    trigger: str,
    *,
    values: Mapping[str, Any] | None = None,
    basis: str = "",
    words: Mapping[str, Any] | None = None,
) -> Fired:
    """Fire a verb on a held thing; then the steps that the scheme lets be skipped are skipped."""
    seat = open_seat(act, holding.gathered.seats, voting_post(act.actor, holding.facts.subject.awaited_posts))
    fired = fire(act, holding.subject, trigger, holding.facts, values=values, basis=basis, words=words)
    if seat is not None:
        _speak(act, holding, seat, fired)
    follow(act, holding.subject, fired)
    return fired


def _speak(act: Act, holding: Held, seat: Any, fired: Fired) -> None:
    """A vote is written before what follows by itself: who agreed here may be the same person in the next step."""
    decision = SPOKEN.get(fired.move.rule.verb)
    if decision is not None:
        returned_to = holding.facts.return_to if decision is Decision.RETURNED else None
        say(act, seat, decision, words=holding.facts.words, marks=fired.move.marks, returned_to=returned_to)


def follow(act: Act, subject: Subject[Any], fired: Fired) -> None:
    """自动跳过: right after a thing has come into a step, by the clock, and recorded as what it is (A29)."""
    clock, kind = act.as_clock(), kind_of(act, subject.kind)
    while not fired.move.stays and _may_follow(subject, fired.move.dest.code):
        holding = held(clock, kind, kind.load(clock, subject.id))
        trigger = follow_up(subject.machine, AUTOMATIC, state=holding.subject.state, facts=holding.facts)
        if trigger is None:
            return
        fired = fire(clock, holding.subject, trigger, holding.facts)
        _skipped(act, holding.gathered)


def _may_follow(subject: Subject[Any], state: str) -> bool:
    return bool(step_of(state)) and any((trigger, state) in subject.machine.table for trigger in AUTOMATIC)


def _skipped(act: Act, gathered: Gathered) -> None:
    ids = [seat.id for seat in gathered.seats]
    act.tx.execute(update(Review.t).where(Review.c.id.in_(ids)).values(decision=Decision.SKIPPED.value))
