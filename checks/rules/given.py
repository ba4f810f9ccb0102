"""What people put in by hand: ballots and the grades that are priced, lateness that is set in one place."""

from collections.abc import Iterator

from checks.doubt import Doubt, error, warning
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.parts import parts_like
from config.scoring.pricing import Judgement, Votes


def doubts_of_given(scheme: Scheme) -> Iterator[Doubt]:
    yield from _of_votes(scheme)
    yield from _of_lateness(scheme)


def _of_votes(scheme: Scheme) -> Iterator[Doubt]:
    """A grade on the ballot that has no price leaves the unit without a score."""
    known = {rating.code: rating for rating in scheme.scoring.ratings}
    for steps, rule in parts_like(Votes, scheme.scoring, ("scoring",)):
        rating = known.get(rule.ballot)
        if rating is None or rating.ballots is None:
            continue
        printed, priced = rating.ballots.grades, tuple(rule.grades)
        pointer = pointer_of((*steps, "grades"))
        if not printed:
            yield error(pointer, f"“{rating.name}”是打分，不是投票", "用 raters，或在 ballots 里写 grades", rule.basis)
        for grade in printed:
            if grade not in priced:
                yield error(pointer, f"票上有“{grade}”，没有写它几分", "补上它的分值", rule.basis)
        for grade in priced if printed else ():
            if grade not in printed:
                yield warning(pointer, f"票上没有“{grade}”，它的分值用不上", "改成票上的等次，或删去", rule.basis)


def _of_lateness(scheme: Scheme) -> Iterator[Doubt]:
    slots: dict[str, None] = {}
    for steps, rule in parts_like(Judgement, scheme.scoring, ("scoring",)):
        if not rule.lateness:
            continue
        slots[rule.slot] = None
        pointer = pointer_of(steps)
        if len(slots) > 1:
            sentence = "迟报的扣分只能合计在一处，写了几处"
            yield error(f"{pointer}/lateness", sentence, "其余的删去 lateness", rule.basis)
        if rule.default is None:
            sentence = f"没有迟报过的单位，“{rule.label or rule.slot}”没有分"
            yield warning(pointer, sentence, "写 default: 0", rule.basis)
