"""Rules of any depth and worlds of any content, drawn: small whole and half numbers, so that ties, zeros and exact
multiples are the ordinary case."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.unit.scoring.oracle import Happened, World

Drawn = st.SearchStrategy[Any]

FINDINGS = ("absent", "late")
ANSWERS = ("good", "fair", "poor")
MORE = """\
findings:
  - {code: absent, name: 未参加会议, attributes: {level: [high, low]}}
  - {code: late, name: 迟报, attributes: {level: [high, low]}}
answers: [{code: grade, name: 评价等次, one_of: [good, fair, poor]}]
ratings: [{code: panel, name: 打分}, {code: ballot, name: 投票}]
sources: [{code: poll, name: 电话调查}]
moments: [{code: paper, name: 自查报告}]
"""
HALVES = st.integers(0, 24).map(lambda n: Decimal(n) / 2)
SMALL = st.integers(1, 4)
FIGURES = st.sampled_from(["完成数", "计划数", "完成率"])
BETTER = st.sampled_from(["higher", "lower"])
STEP = st.sampled_from(["whole", "started", "proportional"])
TIES = st.sampled_from(["better", "worse", "dense", "refuse"])
PER = st.sampled_from(["month", "quarter", "half_year", "year"])
GROUP = st.sampled_from(["counties", "districts"])


def some(required: dict[str, Drawn], **optional: Drawn) -> Drawn:
    """A mapping with all of the required keys and any of the optional ones."""
    return st.fixed_dictionaries(required, optional=optional)


def kind(name: str, required: dict[str, Drawn] | None = None, **optional: Drawn) -> Drawn:
    return some({"kind": st.just(name), **(required or {})}, **optional)


MATCH = some(
    {"finding": st.sampled_from(["absent", "late", ["absent", "late"]])},
    attributes=st.sampled_from([{"level": "high"}, {"level": ["high", "low"]}]),
    rectified=st.booleans(),
)
LEAVES = st.one_of(
    HALVES,
    FIGURES,
    kind("number", {"value": HALVES}),
    kind("figure", {"figure": FIGURES}, years_before=st.integers(0, 2), of=st.sampled_from(["a", "b", "d"])),
    kind("target"),
    kind("points"),
    kind("change", {"figure": FIGURES}, measure=st.sampled_from(["amount", "percent"]), decreases=st.booleans(),
         against=st.sampled_from(["last_year", "mean_of_years", "lower_of_last_and_mean", "higher_of_last_and_mean"]),
         years=st.integers(1, 2)),
    kind("change", {"figure": FIGURES, "against": st.just("base_year"), "base_year": st.sampled_from([2017, 2018])}),
    kind("count", {"match": MATCH}, by=st.sampled_from(["times", "findings", "problems", "persons"])),
    kind("late", {"moment": st.just("paper"), "unit": st.just("hours")}, step=STEP),
    kind("imported", {"source": st.just("poll")}, of=st.sampled_from(["a", "b"])),
    kind("judgement", {"slot": st.just("slot"), "least": st.just(0), "most": st.just(10)},
         step=st.just(Decimal("0.5")), default=st.just(1)),
    kind("raters", {"rating": st.just("panel")}, trim=st.integers(0, 2), at_least=SMALL),
    kind("votes", {"ballot": st.just("ballot"), "grades": st.just({"good": 100, "fair": 80, "poor": 60})},
         at_least=SMALL),
    kind("counter", {"match": MATCH, "rungs": st.lists(some({"nth": SMALL, "points": HALVES}), min_size=1, max_size=3,
                                                        unique_by=lambda rung: rung["nth"])}, per=PER),
)  # fmt: skip


def _conditions(term: Drawn, condition: Drawn) -> Drawn:
    return st.one_of(
        kind("compare", {"of": term, "at_least": term}, below=term),
        kind("compare", {"of": term, "equals": term}, above=term, at_most=term),
        kind(
            "says", {"answer": st.just("grade"), "one_of": st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2)}
        ),
        kind("has_finding", {"match": MATCH}),
        kind("absent", {"of": term}),
        kind("in_group", {"group": GROUP}),
        kind("met"),
        kind("all", {"of": st.lists(condition, min_size=1, max_size=2)}),
        kind("any", {"of": st.lists(condition, min_size=1, max_size=2)}),
        kind("not", {"of": condition}),
    )


def _measures(term: Drawn, condition: Drawn) -> Drawn:
    take = ["mean", "highest", "lowest", "best", "sum", "count", "rank", "rank_from_bottom", "rank_change"]
    series = {"of": term, "every": st.sampled_from(["quarter", "year"])}
    return st.one_of(
        kind("sum", {"parts": st.lists(term, min_size=1, max_size=3)}),
        kind("difference", {"parts": st.lists(term, min_size=2, max_size=3)}),
        kind("product", {"parts": st.lists(term, min_size=2, max_size=2)}),
        kind("ratio", {"part": term, "whole": term}, percent=st.booleans(), when_zero=term),
        kind("gap", {"actual": term, "target": term}, measure=st.sampled_from(["amount", "percent"]), better=BETTER,
             direction=st.sampled_from(["short", "over", "both"])),
        kind("peers", {"of": term, "take": st.sampled_from(take)}, group=GROUP, better=BETTER, ties=TIES),
        kind("series", {**series, "take": st.sampled_from(["sum", "mean", "first", "last", "rise"])}, years=SMALL),
        kind("series", {**series, "where": condition,
                        "take": st.sampled_from(["longest_run", "current_run", "periods"])}, years=SMALL),
    )  # fmt: skip


def _band(bounds: tuple[int, int], low: str, high: str, points: Any) -> dict[str, Any]:
    return {low: bounds[0], high: bounds[0] + bounds[1], "points": points}


def _prices(term: Drawn, condition: Drawn) -> Drawn:
    band = st.builds(_band, st.tuples(st.integers(-5, 60), st.integers(1, 60)), st.sampled_from(["at_least", "above"]),
                     st.sampled_from(["at_most", "below"]), term)  # fmt: skip
    ascending = st.lists(st.integers(-10, 120), min_size=2, max_size=4, unique=True).map(sorted)
    knots = ascending.flatmap(
        lambda ats: st.tuples(*(some({"at": st.just(at), "points": HALVES}) for at in ats)).map(list)
    )
    rate = some({"points": HALVES}, each=SMALL)
    rates = (
        st.lists(st.integers(1, 40), min_size=0, max_size=2, unique=True)
        .map(sorted)
        .flatmap(
            lambda tops: st.tuples(
                *(some({"points": HALVES, "up_to": st.just(top)}, each=SMALL) for top in tops), rate
            ).map(list)
        )
    )
    price = some(
        {"match": MATCH, "each": HALVES}, most=HALVES, side=st.sampled_from(["班子", "成员"]), free=st.integers(0, 2)
    )
    beyond = some(
        {"match": MATCH, "each": HALVES, "beyond_each": HALVES, "beyond_after": SMALL},
        beyond=st.sampled_from(["replaces", "adds"]),
        free=st.integers(0, 2),
    )
    factor = some({"when": MATCH, "times": SMALL})
    place = some({"first": SMALL, "points": HALVES})
    ranked = {"of": term}
    shared = st.one_of(TIES, st.just("shared"))
    table = st.dictionaries(st.sampled_from(ANSWERS), term, min_size=1)
    case = some({"when": condition, "then": term})
    return st.one_of(
        kind("lookup", {"answer": st.just("grade"), "table": table}, otherwise=term),
        kind("cases", {"cases": st.lists(case, min_size=1, max_size=2)}, otherwise=term),
        kind("pass", {"when": condition, "points": term}, otherwise=term),
        kind("bands", {"of": term, "bands": st.lists(band, min_size=1, max_size=3)},
             gap=st.sampled_from(["refuse", "lower", "upper"]),
             overlap=st.sampled_from(["refuse", "first", "highest", "lowest"])),
        kind("line", {"of": term, "knots": knots}, beyond=st.sampled_from(["hold", "extend", "refuse"])),
        kind("slopes", {"of": term, "rates": rates}, step=STEP, most=term,
             slope=st.sampled_from(["marginal", "whole"])),
        kind("steps", {"of": term, "each": SMALL, "points": HALVES}, step=STEP, free=st.integers(0, 3), most=term),
        kind("steps", {"of": term, "each": SMALL, "points": HALVES, "unit": st.just("percent"), "base": term},
             step=STEP, most=st.just(60)),
        kind("events", {"prices": st.lists(st.one_of(price, beyond), min_size=1, max_size=3)},
             same_problem=st.sampled_from(["each", "highest_across_sides", "highest", "higher_side"]),
             multipliers=st.lists(factor, max_size=2), stacking=st.sampled_from(["multiply", "highest", "add"]),
             limit=some({"times": SMALL, "per": PER}), most=term),
        kind("rank_points", {**ranked, "places": st.lists(place, min_size=1, max_size=2)}, better=BETTER, ties=shared,
             group=GROUP, from_bottom=st.lists(place, max_size=2), otherwise=HALVES),
        kind("rank_points", {**ranked, "first": HALVES, "less": HALVES}, better=BETTER, ties=shared),
        kind("rank_points", {**ranked, "first": HALVES, "times": st.sampled_from([50, 90])}, ties=shared),
        kind("against_peers", {"of": term, "points": term, "how": st.sampled_from(["to_best", "min_max", "to_mean"])},
             better=BETTER, all_equal=st.sampled_from(["full", "none", "refuse"]), most=term),
    )  # fmt: skip


def _combinations(term: Drawn, condition: Drawn) -> Drawn:
    missing = st.sampled_from(["refuse", "zero", "rescale", "peer_mean", "least"])
    two = st.tuples(some({"weight": st.just(40), "of": term}), some({"weight": st.just(60), "of": term})).map(list)
    quarters = st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1, unique=True).flatmap(
        lambda periods: st.tuples(*(some({"period": st.just(one), "weight": SMALL}) for one in periods)).map(list)
    )
    every = {"of": term, "every": st.sampled_from(["quarter", "year"])}
    options = st.tuples(*(some({"code": st.just(code), "of": term}) for code in ("one", "two"))).map(list)
    versions = st.tuples(some({"of": term}), some({"since": st.sampled_from(["2018-07-01", "2019-07-01", "2020-01-01"]),
                                                   "of": term})).map(list)  # fmt: skip
    return st.one_of(
        kind("base", {"points": term}, deductions=st.lists(term, max_size=2), bonuses=st.lists(term, max_size=2),
             floor=st.sampled_from([0, -5, None]), ceiling=term),
        kind("weighted", {"parts": two}, missing=missing),
        kind("weighted", {"parts": two, "missing": st.just("fixed"), "fixed": HALVES}),
        kind("rollup", every, take=st.sampled_from(["mean", "sum", "last"]), missing=missing, years=SMALL),
        kind("rollup", {"of": term, "every": st.just("quarter"), "take": st.just("weighted"), "weights": quarters},
             missing=missing),
        kind("highest", {"parts": st.lists(term, min_size=2, max_size=3)}),
        kind("lowest", {"parts": st.lists(term, min_size=2, max_size=3)}),
        kind("choice", {"choice": st.just("reading"), "options": options}, default=st.just("one")),
        kind("limit", {"of": term, "at_least": term}, at_most=term),
        kind("limit", {"of": term, "at_most": term}),
        kind("percent_of", {"percent": st.sampled_from([20, 50, 150]), "of": term}),
        kind("share", {"of": term, "among": st.sampled_from([["a", "b"], ["b", "c", "d"]])}),
        kind("share", {"of": term, "how": st.just("weights"), "weights": st.sampled_from([{"a": 30, "b": 70}])}),
        kind("fill_in", {"of": term, "missing": st.sampled_from(["zero", "peer_mean", "least", "refuse"])}),
        kind("fill_in", {"of": term, "missing": st.just("full"), "full": term}),
        kind("fill_in", {"of": term, "missing": st.just("fixed"), "fixed": HALVES}),
        kind("rounded", {"of": term}, digits=st.integers(0, 3),
             mode=st.sampled_from(["half_up", "half_even", "down", "up"])),
        kind("withheld", {"of": term, "until": condition}, meanwhile=term),
        kind("dated", {"versions": versions}),
    )  # fmt: skip


def _deeper(term: Drawn) -> Drawn:
    condition = _conditions(term, _conditions(term, kind("in_group", {"group": GROUP})))
    return st.one_of(_measures(term, condition), _prices(term, condition), _combinations(term, condition))


RULES = st.recursive(LEAVES, _deeper, max_leaves=8)
"""Any rule; `rule` and `indicator`, which only point at another one, are tried by name elsewhere."""

PERIODS = ("2016", "2017", "2018", "2019", *(f"{year}-Q{n}" for year in (2018, 2019) for n in range(1, 5)))
UNITS = ("a", "b", "c", "d")
WITH_HALVES = st.integers(0, 22).map(lambda n: Fraction(n, 2))
KNOWN = st.sampled_from([0, 0, 1, 2, 5, 50, 90, 100, 100, 120]).map(Fraction)
PLACES = [(unit, figure, period) for unit in UNITS for figure in ("done", "plan", "rate") for period in PERIODS]


def _sparse(keys: list[Any], values: Drawn) -> Drawn:
    """Some of them are known."""
    return st.dictionaries(st.sampled_from(keys), values, max_size=len(keys))


HAPPENED = st.builds(
    Happened,
    ref=st.uuids().map(str),
    unit=st.sampled_from(["a", "a", "b"]),
    kind=st.sampled_from(FINDINGS),
    on=st.dates(date(2018, 10, 1), date(2019, 12, 31)),
    times=SMALL,
    problem=st.sampled_from(["", "P", "Q"]),
    person=st.sampled_from(["", "x", "y"]),
    level=st.sampled_from(["high", "low"]),
    rectified=st.booleans(),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    full = draw(st.booleans())
    figures = {place: draw(KNOWN) for place in PLACES} if full else draw(_sparse(PLACES, KNOWN))
    return World(
        figures=figures,
        findings=draw(st.lists(HAPPENED, max_size=6, unique_by=lambda one: one.ref)),
        answers=draw(_sparse([(unit, "grade") for unit in UNITS], st.sampled_from(ANSWERS))),
        imported=draw(_sparse([(unit, "poll") for unit in UNITS], KNOWN)),
        judgements=draw(_sparse([(unit, "slot") for unit in UNITS], WITH_HALVES)),
        scores=draw(_sparse([(unit, "panel") for unit in UNITS], st.lists(KNOWN, min_size=1, max_size=5))),
        votes=draw(_sparse([(unit, "ballot") for unit in UNITS],
                           st.dictionaries(st.sampled_from(ANSWERS), st.integers(1, 5), min_size=1))),
        late_hours=draw(_sparse([(unit, "paper") for unit in UNITS], WITH_HALVES)),
        chosen=draw(st.sampled_from([{}, {"reading": "two"}])),
    )  # fmt: skip
