"""How it is put together."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.unit.scoring.oracle.asking import Asked
from tests.unit.scoring.oracle.world import F, Nothing, Refusal, months, parts_of, span_of


class Combining(Asked):
    def k_base(self, r: Any, u: str, p: str) -> Fraction:
        taken, given = r.get("deductions", []), r.get("bonuses", [])
        points, *rest = self.all([r["points"], *taken, *given], u, p)
        worth = points - sum(rest[: len(taken)], F(0)) + sum(rest[len(taken) :], F(0))
        if r.get("floor", 0) is not None:
            worth = max(worth, F(r.get("floor", 0)))
        return min(worth, self.at(r["ceiling"], u, p)) if "ceiling" in r else worth

    def weigh(self, parts: Sequence[tuple[Fraction, Any, str]], total: Fraction, r: Any, u: str) -> Fraction:
        """Each part in its own period; what is missing as the rule says."""
        kept: list[tuple[Fraction, Fraction]] = []
        refused = False
        gone = 0
        for weight, rule, period in parts:
            try:
                kept.append((weight, self.at(rule, u, period)))
            except Nothing:
                if r.get("missing", "refuse") == "rescale":
                    gone += 1
                    continue
                try:
                    kept.append((weight, self.instead(r, rule, u, period)))
                except Refusal as refusal:
                    refused = refused or not isinstance(refusal, Nothing)
                    gone += 1
            except Refusal:
                refused = True
        rescales = r.get("missing", "refuse") == "rescale"
        if refused:
            raise Refusal
        if (gone and not rescales) or not kept:
            raise Nothing
        whole = sum((weight for weight, _ in kept), F(0)) if gone else total
        return sum((weight * value for weight, value in kept), F(0)) / whole

    def instead(self, r: Any, rule: Any, u: str, period: str) -> Fraction:
        missing = r.get("missing", "refuse")
        if missing == "zero":
            return F(0)
        if missing == "fixed" and "fixed" in r:
            return F(r["fixed"])
        if missing == "full" and "full" in r:
            return self.at(r["full"], u, period)
        if missing in ("peer_mean", "least"):
            values = list(self.peers(rule, self.group({}, u), period).values())
            if values:
                return min(values) if missing == "least" else sum(values, F(0)) / len(values)
        raise Nothing

    def k_weighted(self, r: Any, u: str, p: str) -> Fraction:
        return self.weigh([(F(w["weight"]), w["of"], p) for w in r["parts"]], F(r.get("total", 100)), r, u)

    def k_rollup(self, r: Any, u: str, p: str) -> Fraction:
        periods, take = parts_of(p, r["every"], r.get("years", 1)), r.get("take", "mean")
        if take == "last":
            for each in reversed(periods):
                try:
                    return self.at(r["of"], u, each)
                except Nothing:
                    continue
            raise Nothing
        weights = {w["period"]: F(w["weight"]) for w in r.get("weights", [])}
        parts = [(weights.get(n, F(0)) if weights else F(1), r["of"], each) for n, each in enumerate(periods, 1)]
        parts = [part for part in parts if part[0]]
        if not parts:
            raise Refusal
        total = sum((part[0] for part in parts), F(0))
        if take == "sum":
            return self.weigh(parts, total, r, u) * len(parts)
        return self.weigh(parts, total, r, u)

    def extreme(self, r: Any, u: str, p: str) -> list[Fraction]:
        found = []
        for part in r["parts"]:
            try:
                found.append(self.at(part, u, p))
            except Nothing:
                continue
        if not found:
            raise Nothing
        return found

    def k_highest(self, r: Any, u: str, p: str) -> Fraction:
        return max(self.extreme(r, u, p))

    def k_lowest(self, r: Any, u: str, p: str) -> Fraction:
        return min(self.extreme(r, u, p))

    def k_choice(self, r: Any, u: str, p: str) -> Fraction:
        code = self.w.chosen.get(r["choice"], r.get("default"))
        for option in r["options"]:
            if option["code"] == code:
                return self.at(option["of"], u, p)
        raise Refusal

    def k_limit(self, r: Any, u: str, p: str) -> Fraction:
        value = self.at(r["of"], u, p)
        if "at_least" in r:
            value = max(value, self.at(r["at_least"], u, p))
        return min(value, self.at(r["at_most"], u, p)) if "at_most" in r else value

    def k_percent_of(self, r: Any, u: str, p: str) -> Fraction:
        return F(r["percent"]) * self.at(r["of"], u, p) / 100

    def k_share(self, r: Any, u: str, p: str) -> Fraction:
        value = self.at(r["of"], u, p)
        if r.get("how", "equal") == "weights":
            return value * F(r["weights"].get(u, 0)) / 100
        return value / len(r["among"]) if u in r["among"] else F(0)

    def k_fill_in(self, r: Any, u: str, p: str) -> Fraction:
        try:
            return self.at(r["of"], u, p)
        except Nothing:
            return self.instead(r, r["of"], u, p)

    def k_rounded(self, r: Any, u: str, p: str) -> Fraction:
        value, scale = self.at(r["of"], u, p), 10 ** r.get("digits", 2)
        whole, rest = divmod(abs(value) * scale, 1)
        mode = r.get("mode", "half_up")
        up = {
            "half_up": rest * 2 >= 1,
            "down": False,
            "up": rest > 0,
            "half_even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        }[mode]
        return (1 if value >= 0 else -1) * (whole + up) / F(scale)

    def k_counter(self, r: Any, u: str, p: str) -> Fraction:
        seen: dict[str, int] = {}
        worth = F(0)
        for one in self.happened(r["match"], u, p):
            for _ in range(one.times):
                span = span_of(one.on, r.get("per", "year"))
                seen[span] = seen.get(span, 0) + 1
                reached = [rung for rung in r["rungs"] if rung["nth"] <= seen[span]]
                worth += F(max(reached, key=lambda rung: rung["nth"])["points"]) if reached else 0
        return worth

    def k_withheld(self, r: Any, u: str, p: str) -> Fraction:
        return self.at(r["of"] if self.holds(r["until"], u, p) else r.get("meanwhile", 0), u, p)

    def k_dated(self, r: Any, u: str, p: str) -> Fraction:
        last = f"{p[:4]}-{months(p)[1]:02}-31"
        running = [version for version in r["versions"] if version.get("since", "") <= last]
        return self.at(running[-1]["of"], u, p)
