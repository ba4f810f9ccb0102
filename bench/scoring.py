"""What scores cost: very many at once and ranked, and one of them explained; beside a hand-written loop over Decimals.

A made-up office of many units in groups of alike ones has indicators of five kinds in turn: bands of a rate, steps of a
shortfall, findings with a price and a cap, points relative to the best of the group, points by rank in the group. The
total is their weighted mean, rounded, and every group is ranked. One assignment-year is one unit's score on one
indicator. The loop beside it does the same work as an office's own script would, on rows that lie ready for it, in
Decimals of 28 digits; where both can be exact their totals and places must be the same.
"""

import argparse
import gc
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from bench.timing import Measured, in_turn
from config.scheme import Scheme
from scoring.asking import Case
from scoring.book import Book
from scoring.facts import SETTLED, Facts, FigureFact, FindingFact
from scoring.outcome import Outcome, open_book, work_out

YEAR = "2019"
KINDS = ("bands", "steps", "events", "peers", "ranks")
FOUND = {"late": 4, "criticised": 3}
"""Kinds of findings of each indicator that prices them, and up to how many of each a unit has, less one."""
GROUP = 100
INDICATORS = 50
SCORES = 100_000
ROUNDS = 5


def rule_of(kind: str, number: int) -> Mapping[str, Any]:
    """As a scheme writes it."""
    figure, plan = f"f{number}", f"p{number}"
    rate = {"kind": "ratio", "part": figure, "whole": plan}
    match kind:
        case "bands":
            bands = [
                {"at_least": 100, "points": 100},
                {"at_least": 90, "below": 100, "points": 85},
                {"at_least": 75, "below": 90, "points": 70},
                {"below": 75, "points": 40},
            ]
            return {"kind": "bands", "of": rate, "bands": bands}
        case "steps":
            short = {"kind": "gap", "actual": figure, "target": plan}
            steps = {"kind": "steps", "of": short, "each": 2, "points": 5, "unit": "percent", "base": 100, "most": 60}
            return {"kind": "base", "points": 100, "deductions": [steps]}
        case "events":
            prices = [
                {"match": {"finding": f"late{number}"}, "each": "0.5", "most": 10},
                {"match": {"finding": f"criticised{number}"}, "each": 2, "free": 1},
            ]
            return {"kind": "base", "points": 100, "deductions": [{"kind": "events", "prices": prices, "most": 40}]}
        case "peers":
            against = {"kind": "against_peers", "of": rate, "points": 100, "how": "to_best", "all_equal": "full"}
            return {"kind": "rounded", "of": against, "digits": 4}
        case _:
            return {"kind": "rank_points", "of": figure, "first": 100, "less": "0.5"}


def scheme_of(units: int, indicators: int) -> Scheme:
    codes = [f"u{n:05}" for n in range(units)]
    kinds = [KINDS[n % len(KINDS)] for n in range(indicators)]
    groups = [codes[start : start + GROUP] for start in range(0, units, GROUP)]
    parts = [{"weight": 1 + n % 3, "of": {"kind": "indicator", "indicator": f"i{n}"}} for n in range(indicators)]
    total = {"kind": "weighted", "parts": parts, "total": sum(part["weight"] for part in parts)}
    step = {"code": "check", "label": "审核", "reviewers": "department_head", "days": 1}
    places = len(groups)
    return Scheme.model_validate(
        {
            "scheme": "bench",
            "title": "测量",
            "year": int(YEAR),
            "seat": "assessor",
            "office": {"code": "office", "name": "考核办", "unit": "office"},
            "units": [
                {"code": "office", "name": "考核办", "kind": "office"},
                *({"code": code, "name": f"单位{code}"} for code in codes),
            ],
            "posts": [{"code": "head", "title": "负责人", "unit": "office", "role": "department_head"}],
            "chains": {"breakdown": {"label": "审核", "steps": [step]}},
            "stages": {"breakdown": {"due": "2019-05-13", "chain": "breakdown"}},
            "figures": [
                *({"code": f"f{n}", "name": f"完成{n}", "unit": "人"} for n in range(indicators)),
                *({"code": f"p{n}", "name": f"计划{n}", "unit": "人"} for n in range(indicators)),
            ],
            "indicators": [{"code": f"i{n}", "title": f"指标{n}", "leads": "office"} for n in range(indicators)],
            "scoring": {
                "findings": [{"code": f"{code}{n}", "name": f"{code}{n}"} for n in range(indicators) for code in FOUND],
                "groups": [{"code": f"g{n}", "name": f"组{n}", "units": group} for n, group in enumerate(groups)],
                "indicators": [{"indicator": f"i{n}", "of": rule_of(kind, n)} for n, kind in enumerate(kinds)],
                "results": [{"code": "total", "name": "总分", "of": total, "digits": 4}],
                "rankings": [
                    {"code": f"r{n}", "name": "名次", "result": "total", "group": f"g{n}"} for n in range(places)
                ],
            },
        }
    )


@dataclass
class Yard:
    """The office and its facts; for the loop the same facts as a script would list and look them up."""

    scheme: Scheme
    facts: Facts
    listed: list[tuple[str, str, Decimal]]
    book: Book
    known: "Known"
    outcome: Outcome | None = None
    looped: dict[str, tuple[Decimal, int]] | None = None

    def reopen(self) -> None:
        """Nothing is known from the round before, and nothing of it is left to be swept away."""
        self.outcome = self.looped = None
        self.book = open_book(self.scheme, self.facts)
        gc.collect()

    def score(self) -> None:
        self.outcome = work_out(self.book, YEAR)

    def score_from_facts(self) -> None:
        self.outcome = work_out(open_book(self.scheme, self.facts), YEAR)

    def loop(self) -> None:
        self.looped = looped(self.known, self.scheme)

    def loop_from_facts(self) -> None:
        self.looped = looped(known_from(self.listed, self.facts.findings), self.scheme)

    def explain(self) -> None:
        """One unit's total with its whole tree."""
        unit = self.scheme.units[1].code
        assert self.book.worked(self.scheme.scoring.results[0].of, Case(unit, YEAR)).parts

    def explain_each(self) -> None:
        """Every unit's score on the indicator of steps, each with its tree."""
        indicator = f"i{KINDS.index('steps')}"
        for unit in self.scheme.units[1:]:
            assert self.book.score(indicator, Case(unit.code, YEAR)).parts

    def mismatches(self) -> int:
        """How many totals or places differ between the loop and ours."""
        self.score()
        self.loop()
        assert self.outcome is not None
        assert self.looped is not None
        places = {one.unit: one.place for each in self.outcome.standings.values() for one in each.placed}
        totals = self.outcome.results["total"]
        return sum((totals[unit].value, places[unit]) != (total, place) for unit, (total, place) in self.looped.items())


def yard_of(scores: int, indicators: int) -> Yard:
    """Facts with the digits that offices write: hundredths done, plans in halves."""
    chance = random.Random(2019)  # noqa: S311 -- made-up facts
    scheme = scheme_of(max(GROUP, scores // indicators), indicators)
    listed: list[tuple[str, str, Decimal]] = []
    findings: list[FindingFact] = []
    for unit in scheme.units[1:]:
        for n in range(indicators):
            kind = KINDS[n % len(KINDS)]
            if kind == "events":
                findings += [
                    FindingFact(f"{unit.code}-{what}{n}-{time}", unit.code, f"{what}{n}", date(2019, 1 + time, 3))
                    for what, below in FOUND.items()
                    for time in range(chance.randrange(below))
                ]
                continue
            listed.append((unit.code, f"f{n}", Decimal(chance.randrange(5000, 13000)) / 100))
            if kind != "ranks":
                listed.append((unit.code, f"p{n}", Decimal(chance.randrange(100, 260)) / 2))
    figures = [FigureFact(unit, figure, YEAR, verified=Fraction(value)) for unit, figure, value in listed]
    facts = Facts(figures=figures, findings=findings)
    return Yard(scheme, facts, listed, open_book(scheme, facts), known_from(listed, findings))


# The loop


@dataclass
class Known:
    """Numbers by unit and figure, findings by unit and kind."""

    numbers: dict[tuple[str, str], Decimal]
    found: dict[tuple[str, str], list[FindingFact]]

    def rate(self, unit: str, n: int) -> Decimal:
        return self.numbers[unit, f"f{n}"] / self.numbers[unit, f"p{n}"] * 100

    def times(self, unit: str, kind: str) -> int:
        counted = 0
        for finding in self.found.get((unit, kind), ()):
            if finding.state in SETTLED and not finding.is_excused and finding.on.year == int(YEAR):
                counted += finding.times.numerator
        return counted


def known_from(listed: Sequence[tuple[str, str, Decimal]], findings: Sequence[FindingFact]) -> Known:
    found: dict[tuple[str, str], list[FindingFact]] = {}
    for finding in findings:
        found.setdefault((finding.unit, finding.kind), []).append(finding)
    return Known({(unit, figure): value for unit, figure, value in listed}, found)


def looped(known: Known, scheme: Scheme) -> dict[str, tuple[Decimal, int]]:
    """Totals and places, group by group: what an office's own script would do."""
    told: dict[str, tuple[Decimal, int]] = {}
    weights = [Decimal(1 + n % 3) for n in range(len(scheme.indicators))]
    whole = sum(weights)
    for group in scheme.scoring.groups:
        totals = dict.fromkeys(group.units, Decimal(0))
        for n, weight in enumerate(weights):
            points = POINTS[KINDS[n % len(KINDS)]](known, group.units, n)
            for unit, each in zip(group.units, points, strict=True):
                totals[unit] += weight * each
        rounded = {unit: (total / whole).quantize(DIGITS, ROUND_HALF_UP) for unit, total in totals.items()}
        places = _places(list(rounded.values()))
        told |= {unit: (value, places[value]) for unit, value in rounded.items()}
    return told


HUNDRED, DIGITS = Decimal(100), Decimal("0.0001")
Units = Sequence[str]


def _places(values: Sequence[Decimal]) -> dict[Decimal, int]:
    """Ties share the better place."""
    places: dict[Decimal, int] = {}
    for n, value in enumerate(sorted(values, reverse=True), start=1):
        places.setdefault(value, n)
    return places


def _bands(known: Known, units: Units, n: int) -> list[Decimal]:
    points = []
    for unit in units:
        rate = known.rate(unit, n)
        points.append(Decimal(100 if rate >= 100 else 85 if rate >= 90 else 70 if rate >= 75 else 40))
    return points


def _steps(known: Known, units: Units, n: int) -> list[Decimal]:
    points = []
    for unit in units:
        done, plan = known.numbers[unit, f"f{n}"], known.numbers[unit, f"p{n}"]
        short = max((plan - done) / plan * 100, Decimal(0))
        steps = (short / 2).to_integral_value(ROUND_DOWN)
        points.append(max(HUNDRED - HUNDRED * min(steps * 5, Decimal(60)) / 100, Decimal(0)))
    return points


def _events(known: Known, units: Units, n: int) -> list[Decimal]:
    points = []
    for unit in units:
        late, criticised = known.times(unit, f"late{n}"), known.times(unit, f"criticised{n}")
        cost = min(late * Decimal("0.5"), Decimal(10)) + max(criticised - 1, 0) * Decimal(2)
        points.append(max(HUNDRED - min(cost, Decimal(40)), Decimal(0)))
    return points


def _peers(known: Known, units: Units, n: int) -> list[Decimal]:
    rates = [known.rate(unit, n) for unit in units]
    best = max(rates)
    return [(HUNDRED * (rate / best)).quantize(DIGITS, ROUND_HALF_UP) for rate in rates]


def _ranks(known: Known, units: Units, n: int) -> list[Decimal]:
    numbers = [known.numbers[unit, f"f{n}"] for unit in units]
    places = _places(numbers)
    return [HUNDRED - (places[number] - 1) * Decimal("0.5") for number in numbers]


POINTS = {"bands": _bands, "steps": _steps, "events": _events, "peers": _peers, "ranks": _ranks}


# The measurement


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    took: Measured
    beside: Measured

    @property
    def ratio(self) -> float:
        return self.took.median / self.beside.median


@dataclass(frozen=True, slots=True)
class Told:
    """`score` and `total` are one of each explained; `mismatches` the totals or places that are not the loop's."""

    lines: list[Line]
    score: float
    total: Measured
    mismatches: int


def measure(scores: int, indicators: int, *, rounds: int) -> Told:
    yard = yard_of(scores, indicators)
    works = (yard.score, yard.loop, yard.score_from_facts, yard.loop_from_facts)
    ours, loop, ours_whole, loop_whole = in_turn(*works, rounds=rounds, before=yard.reopen)
    lines = [Line("scored and ranked", ours, loop), Line("facts looked up first", ours_whole, loop_whole)]
    mismatches = yard.mismatches()
    total, each = in_turn(yard.explain, yard.explain_each, rounds=rounds, before=yard.reopen)
    return Told(lines, each.median / (len(yard.scheme.units) - 1), total, mismatches)


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.scoring", description=__doc__)
    asked.add_argument("--scores", type=int, default=SCORES)
    asked.add_argument("--indicators", type=int, default=INDICATORS)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args(words)
    found = measure(told.scores, told.indicators, rounds=told.rounds)
    if told.json:
        rows = [{"what": line.what, "ms": line.took.median * 1000, "ratio": line.ratio} for line in found.lines]
        explained = {"score_us": found.score * 1e6, "total_ms": found.total.median * 1000}
        answer = {"lines": rows, "explained": explained, "mismatches": found.mismatches}
        sys.stdout.write(json.dumps({"schema": "kaohe.bench.scoring/1", **answer}) + "\n")
        return
    sys.stdout.write(f"{told.scores:,} assignment-years, {told.indicators} indicators, groups of {GROUP}\n\n")
    sys.stdout.write("| what | ours, ms | Decimal loop, ms | × loop |\n|---|---:|---:|---:|\n")
    for line in found.lines:
        sys.stdout.write(f"| {line.what} | {line.took.shown()} | {line.beside.shown()} | {line.ratio:.2f} |\n")
    sys.stdout.write(f"\none score explained: {found.score * 1e6:.0f} µs; ")
    sys.stdout.write(f"one total with all that its group is compared by: {found.total.shown()} ms\n")
    sys.stdout.write(f"totals or places that are not the loop's: {found.mismatches}\n")


if __name__ == "__main__":
    main()
