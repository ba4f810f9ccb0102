"""What is looked at."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from tests.unit.scoring.oracle.asking import Asked
from tests.unit.scoring.oracle.world import (
    NAMES,
    F,
    Happened,
    Nothing,
    Refusal,
    or_nothing,
    parts_of,
    within,
    years_back,
)


class Looking(Asked):
    def k_number(self, r: Any, _u: str, _p: str) -> Fraction:
        return F(r["value"])

    def k_figure(self, r: Any, u: str, p: str) -> Fraction:
        name = NAMES.get(r["figure"], r["figure"])
        return self.known(name, r.get("of", u), years_back(p, r.get("years_before", 0)))

    def k_target(self, _r: Any, _u: str, _p: str) -> Fraction:
        return self.w.target

    def k_points(self, _r: Any, _u: str, _p: str) -> Fraction:
        return self.w.points

    def k_sum(self, r: Any, u: str, p: str) -> Fraction:
        return sum(self.all(r["parts"], u, p), F(0))

    def k_difference(self, r: Any, u: str, p: str) -> Fraction:
        first, *rest = self.all(r["parts"], u, p)
        return first - sum(rest, F(0))

    def k_product(self, r: Any, u: str, p: str) -> Fraction:
        value = F(1)
        for part in self.all(r["parts"], u, p):
            value *= part
        return value

    def k_ratio(self, r: Any, u: str, p: str) -> Fraction:
        part, whole = self.all([r["part"], r["whole"]], u, p)
        if whole == 0:
            if "when_zero" not in r:
                raise Refusal
            return self.at(r["when_zero"], u, p)
        return part / whole * (100 if r.get("percent", True) else 1)

    def k_gap(self, r: Any, u: str, p: str) -> Fraction:
        actual, target = self.all([r["actual"], r["target"]], u, p)
        ahead = actual - target if r.get("better", "higher") == "higher" else target - actual
        far = {"short": max(-ahead, F(0)), "over": max(ahead, F(0)), "both": ahead}[r.get("direction", "short")]
        if r.get("measure", "percent") == "amount":
            return far
        if target == 0:
            raise Refusal
        return far / abs(target) * 100

    def k_change(self, r: Any, u: str, p: str) -> Fraction:
        name = NAMES.get(r["figure"], r["figure"])
        now = self.known(name, u, p)
        against = r.get("against", "last_year")
        if against == "last_year":
            before = self.known(name, u, years_back(p, 1))
        elif against == "base_year":
            before = self.known(name, u, years_back(p, int(p[:4]) - r["base_year"]))
        else:
            years = [self.known(name, u, years_back(p, back)) for back in range(1, r.get("years", 3) + 1)]
            mean = sum(years, F(0)) / len(years)
            pick = {"lower_of_last_and_mean": min, "higher_of_last_and_mean": max}.get(against)
            before = mean if pick is None else pick(years[0], mean)
        grown = now - before
        if r.get("measure", "percent") == "percent":
            if before == 0:
                raise Refusal
            grown = grown / abs(before) * 100
        return grown if r.get("decreases", True) else max(grown, F(0))

    def k_peers(self, r: Any, u: str, p: str) -> Fraction:
        values = self.peers(r["of"], self.group(r, u), p)
        take, higher = r["take"], r.get("better", "higher") == "higher"
        if take == "count":
            return F(len(values))
        if not values:
            raise Nothing
        if take in ("rank", "rank_from_bottom"):
            return self.rank(u, values, higher=higher is (take == "rank"), ties=r.get("ties", "better"))
        if take == "rank_change":
            past = self.peers(r["of"], self.group(r, u), years_back(p, 1))
            ties = r.get("ties", "better")
            return self.rank(u, past, higher=higher, ties=ties) - self.rank(u, values, higher=higher, ties=ties)
        own = list(values.values())
        return {
            "mean": sum(own, F(0)) / len(own),
            "sum": sum(own, F(0)),
            "highest": max(own),
            "lowest": min(own),
            "best": max(own) if higher else min(own),
        }[take]

    def rank(self, u: str, values: Mapping[str, Fraction], *, higher: bool, ties: str) -> Fraction:
        if u not in values:
            raise Nothing
        others = [value for other, value in values.items() if other != u]
        same = others.count(values[u])
        if same and ties == "refuse":
            raise Refusal
        if ties == "dense":
            others = list(set(others))
        ahead = [value for value in others if (value > values[u] if higher else value < values[u])]
        return F(1 + len(ahead) + (same if ties == "worse" else 0))

    def k_count(self, r: Any, u: str, p: str) -> Fraction:
        found = self.happened(r["match"], u, p)
        by = r.get("by", "times")
        if by == "times":
            return F(sum(one.times for one in found))
        if by == "findings":
            return F(len(found))
        key = {"problems": "problem", "persons": "person"}[by]
        return F(len({getattr(one, key) or one.ref for one in found}))

    def happened(self, match: Any, u: str, p: str) -> list[Happened]:
        kinds = match["finding"] if isinstance(match["finding"], list) else [match["finding"]]
        levels = match.get("attributes", {}).get("level")
        levels = [levels] if isinstance(levels, str) else levels
        return sorted(
            (
                one
                for one in self.w.findings
                if one.unit == u
                and one.kind in kinds
                and (levels is None or one.level in levels)
                and (match.get("rectified") is None or one.rectified is match["rectified"])
                and within(one.on, p)
            ),
            key=lambda one: (one.on, one.ref),
        )

    def k_late(self, r: Any, u: str, _p: str) -> Fraction:
        if (u, r["moment"]) not in self.w.late_hours:
            raise Nothing
        return steps(self.w.late_hours[u, r["moment"]], r.get("step", "started"))

    def k_series(self, r: Any, u: str, p: str) -> Fraction:
        periods = parts_of(p, r["every"], r.get("years", 1))
        if "where" in r:
            held = []
            for each in periods:
                try:
                    held.append(self.holds(r["where"], u, each))
                except Nothing:
                    held.append(False)
            runs = "".join("x" if ok else " " for ok in held)
            if r["take"] == "periods":
                return F(runs.count("x"))
            if r["take"] == "longest_run":
                return F(max(len(run) for run in runs.split(" ")))
            return F(len(runs) - len(runs.rstrip("x")))
        values = []
        for each in periods:
            try:
                values.append(self.at(r["of"], u, each))
            except Nothing:
                continue
        if not values:
            raise Nothing
        return {
            "sum": sum(values, F(0)),
            "mean": sum(values, F(0)) / len(values),
            "first": values[0],
            "last": values[-1],
            "rise": values[-1] - values[0],
        }[r["take"]]

    def k_imported(self, r: Any, u: str, _p: str) -> Fraction:
        return or_nothing(self.w.imported, (r.get("of", u), r["source"]))


def steps(amount: Fraction, mode: str) -> Fraction:
    return {"whole": F(floor(amount)), "started": F(ceil(amount)), "proportional": amount}[mode]
