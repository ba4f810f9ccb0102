"""What it is worth."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.unit.scoring.oracle.asking import Asked, end, in_bounds
from tests.unit.scoring.oracle.looking import steps
from tests.unit.scoring.oracle.world import F, Happened, Nothing, Refusal, or_nothing, span_of


class Pricing(Asked):
    def k_lookup(self, r: Any, u: str, p: str) -> Fraction:
        said = or_nothing(self.w.answers, (u, r["answer"]))
        if said in r["table"]:
            return self.at(r["table"][said], u, p)
        if "otherwise" not in r:
            raise Refusal
        return self.at(r["otherwise"], u, p)

    def k_cases(self, r: Any, u: str, p: str) -> Fraction:
        for one in r["cases"]:
            if self.holds(one["when"], u, p):
                return self.at(one["then"], u, p)
        if "otherwise" not in r:
            raise Refusal
        return self.at(r["otherwise"], u, p)

    def k_pass(self, r: Any, u: str, p: str) -> Fraction:
        return self.at(r["points"] if self.holds(r["when"], u, p) else r.get("otherwise", 0), u, p)

    def k_bands(self, r: Any, u: str, p: str) -> Fraction:
        value = self.at(r["of"], u, p)
        inside = [self.at(band["points"], u, p) for band in r["bands"] if in_bounds(value, band)]
        if inside:
            overlap = r.get("overlap", "refuse")
            if len(inside) > 1 and overlap == "refuse":
                raise Refusal
            return {"first": inside[0], "highest": max(inside), "lowest": min(inside)}.get(overlap, inside[0])
        tops = [(end(band, "at_most", "below"), band) for band in r["bands"]]
        bottoms = [(end(band, "at_least", "above"), band) for band in r["bands"]]
        lower = [(top, n) for n, (top, _) in enumerate(tops) if top is not None and top <= value]
        upper = [(bottom, n) for n, (bottom, _) in enumerate(bottoms) if bottom is not None and bottom >= value]
        gap = r.get("gap", "refuse")
        if gap == "lower" and lower:
            return self.at(r["bands"][max(lower, key=lambda one: one[0])[1]]["points"], u, p)
        if gap == "upper" and upper:
            return self.at(r["bands"][min(upper, key=lambda one: one[0])[1]]["points"], u, p)
        raise Refusal

    def k_line(self, r: Any, u: str, p: str) -> Fraction:
        value = self.at(r["of"], u, p)
        knots = [(F(knot["at"]), F(knot["points"])) for knot in r["knots"]]
        beyond = r.get("beyond", "hold")
        if not knots[0][0] <= value <= knots[-1][0]:
            if beyond == "refuse":
                raise Refusal
            if beyond == "hold":
                return knots[0][1] if value < knots[0][0] else knots[-1][1]
        n = next((n for n in range(1, len(knots)) if value <= knots[n][0]), len(knots) - 1)
        (x0, y0), (x1, y1) = knots[n - 1], knots[n]
        return y0 + (y1 - y0) * (value - x0) / (x1 - x0)

    def k_slopes(self, r: Any, u: str, p: str) -> Fraction:
        value = max(self.at(r["of"], u, p), F(0))
        mode = r.get("step", "proportional")
        start, worth = F(0), F(0)
        for rate in r["rates"]:
            top = F(rate["up_to"]) if "up_to" in rate else None
            if r.get("slope", "marginal") == "whole":
                if top is None or value <= top or rate is r["rates"][-1]:
                    worth = steps(value / F(rate.get("each", 1)), mode) * F(rate["points"])
                    break
                continue
            reached = value if top is None else min(value, top)
            worth += steps(max(reached - start, F(0)) / F(rate.get("each", 1)), mode) * F(rate["points"])
            start = top if top is not None else value
        return min(worth, self.at(r["most"], u, p)) if "most" in r else worth

    def k_steps(self, r: Any, u: str, p: str) -> Fraction:
        beyond = max(self.at(r["of"], u, p) - F(r.get("free", 0)), F(0))
        worth = steps(beyond / F(r["each"]), r.get("step", "whole")) * F(r["points"])
        if "most" in r:
            worth = min(worth, self.at(r["most"], u, p))
        if r.get("unit", "amount") == "percent":
            return self.at(r["base"], u, p) * worth / 100
        return worth

    def k_judgement(self, r: Any, u: str, _p: str) -> Fraction:
        if (u, r["slot"]) not in self.w.judgements and "default" in r:
            return F(r["default"])
        points = or_nothing(self.w.judgements, (u, r["slot"]))
        if not F(r["least"]) <= points <= F(r["most"]):
            raise Refusal
        if "step" in r and (points - F(r["least"])) % F(r["step"]):
            raise Refusal
        return points

    def k_raters(self, r: Any, u: str, _p: str) -> Fraction:
        scores = sorted(or_nothing(self.w.scores, (u, r["rating"])))
        if len(scores) < r.get("at_least", 1):
            raise Nothing
        for _ in range(r.get("trim", 0)):
            if not scores:
                raise Refusal
            scores = scores[1:-1]
        if not scores:
            raise Refusal
        return sum(scores, F(0)) / len(scores)

    def k_votes(self, r: Any, u: str, _p: str) -> Fraction:
        votes = or_nothing(self.w.votes, (u, r["ballot"]))
        valid = sum(votes.values())
        if valid < r.get("at_least", 1):
            raise Nothing
        return sum((F(r["grades"][grade]) * many for grade, many in votes.items()), F(0)) / valid

    def k_rank_points(self, r: Any, u: str, p: str) -> Fraction:
        values = self.peers(r["of"], self.group(r, u), p)
        ties, higher = r.get("ties", "better"), r.get("better", "higher") == "higher"
        first = self.rank(u, values, higher=higher, ties="better" if ties == "shared" else ties)
        if ties != "shared":
            return self.place(r, int(first), len(values))
        same = sum(value == values[u] for value in values.values())
        return sum((self.place(r, int(first) + n, len(values)) for n in range(same)), F(0)) / same

    def place(self, r: Any, nth: int, size: int) -> Fraction:
        if "first" in r:
            if "less" in r:
                return F(r["first"]) - (nth - 1) * F(r["less"])
            return F(r["first"]) * (F(r["times"]) / 100) ** (nth - 1)
        for number, listed in ((nth, r.get("places", [])), (size + 1 - nth, r.get("from_bottom", []))):
            for one in listed:
                if one["first"] <= number <= one.get("last", one["first"]):
                    return F(one["points"])
        return F(r.get("otherwise", 0))

    def k_against_peers(self, r: Any, u: str, p: str) -> Fraction:
        values = self.peers(r["of"], self.group(r, u), p)
        if u not in values:
            raise Nothing
        points, own = self.at(r["points"], u, p), values[u]
        everyone, higher = list(values.values()), r.get("better", "higher") == "higher"
        if r["how"] == "min_max":
            low, high = min(everyone), max(everyone)
            share = None if low == high else ((own - low) if higher else (high - own)) / (high - low)
        else:
            best = max(everyone) if higher else min(everyone)
            rest = sum(everyone, F(0)) / len(everyone) if r["how"] == "to_mean" else best
            over, under = (own, rest) if higher else (rest, own)
            if rest < 0 or under < 0:
                raise Refusal
            share = None if under == 0 else over / under
        if share is None:
            if r.get("all_equal", "refuse") == "refuse":
                raise Refusal
            return points if r["all_equal"] == "full" else F(0)
        worth = points * share
        return min(worth, self.at(r["most"], u, p)) if "most" in r else worth

    def k_events(self, r: Any, u: str, p: str) -> Fraction:
        taken: dict[str, tuple[int, Happened]] = {}
        for n, price in enumerate(r["prices"]):
            for one in self.happened(price["match"], u, p):
                taken.setdefault(one.ref, (n, one))
        rows = sorted(taken.values(), key=lambda pair: (pair[1].on, pair[1].ref))
        left: dict[str, int] = {}
        paid: dict[int, int] = {}
        priced: list[tuple[int, Happened, Fraction, Fraction]] = []
        for n, one in rows:
            times = one.times
            if "limit" in r:
                span = span_of(one.on, r["limit"]["per"])
                room = left.get(span, r["limit"]["times"])
                times = min(times, room)
                left[span] = room - times
            price = r["prices"][n]
            factor = self.factor(r, one, u, p)
            each = [rate(price, paid.get(n, 0) + k) * factor for k in range(1, times + 1)]
            paid[n] = paid.get(n, 0) + times
            priced.append((n, one, sum(each, F(0)), max(each, default=F(0))))
        lines: dict[int, Fraction] = {}
        for n, cost in once(r, priced):
            lines[n] = lines.get(n, F(0)) + cost
        worth = F(0)
        for n, cost in lines.items():
            worth += min(cost, F(r["prices"][n]["most"])) if "most" in r["prices"][n] else cost
        return min(worth, self.at(r["most"], u, p)) if "most" in r else worth

    def factor(self, r: Any, one: Happened, u: str, p: str) -> Fraction:
        fitting = [F(m["times"]) for m in r.get("multipliers", []) if one in self.happened(m["when"], u, p)]
        stacking = r.get("stacking", "multiply")
        if len(fitting) > 1 and stacking == "highest":
            return max(fitting)
        if len(fitting) > 1 and stacking == "add":
            return 1 + sum((each - 1 for each in fitting), F(0))
        value = F(1)
        for each in fitting:
            value *= each
        return value


def rate(price: Any, nth: int) -> Fraction:
    """What the n-th occurrence of a line costs."""
    each, free = F(price["each"]), price.get("free", 0)
    if nth <= free:
        return F(0)
    if "beyond_each" in price and nth > max(price["beyond_after"], free):
        return F(price["beyond_each"]) + (each if price.get("beyond", "replaces") == "adds" else 0)
    return each


def once(r: Any, priced: Sequence[tuple[int, Happened, Fraction, Fraction]]) -> list[tuple[int, Fraction]]:
    """The same problem once, as the reading says: (line, cost)."""
    reading = r.get("same_problem", "each")
    kept = [(n, cost) for n, one, cost, _ in priced if not one.problem or reading == "each"]
    for problem in dict.fromkeys(one.problem for _, one, _, _ in priced if one.problem):
        if reading == "each":
            break
        own = [row for row in priced if row[1].problem == problem]
        sides = list(dict.fromkeys(r["prices"][n].get("side", "") for n, *_ in own))
        if reading == "highest" or (reading == "highest_across_sides" and len(sides) > 1):
            dearest = max(own, key=lambda row: row[3])
            kept.append((dearest[0], dearest[3]))
        elif reading == "higher_side" and len(sides) > 1:
            sums = {s: sum((c for n, _, c, _ in own if r["prices"][n].get("side", "") == s), F(0)) for s in sides}
            best = max(sides, key=lambda side: sums[side])
            kept += [(n, cost) for n, _, cost, _ in own if r["prices"][n].get("side", "") == best]
        else:
            kept += [(n, cost) for n, _, cost, _ in own]
    return kept
