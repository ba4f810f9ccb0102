"""Rules and facts drawn at random, from few numbers so that ties, zeros and exact steps are common."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from config.scoring.rule import RuleCondition, RuleTerm

NUMBERS = st.sampled_from(["0", "0.1", "0.5", "1", "2", "2.5", "3", "5", "7", "12", "100"])
SIGNED = st.one_of(NUMBERS, st.sampled_from(["-1", "-0.3"]))
POSITIVE = st.sampled_from(["0.1", "0.3", "1", "2", "2.5", "10"])
BETTER = st.sampled_from(["higher", "lower"])
TIES = st.sampled_from(["better", "worse", "dense", "refuse"])
GROUPS = st.sampled_from([None, "counties", "districts"])
STEPS = st.sampled_from(["whole", "started", "proportional"])
EVERY = st.sampled_from(["month", "quarter", "half_year", "year"])
FIGURES = st.sampled_from(["done", "plan", "rate"])
MATCH = st.fixed_dictionaries(
    {"finding": st.sampled_from([["absent"], ["late"], ["absent", "late"]])},
    optional={
        "attributes": st.sampled_from([{"level": ["省"]}, {"level": ["省", "市"]}]),
        "since": st.just("2019-03-01"),
        "rectified": st.booleans(),
    },
)
Terms = st.SearchStrategy[Any]


def of(kind: str, *, optional: dict[str, Any] | None = None, **fields: Any) -> Terms:
    return st.fixed_dictionaries({"kind": st.just(kind), **fields}, optional=optional or {})


def listed(terms: Terms, least: int, most: int = 3) -> Terms:
    return st.lists(terms, min_size=least, max_size=most)


@st.composite
def bands(draw: Any, terms: Terms) -> Any:
    """From low to high, touching, apart or overlapping."""
    edges = sorted(draw(st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 100]), min_size=2, max_size=4, unique=True)))
    found = []
    for low, high in pairwise(edges):
        band = {draw(st.sampled_from(["at_least", "above"])): low - draw(st.sampled_from([0, 0, 1])) or 0}
        band[draw(st.sampled_from(["at_most", "below"]))] = high
        found.append({**band, "points": draw(terms)})
    found.append({draw(st.sampled_from(["at_least", "above"])): edges[-1], "points": draw(terms)})
    return found


@st.composite
def versions(draw: Any, terms: Terms) -> Any:
    return [{"of": draw(terms)}, {"since": draw(st.sampled_from(["2018-06-01", "2019-07-01"])), "of": draw(terms)}]


@st.composite
def rank_points(draw: Any, terms: Terms) -> Any:
    ties = st.sampled_from(["better", "worse", "dense", "refuse", "shared"])
    rule = {"kind": "rank_points", "of": draw(terms), "group": draw(GROUPS), "better": draw(BETTER), "ties": draw(ties)}
    if draw(st.booleans()):
        return rule | {"first": draw(NUMBERS), draw(st.sampled_from(["less", "times"])): draw(st.sampled_from([1, 50]))}
    places = [{"first": 1, "points": draw(NUMBERS)}, {"first": 2, "last": 3, "points": draw(NUMBERS)}]
    return rule | {"places": places, "from_bottom": [{"first": 1, "points": draw(SIGNED)}], "otherwise": draw(NUMBERS)}


@st.composite
def series(draw: Any, terms: Terms, conditions: Terms) -> Any:
    take = draw(st.sampled_from(["longest_run", "current_run", "periods", "sum", "mean", "first", "last", "rise"]))
    rule = {"kind": "series", "of": draw(terms), "every": draw(EVERY), "take": take, "years": draw(st.integers(1, 3))}
    return rule | {"where": draw(conditions)} if take in ("longest_run", "current_run", "periods") else rule


@st.composite
def rollup(draw: Any, terms: Terms) -> Any:
    take = draw(st.sampled_from(["mean", "sum", "weighted", "last"]))
    rule = {"kind": "rollup", "of": draw(terms), "every": draw(st.sampled_from(["quarter", "half_year", "year"]))}
    rule |= {"take": take, "years": draw(st.integers(1, 3)), **draw(POLICY)}
    return rule | {"weights": [{"period": 1, "weight": 2}, {"period": 2, "weight": 3}]} if take == "weighted" else rule


POLICY = st.one_of(
    st.fixed_dictionaries({"missing": st.sampled_from(["refuse", "zero", "rescale", "peer_mean", "least"])}),
    st.fixed_dictionaries({"missing": st.just("fixed"), "fixed": NUMBERS}),
)


@st.composite
def steps(draw: Any, terms: Terms) -> Any:
    rule = {"kind": "steps", "of": draw(terms), "each": draw(POSITIVE), "points": draw(NUMBERS), "step": draw(STEPS)}
    rule |= {"free": draw(NUMBERS), "most": draw(st.one_of(st.none(), terms))}
    return rule | {"unit": "percent", "base": draw(terms)} if draw(st.booleans()) else rule


@st.composite
def change(draw: Any) -> Any:
    against = draw(
        st.sampled_from(
            ["last_year", "base_year", "mean_of_years", "lower_of_last_and_mean", "higher_of_last_and_mean"]
        )
    )
    rule = {"kind": "change", "figure": draw(FIGURES), "against": against, "years": draw(st.integers(1, 2))}
    rule |= {"measure": draw(st.sampled_from(["amount", "percent"])), "decreases": draw(st.booleans())}
    return rule | {"base_year": 2017} if against == "base_year" else rule


@st.composite
def weighted(draw: Any, terms: Terms) -> Any:
    parts = [{"weight": weight, "of": draw(terms)} for weight in draw(st.sampled_from([[100], [60, 40], [20, 30, 50]]))]
    return {"kind": "weighted", "parts": parts, **draw(POLICY)}


@st.composite
def share(draw: Any, terms: Terms) -> Any:
    if draw(st.booleans()):
        return {"kind": "share", "of": draw(terms), "among": draw(st.sampled_from([["a"], ["a", "b", "d"]]))}
    return {"kind": "share", "of": draw(terms), "how": "weights", "weights": {"a": 70, "b": 30}}


PRICED = st.fixed_dictionaries(
    {"match": MATCH, "each": SIGNED},
    optional={"most": NUMBERS, "side": st.sampled_from(["班子", "成员"]), "free": st.integers(0, 2)},
)
BEYOND = st.fixed_dictionaries(
    {
        "match": MATCH,
        "each": NUMBERS,
        "beyond_each": NUMBERS,
        "beyond_after": st.integers(1, 3),
        "beyond": st.sampled_from(["replaces", "adds"]),
    }
)


def kinds(terms: Terms, conditions: Terms) -> dict[str, Terms]:
    """Every kind of rule, of these."""
    slot = {"slot": st.just("effort"), "least": st.just(0), "most": st.just(5)}
    return {
        "number": of("number", value=SIGNED),
        "figure": of(
            "figure",
            optional={"figure": FIGURES, "years_before": st.integers(0, 2), "of": st.sampled_from(["a", "b"])},
        ),
        "target": of("target", name=st.sampled_from(["", "完成数", "没有"])),
        "points": of("points"),
        "sum": of("sum", parts=listed(terms, 1)),
        "difference": of("difference", parts=listed(terms, 2)),
        "product": of("product", parts=listed(terms, 2)),
        "ratio": of("ratio", part=terms, whole=terms, percent=st.booleans(), optional={"when_zero": terms}),
        "gap": of(
            "gap",
            actual=terms,
            target=terms,
            measure=st.sampled_from(["amount", "percent"]),
            direction=st.sampled_from(["short", "over", "both"]),
            better=BETTER,
        ),
        "change": change(),
        "peers": of(
            "peers",
            of=terms,
            take=st.sampled_from(
                ["mean", "highest", "lowest", "best", "sum", "count", "rank", "rank_from_bottom", "rank_change"]
            ),
            group=GROUPS,
            better=BETTER,
            ties=TIES,
        ),
        "count": of("count", match=MATCH, by=st.sampled_from(["times", "findings", "problems", "persons"])),
        "late": of("late", moment=st.just("report"), unit=st.sampled_from(["hours", "days"]), step=STEPS),
        "series": series(terms, conditions),
        "imported": of("imported", source=st.just("poll"), optional={"of": st.sampled_from(["a", "d"])}),
        "lookup": of(
            "lookup",
            answer=st.just("grade"),
            table=st.fixed_dictionaries({"优": terms}, optional={"良": terms}),
            optional={"otherwise": terms},
        ),
        "cases": of(
            "cases",
            cases=listed(st.fixed_dictionaries({"when": conditions, "then": terms}), 1),
            optional={"otherwise": terms},
        ),
        "pass": of("pass", when=conditions, points=terms, optional={"otherwise": terms}),
        "bands": of(
            "bands",
            of=terms,
            bands=bands(terms),
            gap=st.sampled_from(["refuse", "lower", "upper"]),
            overlap=st.sampled_from(["refuse", "first", "highest", "lowest"]),
        ),
        "line": of(
            "line",
            of=terms,
            knots=st.just([{"at": 0, "points": 1}, {"at": 2, "points": 5}, {"at": "2.5", "points": 3}]),
            beyond=st.sampled_from(["hold", "extend", "refuse"]),
        ),
        "slopes": of(
            "slopes",
            of=terms,
            rates=st.just([{"up_to": 2, "points": 1}, {"up_to": 5, "each": 2, "points": 3}, {"points": "0.1"}]),
            slope=st.sampled_from(["marginal", "whole"]),
            step=STEPS,
            optional={"most": terms},
        ),
        "steps": steps(terms),
        "events": of(
            "events",
            prices=listed(st.one_of(PRICED, BEYOND), 1),
            same_problem=st.sampled_from(["each", "highest", "highest_across_sides", "higher_side"]),
            stacking=st.sampled_from(["multiply", "highest", "add"]),
            multipliers=listed(st.fixed_dictionaries({"when": MATCH, "times": POSITIVE}), 0),
            optional={"limit": st.just({"times": 2, "per": "quarter"}), "most": terms},
        ),
        "rank_points": rank_points(terms),
        "against_peers": of(
            "against_peers",
            of=terms,
            points=terms,
            how=st.sampled_from(["to_best", "min_max", "to_mean"]),
            group=GROUPS,
            better=BETTER,
            all_equal=st.sampled_from(["full", "none", "refuse"]),
            optional={"most": terms},
        ),
        "raters": of(
            "raters",
            rating=st.just("leaders"),
            group=st.sampled_from(["", "甲"]),
            trim=st.integers(0, 1),
            at_least=st.integers(1, 3),
        ),
        "votes": of(
            "votes",
            ballot=st.just("leaders"),
            grades=st.just({"优": 100, "良": 80}),
            abstentions=st.booleans(),
            at_least=st.integers(1, 3),
            optional={"valid_share": st.just(50)},
        ),
        "judgement": of("judgement", **slot, optional={"default": NUMBERS.filter(lambda each: Fraction(each) <= 5)}),
        "base": of(
            "base",
            points=terms,
            deductions=listed(terms, 0, 2),
            bonuses=listed(terms, 0, 2),
            floor=st.sampled_from([0, None]),
            optional={"ceiling": terms},
        ),
        "weighted": weighted(terms),
        "rollup": rollup(terms),
        "highest": of("highest", parts=listed(terms, 2)),
        "lowest": of("lowest", parts=listed(terms, 2)),
        "choice": of(
            "choice",
            choice=st.just("reading"),
            options=st.tuples(terms, terms).map(lambda two: [{"code": "x", "of": two[0]}, {"code": "y", "of": two[1]}]),
            optional={"default": st.just("y")},
        ),
        "limit": of("limit", of=terms, at_most=terms, optional={"at_least": terms}),
        "percent_of": of("percent_of", percent=SIGNED, of=terms),
        "share": share(terms),
        "fill_in": st.one_of(
            st.builds(lambda rule, policy: rule | policy, of("fill_in", of=terms), POLICY.filter(_no_rescale)),
            of("fill_in", of=terms, missing=st.just("full"), full=terms),
        ),
        "rounded": of(
            "rounded",
            of=terms,
            digits=st.integers(0, 3),
            mode=st.sampled_from(["half_up", "half_even", "down", "up"]),
        ),
        "counter": of(
            "counter",
            match=MATCH,
            rungs=st.just([{"nth": 2, "points": 1}, {"nth": 3, "points": 3}]),
            per=st.sampled_from(["month", "quarter", "year"]),
        ),
        "withheld": of("withheld", of=terms, until=conditions, optional={"meanwhile": terms}),
        "dated": of("dated", versions=versions(terms)),
        "rule": of("rule", rule=st.sampled_from(["named", "judged"])),
        "indicator": of(
            "indicator",
            indicator=st.sampled_from(["one", "parent", "left", "bare"]),
            optional={"of": st.sampled_from(["a", "d"])},
        ),
    }


def _no_rescale(policy: dict[str, Any]) -> bool:
    return policy["missing"] != "rescale"


def conditions_of(terms: Terms, conditions: Terms) -> dict[str, Terms]:
    return {
        "compare": of(
            "compare",
            of=terms,
            at_least=terms,
            optional={"above": terms, "below": terms, "at_most": terms, "equals": terms},
        ),
        "says": of("says", answer=st.just("grade"), one_of=st.sampled_from([["优"], ["优", "良"]])),
        "has_finding": of("has_finding", match=MATCH),
        "absent": of("absent", of=terms, optional={"because": st.sampled_from([["no_data"], ["no_task", "exempt"]])}),
        "in_group": of("in_group", group=st.sampled_from([["counties"], ["counties", "districts"]])),
        "met": of("met", indicator=st.sampled_from([[], ["one"], ["left"]])),
        "all": of("all", of=listed(conditions, 1, 2)),
        "any": of("any", of=listed(conditions, 1, 2)),
        "not": of("not", of=conditions),
    }


LEAF: Terms = st.one_of(SIGNED, FIGURES, FIGURES)
SIMPLE: Terms = st.one_of(
    *(each for kind, each in conditions_of(LEAF, st.nothing()).items() if kind not in ("all", "any", "not"))
)
_ONE = kinds(LEAF, SIMPLE)
INNER: Terms = st.one_of(LEAF, LEAF, st.sampled_from(sorted(_ONE)).flatmap(_ONE.__getitem__))
"""A number, a figure, or a rule of those."""
OUTER = kinds(INNER, SIMPLE)
"""By kind: rules of rules."""
TESTS = conditions_of(INNER, SIMPLE)

_TERM: TypeAdapter[Any] = TypeAdapter(RuleTerm)
_CONDITION: TypeAdapter[Any] = TypeAdapter(RuleCondition)


def term_of(written: Any) -> Any:
    return _TERM.validate_python(written)


def condition_of(written: Any) -> Any:
    return _CONDITION.validate_python(written)
