"""What a rule may ask: another rule, a figure, the peers, whether a condition holds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.unit.scoring.oracle.world import GROUPS, NAMES, YEAR, F, Nothing, Refusal, World, or_nothing


class Asked:
    """What every rule may ask for."""

    def __init__(self, world: World) -> None:
        self.w = world

    def at(self, rule: Any, unit: str, period: str = YEAR) -> Fraction:
        if isinstance(rule, int | Decimal):
            return F(rule)
        if isinstance(rule, str):
            return self.known(NAMES.get(rule, rule), unit, period)
        return getattr(self, f"k_{rule['kind']}")(rule, unit, period)  # type: ignore[no-any-return]

    def all(self, rules: Sequence[Any], unit: str, period: str) -> list[Fraction]:
        """All of them; one that has to be decided first weighs more than nothing to look at."""
        found: list[Fraction] = []
        missing: list[Refusal] = []
        for rule in rules:
            try:
                found.append(self.at(rule, unit, period))
            except Refusal as refusal:
                missing.append(refusal)
        if missing:
            raise Nothing if all(isinstance(each, Nothing) for each in missing) else Refusal
        return found

    def known(self, figure: str, unit: str, period: str) -> Fraction:
        if (unit, figure, period) not in self.w.figures:
            raise Nothing
        return self.w.figures[unit, figure, period]

    def group(self, rule: Any, unit: str) -> list[str]:
        name = rule.get("group")
        return GROUPS[name] if name else next(group for group in GROUPS.values() if unit in group)

    def peers(self, of: Any, group: Sequence[str], period: str) -> dict[str, Fraction]:
        found = {}
        for each in group:
            try:
                found[each] = self.at(of, each, period)
            except Nothing:
                continue
        return found

    def holds(self, c: Any, u: str, p: str) -> bool:
        match c["kind"]:
            case "compare":
                value = self.at(c["of"], u, p)
                bounds = {key: self.at(c[key], u, p) for key in (*ENDS, "equals") if key in c}
                return in_bounds(value, bounds) and bounds.get("equals", value) == value
            case "says":
                return or_nothing(self.w.answers, (u, c["answer"])) in c["one_of"]
            case "has_finding":
                return bool(self.happened(c["match"], u, p))
            case "absent":
                try:
                    self.at(c["of"], u, p)
                except Nothing:
                    return True
                return False
            case "in_group":
                return u in GROUPS[c["group"]]
            case "met":
                return self.known("done", u, p) >= self.w.target
            case "all":
                return all([self.holds(each, u, p) for each in c["of"]])  # noqa: C419 -- each is asked, as each is told
            case "any":
                return any([self.holds(each, u, p) for each in c["of"]])  # noqa: C419
        return not self.holds(c["of"], u, p)


ENDS = ("at_least", "above", "at_most", "below")


def in_bounds(value: Fraction, bounds: Mapping[str, Any]) -> bool:
    return (
        value >= F(bounds.get("at_least", value))
        and value <= F(bounds.get("at_most", value))
        and ("above" not in bounds or value > F(bounds["above"]))
        and ("below" not in bounds or value < F(bounds["below"]))
    )


def end(band: Mapping[str, Any], *names: str) -> Fraction | None:
    return next((F(band[name]) for name in names if name in band), None)
