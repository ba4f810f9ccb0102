"""The book read in columns: as the book answers for one case, so this answers for a batch."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import Any

from config.figures import Comparator
from config.indicators import Indicator, Segment
from config.scoring.words import Absence
from scoring.asking import Case
from scoring.book import Book
from scoring.columns import combining, eventing, holding, measuring, parents, peering, pricing, rating
from scoring.columns.batch import Batch
from scoring.columns.column import (
    Column,
    Holes,
    Truths,
    compared,
    constant,
    empty,
    first_refused,
    gathered,
    of_values,
)
from scoring.columns.figures import Figures
from scoring.columns.peers import Peers
from scoring.refusals import NoData, Unscored

Work = Callable[[Any, "Reading", Batch], Column]
Units = tuple[str, ...]
WORKS: Mapping[type, Work] = {
    **measuring.WORKS,
    **pricing.WORKS,
    **eventing.WORKS,
    **peering.WORKS,
    **rating.WORKS,
    **combining.WORKS,
}
_TESTS = {
    Comparator.AT_LEAST: ge,
    Comparator.MORE_THAN: gt,
    Comparator.AT_MOST: le,
    Comparator.LESS_THAN: lt,
    Comparator.EXACTLY: eq,
}


@dataclass
class Reading:
    """`explained` counts what was put to the explaining evaluator, unit by unit: by kind of rule."""

    book: Book
    explained: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[int, Batch], Column] = field(default_factory=dict, repr=False)
    _asked: set[int] = field(default_factory=set, repr=False)
    _batches: dict[tuple[Units, str, str], Batch] = field(default_factory=dict, repr=False)
    _figures: dict[tuple[str, str], Figures] = field(default_factory=dict, repr=False)
    _groups: dict[Units, list[tuple[str | None, list[int], Units]]] = field(default_factory=dict, repr=False)
    _peers: dict[tuple[int, str, str, str], Peers] = field(default_factory=dict, repr=False)

    # Rules

    def column(self, term: Any, batch: Batch) -> Column:
        if isinstance(term, Decimal | int):
            return constant(Fraction(term), len(batch))
        if isinstance(term, str):
            return measuring.figures_at(term, self, batch)
        key = (id(term), batch)
        if key not in self._known:
            self._known[key] = self._worked(term, batch)
        return self._known[key]

    def _worked(self, term: Any, batch: Batch) -> Column:
        work = WORKS.get(type(term))
        if work is None or id(term) in self._asked or not len(batch):
            # A rule that is met again while it is read may concern other units: one by one that can be told.
            return self.one_by_one(term, batch)
        self._asked.add(id(term))
        try:
            return work(term, self, batch)
        finally:
            self._asked.discard(id(term))

    def one_by_one(self, term: Any, batch: Batch) -> Column:
        """By the explaining evaluator."""
        self.explained[type(term).__name__] += len(batch)
        return self.each(batch, lambda case: self.book.worked(term, case).value)

    def each(self, batch: Batch, ask: Callable[[Case], Fraction]) -> Column:
        """A number for each unit, and a hole where asking refuses."""
        values, holes = [], Holes()
        for row in range(len(batch)):
            value = Fraction(0)
            try:
                value = ask(batch.case(row))
            except NoData as absent:
                holes[row] = absent.because
            except Unscored:
                holes[row] = None
            values.append(value)
        return of_values(values, holes)

    def holds(self, condition: Any, batch: Batch) -> Truths:
        return holding.HOLDS[type(condition)](condition, self, batch)

    def either(self, truths: Truths, batch: Batch, yes: Any, no: Any) -> Column:
        """One rule where it holds, another where it does not: each is only asked for its own units."""
        asked = [(rows, term) for rows, term in zip(truths.rows(), (yes, no), strict=True) if rows]
        parts = [(rows, self.column(term, batch.only(rows))) for rows, term in asked]
        return self.joined(batch, parts, truths)

    def joined(self, batch: Batch, parts: Sequence[tuple[Sequence[int], Column]], *before: Truths | Column) -> Column:
        """The parts in their rows; the holes of what was asked before them stay."""
        holes = first_refused(*before)
        rest = [*parts, (list(holes), constant(0, len(holes)))] if holes else parts
        found = gathered(len(batch), rest)
        return found.but({**found.holes, **holes}) if holes else found

    # Indicators

    def score(self, indicator: str, batch: Batch) -> Column:
        """By its rule; without one, the sum of what is below it."""
        node = self.book.node(indicator)
        why = self.book.exempt_from(indicator)
        exempt: Holes = {row: why[unit] for row, unit in enumerate(batch.units) if unit in why} if why else {}
        rows = [row for row in range(len(batch)) if row not in exempt]
        parts = [(some, self._scored(node, rule, batch.only(some))) for rule, some in self._ruled(node, batch, rows)]
        return self.joined(batch, parts, Truths([], exempt))

    def _ruled(self, node: Indicator | Segment, batch: Batch, rows: Sequence[int]) -> Sequence[tuple[Any, list[int]]]:
        """Which rule is whose; None where there is none."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        rules = [*self.book.rules_of(node.code), None]
        if rules[0] is None or not rules[0].groups:
            return [(rules[0], list(rows))] if rows else []
        for row in rows:
            unit = batch.units[row]
            fitting = (
                place
                for place, rule in enumerate(rules)
                if rule is None or not rule.groups or any(self.book.is_in(group, unit) for group in rule.groups)
            )
            found[next(fitting)].append(row)
        return [(rules[place], some) for place, some in found.items()]

    def _scored(self, node: Indicator | Segment, rule: Any, batch: Batch) -> Column:
        if rule is not None:
            return self.column(rule.of, batch.under(node.code))
        below = self.book.below(node)
        return parents.sum_of_parts(below, self, batch) if below else empty(len(batch), None)

    def is_met(self, indicators: Sequence[str], batch: Batch) -> Truths:
        asked = []
        if "" in indicators:  # no indicator is being scored
            return Truths([False] * len(batch), dict.fromkeys(range(len(batch))))
        for code in indicators:
            here = batch.under(code)
            for target in self.book.node(code).targets:
                if target.value is not None and target.figure is not None:
                    actual = measuring.figures_at(target.figure, self, here)
                    asked.append(
                        compared(actual, _TESTS[target.comparator], measuring.targets(target.name, self, here))
                    )
        if not asked:
            return Truths([False] * len(batch), dict.fromkeys(range(len(batch))))
        return holding.together(asked, all)

    # Facts and groups

    def figures(self, code: str, period: str) -> Figures:
        if (code, period) not in self._figures:
            self._figures[code, period] = Figures(self.book.figures_of(code, period))
        return self._figures[code, period]

    def batch(self, units: tuple[str, ...], period: str, indicator: str) -> Batch:
        """The same batch for the same units, period and indicator."""
        return self._batches.setdefault((units, period, indicator), Batch(units, period, indicator))

    def groups(self, batch: Batch) -> Iterator[tuple[str | None, list[int], Batch]]:
        """The batch by the groups that its units are in: each with its rows; None for who is in none."""
        if batch.units not in self._groups:
            rows: defaultdict[str | None, list[int]] = defaultdict(list)
            for row, unit in enumerate(batch.units):
                rows[self.book.group_of(unit)].append(row)
            self._groups[batch.units] = [
                (code, some, tuple(batch.units[row] for row in some)) for code, some in rows.items()
            ]
        for code, some, units in self._groups[batch.units]:
            yield code, some, self.batch(units, batch.period, batch.indicator)

    def peers(self, term: Any, group: str, batch: Batch) -> Peers:
        """The numbers of the whole group, gathered once whoever asks."""
        at = (id(term), group, batch.period, batch.indicator)
        if at not in self._peers:
            everyone = self.batch(self.book.group_members(group), batch.period, batch.indicator)
            self._peers[at] = Peers(everyone.units, self.column(term, everyone))
        return self._peers[at]

    def no_number(self, batch: Batch, why: Absence | None) -> Column:
        return empty(len(batch), why)
