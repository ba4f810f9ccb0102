"""Is what the superior took counted twice over and no more (R2.23, R2.24)? Two doublings would make it fourfold."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from checks.doubt import Doubt, error, warning
from config.carried import CarriedDown
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.combining import NamedRule
from config.scoring.measures import Constant, CountFindings, Difference, FromSource, Product, Sum
from config.scoring.parts import parts_like, parts_of
from config.scoring.pricing import Events
from config.walking import Steps
from scoring.carrying import doubled
from scoring.numbers import plain
from scoring.refusals import Unscored

CONDITIONS = frozenset({"when", "where", "unless_all", "tie_breaks"})
"""Below these keys a rule is only asked whether something holds, or who is before whom."""
TWICE = 2


def doubts_of_carried(scheme: Scheme) -> Iterator[Doubt]:
    carried = scheme.carried_down
    if carried is not None:
        yield from _rule(scheme, carried)
        yield from _read_again(scheme, carried)
        yield from _multiplied_again(scheme, carried)
        yield from _turned_round(scheme, carried)
        yield from _used_again(scheme, carried)
    yield from _priced_again(scheme)


def _rule(scheme: Scheme, carried: CarriedDown) -> Iterator[Doubt]:
    """One point that the superior takes, put through the rule."""
    rule = scheme.scoring.rules[carried.rule]
    if not any(part.source == carried.source for _, part in parts_like(FromSource, rule)):
        name = _source(scheme, carried)
        sentence = f"规则“{carried.rule}”没有取“{name}”，上级的加减分落不到部门"
        yield error("/carried_down/rule", sentence, "改规则，或改 source", carried.basis)
        return
    unit = next((unit for group in scheme.scoring.groups for unit in group.units), scheme.units[0].code)
    try:
        worth = abs(doubled(scheme, Fraction(-1), unit=unit).value)
    except Unscored as refusal:
        yield warning("/carried_down/rule", f"只凭一份上级扣分算不出来：{refusal}", "这条规则里不要用别的事实")
        return
    if worth > TWICE:
        sentence = f"上级扣1分，落到部门扣{plain(worth)}分，超过双倍"
        yield warning("/carried_down/rule", sentence, "核对是不是加倍了两次", carried.basis)


def _read_again(scheme: Scheme, carried: CarriedDown) -> Iterator[Doubt]:
    for steps, part in parts_like(FromSource, scheme.scoring, ("scoring",)):
        if part.source == carried.source and not _is_own(steps, carried) and not CONDITIONS & set(steps):
            yield error(
                pointer_of(steps),
                f"“{_source(scheme, carried)}”在双倍规则“{carried.rule}”以外又取了一次，会重复计分",
                f"改用 {{kind: rule, rule: {carried.rule}}}",
                part.basis,
            )


def _multiplied_again(scheme: Scheme, carried: CarriedDown) -> Iterator[Doubt]:
    for steps, product in parts_like(Product, scheme.scoring, ("scoring",)):
        factors = [_number(part) for part in product.parts]
        uses = any(part.rule == carried.rule for _, part in parts_like(NamedRule, product))
        if uses and any(factor is not None and abs(factor) > 1 for factor in factors):
            yield error(
                pointer_of(steps),
                f"双倍规则“{carried.rule}”外面又乘了一次，会成四倍",
                "加倍只写在双倍规则里",
                product.basis,
            )


def _turned_round(scheme: Scheme, carried: CarriedDown) -> Iterator[Doubt]:
    """What the superior took is a negative number: behind a minus it would be given."""
    if (worth := _worth(scheme)) is None or worth >= 0:
        return
    for steps, difference in parts_like(Difference, scheme.scoring, ("scoring",)):
        for place, part in enumerate(difference.parts[1:], start=1):
            terms = part.parts if isinstance(part, Sum) else (part,)
            if any(isinstance(term, NamedRule) and term.rule == carried.rule for term in terms):
                yield error(
                    pointer_of((*steps, "parts", place)),
                    f"双倍规则“{carried.rule}”算出的扣分本来是负数，写在减号后面就成了加分",
                    "移到相加的一边，或者在规则里改成正数再减",
                    difference.basis,
                )


def _worth(scheme: Scheme) -> Fraction | None:
    """What one point that the superior takes comes to."""
    unit = next((unit for group in scheme.scoring.groups for unit in group.units), scheme.units[0].code)
    try:
        return doubled(scheme, Fraction(-1), unit=unit).value
    except Unscored:
        return None


def _number(part: object) -> Decimal | None:
    if isinstance(part, Constant):
        return part.value
    return Decimal(part) if isinstance(part, int | Decimal) else None


def _used_again(scheme: Scheme, carried: CarriedDown) -> Iterator[Doubt]:
    """Two rules for two groups may each have it; for one unit it counts once."""
    places = [
        steps
        for steps, part in parts_like(NamedRule, scheme.scoring, ("scoring",))
        if part.rule == carried.rule and not CONDITIONS & set(steps)
    ]
    for steps in places[1:]:
        yield warning(
            pointer_of(steps),
            f"双倍规则“{carried.rule}”用了 {len(places)} 处：同一单位两处都算的，会成四倍",
            "每个单位只算一处",
        )


def _priced_again(scheme: Scheme) -> Iterator[Doubt]:
    """The record of an item on the negative list only says that there was one."""
    finding = scheme.negative_list.finding
    if finding is None:
        return
    for steps, part in parts_of(scheme.scoring, ("scoring",)):
        matches = (
            [price.match for price in part.prices]
            if isinstance(part, Events)
            else [part.match]
            if isinstance(part, CountFindings)
            else []
        )
        if not CONDITIONS & set(steps) and any(finding in match.finding for match in matches):
            yield error(
                pointer_of(steps),
                "负面清单的扣分已按双倍规则计，这里又按事项计一次",
                "负面清单事项只用来看有没有（has_finding），不再计分",
            )


def _is_own(steps: Steps, carried: CarriedDown) -> bool:
    return steps[:3] == ("scoring", "rules", carried.rule)


def _source(scheme: Scheme, carried: CarriedDown) -> str:
    return next(source.name for source in scheme.scoring.sources if source.code == carried.source)
