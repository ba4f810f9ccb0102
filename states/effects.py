"""What a move does besides moving: which obligations it settles, frees and opens, whom it tells, what is remembered.

`actions/` only writes rows; nothing here knows where they stand.
"""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from config.chains import Together
from config.labels import Labelled
from states.course import Course, course_after
from states.facts import Circumstances, ReviewFacts
from states.obligations import ObligationKind, Outcome
from states.reviewing import handed_post, voting_post
from states.rules import Await, Move

C = TypeVar("C", bound=Circumstances)

# A judgement stays in its state until the score is entered: it ends what was owed and opens the next.
JUDGEMENTS = frozenset({"verify", "record_verdict"})


class Audience(Labelled):
    """Who is told."""

    SUBMITTER = "submitter", "送审人"
    FREED = "freed", "不需再办理的岗位"
    ASKED = "asked", "被指定的岗位"
    AWAITED = "awaited", "当前办理岗位"
    PASSED_OVER = "passed_over", "不再重新审核的岗位"


@dataclass(frozen=True, slots=True)
class Settling:
    """Open obligations of this kind about the subject end; of these posts, or all of them where none are named."""

    kind: ObligationKind
    outcome: Outcome
    posts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """What is owed from now: by the seats of `awaits`, or by the posts that were named."""

    awaits: Await
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A message, by its code."""

    code: str
    audience: Audience
    posts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    settle: tuple[Settling, ...] = ()
    free: tuple[Settling, ...] = ()
    open: tuple[Opening, ...] = ()
    tell: tuple[Telling, ...] = ()
    course: Course = field(default_factory=Course)


def effects_of(move: Move[C], facts: C, *, fellows_waiting: int = 0) -> Effects:
    """The effects of a decided move. `fellows_waiting`: how many others still share a joint obligation."""
    course = course_after(move, facts)
    if move.stays:
        return _staying(move, facts, course)
    mine, others = _leaving(move, facts, fellows_waiting)
    return Effects(
        settle=mine,
        free=others,
        open=_entering(move),
        tell=(*_told_of(move, facts), *_freed(facts, others)),
        course=course,
    )


def _staying(move: Move[Any], facts: Circumstances, course: Course) -> Effects:
    """One seat's part, or a to-do that changes hands."""
    asked = facts.asked.post if isinstance(facts, ReviewFacts) and facts.asked else ""
    mine = frozenset({voting_post(facts.actor, facts.subject.awaited_posts)} - {""})
    review = ObligationKind.REVIEW
    match move.rule.verb:
        case "endorse" | "decline":
            return Effects(settle=(Settling(review, Outcome.DONE, mine),), course=course)
        case "reassign" if isinstance(facts, ReviewFacts):
            handed = Settling(review, Outcome.REASSIGNED, frozenset({handed_post(facts)}))
            return Effects(settle=(handed,), open=_for(move, asked), tell=_asked("reassigned", asked), course=course)
        case "countersign":
            return Effects(open=_for(move, asked), tell=_asked("to_review", asked), course=course)
        case "consult":
            advice = Opening(Await(ObligationKind.OPINION, (), days=1), (asked,))
            return Effects(open=(advice,), tell=_asked("consulted", asked), course=course)
        case "give_opinion":
            posts = frozenset(seat.post for seat in facts.actor.seats) & facts.subject.consulted_posts
            return Effects(settle=(Settling(ObligationKind.OPINION, Outcome.DONE, posts),), course=course)
        case "copy":
            return Effects(tell=_asked("copied", asked), course=course)
        case "urge":
            told = Telling("urged_by_hand", Audience.AWAITED, facts.subject.awaited_posts)
            return Effects(tell=(told,), course=course)
        case verb if verb in JUDGEMENTS and move.source.awaits is not None:
            judged = Settling(move.source.awaits.kind, Outcome.DONE)
            score = Opening(Await(ObligationKind.SCORE, move.source.awaits.seats))
            return Effects(settle=(judged,), open=(score,), course=course)
        case _:
            return Effects(course=course)


def _for(move: Move[Any], post: str) -> tuple[Opening, ...]:
    return (Opening(move.source.awaits, (post,)),) if move.source.awaits and post else ()


def _asked(code: str, post: str) -> tuple[Telling, ...]:
    return (Telling(code, Audience.ASKED, frozenset({post})),) if post else ()


def _continues(move: Move[Any]) -> bool:
    """收集中 → 汇总中, 已审定 → 已用印: the same thing is still owed by the same seats."""
    before, after = move.source.awaits, move.dest.awaits
    # two steps of a chain may ask the same seats for the same days, and are two reviews all the same
    return before is not None and before == after and before.kind is not ObligationKind.REVIEW


def _leaving(move: Move[Any], facts: Circumstances, fellows: int) -> tuple[tuple[Settling, ...], tuple[Settling, ...]]:
    """What the leaver has done, and what nobody else has to do any more."""
    awaits = move.source.awaits
    if awaits is None or _continues(move) or (awaits.joint and fellows):
        return (), ()
    if awaits.kind is not ObligationKind.REVIEW:
        also = (Settling(ObligationKind.SCORE, Outcome.DONE),) if move.rule.verb == "enter_score" else ()
        return (Settling(awaits.kind, _outcome(move)), *also), ()
    return _leaving_review(move, facts)


def _leaving_review(move: Move[Any], facts: Circumstances) -> tuple[tuple[Settling, ...], tuple[Settling, ...]]:
    review, outcome = ObligationKind.REVIEW, _outcome(move)
    advice = Settling(ObligationKind.OPINION, Outcome.FREED)
    if outcome in (Outcome.RECALLED, Outcome.SKIPPED, Outcome.WITHDRAWN):
        return (Settling(review, outcome),), (advice,)
    mine = frozenset({voting_post(facts.actor, facts.subject.awaited_posts)} - {""})
    rest = facts.subject.awaited_posts - mine
    freed = (Settling(review, Outcome.FREED, rest),) if rest else ()
    return (Settling(review, outcome, mine),), (*freed, advice)


def _outcome(move: Move[Any]) -> Outcome:
    special = {
        "return_for_revision": Outcome.RETURNED,
        "recall": Outcome.RECALLED,
        "skip": Outcome.SKIPPED,
        "withdraw": Outcome.WITHDRAWN,
        "waive": Outcome.WAIVED,
        "void": Outcome.WITHDRAWN,
        "drop": Outcome.WITHDRAWN,
        "annul": Outcome.WITHDRAWN,
        "dismiss_problem": Outcome.WITHDRAWN,
        "deem_confirmed": Outcome.LAPSED,
    }
    return special.get(move.rule.verb, Outcome.DONE)


def _entering(move: Move[Any]) -> tuple[Opening, ...]:
    awaits = move.dest.awaits
    return (Opening(awaits),) if awaits is not None and not _continues(move) else ()


def _told_of(move: Move[Any], facts: Circumstances) -> tuple[Telling, ...]:
    """The writer learns that it came back; whose to-do was recalled learns that too."""
    match move.rule.verb:
        case "return_for_revision":
            return (Telling("returned", Audience.SUBMITTER),)
        case "recall":
            return (Telling("recalled", Audience.AWAITED, facts.subject.awaited_posts),)
        case "resubmit" if _changed_but_direct(move, facts):
            # the scheme does not ask them again, so they are told what changed
            return (Telling("changed", Audience.PASSED_OVER),)
        case _:
            return ()


def _changed_but_direct(move: Move[Any], facts: Circumstances) -> bool:
    return isinstance(facts, ReviewFacts) and facts.figures_changed and move.dest.code == facts.returned_by


def _freed(facts: Circumstances, freed: tuple[Settling, ...]) -> tuple[Telling, ...]:
    """会签: one refusal frees the others, and they are told (A23). Where any one seat decides, nobody was waiting."""
    if not isinstance(facts, ReviewFacts) or (facts.ballot.mode is Together.ONE and not facts.ballot.added):
        return ()
    posts = frozenset(post for each in freed if each.kind is ObligationKind.REVIEW for post in each.posts)
    return (Telling("freed", Audience.FREED, posts),) if posts else ()
