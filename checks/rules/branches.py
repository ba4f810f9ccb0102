"""Branches that nothing can reach, and what can never be earned."""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.combining import Counter
from config.scoring.parts import parts_like
from config.scoring.pricing import Cases, Events, Lookup, RankPoints


def doubts_of_branches(scheme: Scheme) -> Iterator[Doubt]:
    yield from _cases(scheme)
    yield from _lookups(scheme)
    yield from _prices(scheme)
    yield from _places(scheme)
    yield from _rungs(scheme)


def _cases(scheme: Scheme) -> Iterator[Doubt]:
    for steps, rule in parts_like(Cases, scheme.scoring, ("scoring",)):
        for place, case in enumerate(rule.cases):
            if any(before.when == case.when for before in rule.cases[:place]):
                pointer = pointer_of((*steps, "cases", place, "when"))
                yield warning(pointer, "这种情形与上面的一样，永远轮不到", "删去，或改条件", rule.basis)


def _lookups(scheme: Scheme) -> Iterator[Doubt]:
    answers = {answer.code: answer for answer in scheme.scoring.answers}
    for steps, rule in parts_like(Lookup, scheme.scoring, ("scoring",)):
        answer = answers[rule.answer]
        for said in rule.table:
            if said not in answer.one_of:
                pointer = pointer_of((*steps, "table", said))
                advice = f"“{answer.name}”只有：{'、'.join(answer.one_of)}"
                yield warning(pointer, f"表里的“{said}”永远不会出现", advice, rule.basis)
        missing = [said for said in answer.one_of if said not in rule.table]
        if missing and rule.otherwise is None:
            pointer = pointer_of((*steps, "table"))
            yield warning(pointer, f"表里没有“{'、'.join(missing)}”", "补上，或写 otherwise", rule.basis)


def _prices(scheme: Scheme) -> Iterator[Doubt]:
    """A price behind one that takes the same findings, or more."""
    for steps, rule in parts_like(Events, scheme.scoring, ("scoring",)):
        for place, price in enumerate(rule.prices):
            for before in rule.prices[:place]:
                taken = set(price.match.finding) <= set(before.match.finding)
                plain = not (before.match.attributes or before.match.since or before.match.until)
                if taken and plain and before.match.rectified is None:
                    pointer = pointer_of((*steps, "prices", place, "match"))
                    yield warning(pointer, "前面的单价已经包括这些事项，这一条永远轮不到", "调换次序", rule.basis)
                    break


def _places(scheme: Scheme) -> Iterator[Doubt]:
    sizes = {group.code: len(group.units) + len(group.outside) for group in scheme.scoring.groups}
    largest = max(sizes.values(), default=0)
    for steps, rule in parts_like(RankPoints, scheme.scoring, ("scoring",)):
        size = sizes[rule.group] if rule.group is not None else largest
        for key in ("places", "from_bottom"):
            for place, one in enumerate(getattr(rule, key)):
                if one.first > size:
                    pointer = pointer_of((*steps, key, place))
                    yield warning(pointer, f"组里只有 {size} 家，没有第 {one.first} 名", "核对名次和分组", rule.basis)


def _rungs(scheme: Scheme) -> Iterator[Doubt]:
    for steps, rule in parts_like(Counter, scheme.scoring, ("scoring",)):
        seen: set[int] = set()
        for place, rung in enumerate(rule.rungs):
            if rung.nth in seen:
                pointer = pointer_of((*steps, "rungs", place, "nth"))
                yield warning(pointer, f"第 {rung.nth} 次写了两遍", "删去一个", rule.basis)
            seen.add(rung.nth)
