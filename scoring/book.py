"""The book of one scoring: a scheme's rules, the facts, and every answer worked out once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from config.figures import Comparator, Target
from config.indicators import Indicator, Segment
from config.scheme import Scheme
from config.scoring.measures import Match
from config.scoring.section import IndicatorRule, Scoring
from config.scoring.words import Absence, LateIn
from scoring import combining, eventing, holding, measuring, peering, pricing, rating
from scoring.asking import Ask, Case
from scoring.facts import (
    AnswerFact,
    Facts,
    FigureFact,
    FindingFact,
    ImportedFact,
    JudgementFact,
    MomentFact,
    RatingFact,
)
from scoring.grouped import Grouped
from scoring.indexes import all_indicators, newest
from scoring.matching import counts, fits, fits_all
from scoring.parents import sum_of_parts
from scoring.periods import contains, days_of
from scoring.refusals import NoData, Unscored
from scoring.worked import Sign, Truth, Worked, all_of, cited, clause, compared, given

Work = Callable[[Any, Ask, Case], Worked]
WORKS: Mapping[type, Work] = {
    **measuring.WORKS,
    **pricing.WORKS,
    **eventing.WORKS,
    **peering.WORKS,
    **rating.WORKS,
    **combining.WORKS,
}
T = TypeVar("T")
Lateness = Callable[[datetime, datetime, LateIn], Fraction]

_TESTS = {
    Comparator.AT_LEAST: Sign.AT_LEAST,
    Comparator.MORE_THAN: Sign.ABOVE,
    Comparator.AT_MOST: Sign.AT_MOST,
    Comparator.LESS_THAN: Sign.BELOW,
    Comparator.EXACTLY: Sign.EQUALS,
}


def _no_calendar(due: datetime, done: datetime, unit: LateIn) -> Fraction:
    raise Unscored([f"没有工作日历，算不出迟了多少{unit.label}（{due:%Y-%m-%d} 到 {done:%Y-%m-%d}）"])


@dataclass
class Book:
    """Everything that can be asked of one scheme and one set of facts. Answers are kept; facts never change."""

    scheme: Scheme
    facts: Facts
    lateness_of: Lateness = _no_calendar
    effective: date | None = None
    _known: dict[tuple[int, Case], Worked | Unscored] = field(default_factory=dict, repr=False)
    _gathered: dict[Any, Grouped | Unscored] = field(default_factory=dict, repr=False)
    _asked: list[tuple[int, Case]] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        facts = self.facts
        self.scoring: Scoring = self.scheme.scoring
        self._figures: defaultdict[tuple[str, str], dict[str, FigureFact]] = defaultdict(dict)
        for fact in newest(facts.figures, lambda fact: (fact.unit, fact.figure, fact.period)).values():
            self._figures[fact.figure, fact.period][fact.unit] = fact
        self._targets = newest(facts.targets, lambda fact: (fact.unit, fact.indicator, fact.target))
        self._targets_by_name: defaultdict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
        for own in self._targets.values():
            self._targets_by_name[own.indicator, own.target][own.unit] = own.value
        self._answers = newest(facts.answers, lambda fact: (fact.unit, fact.answer, fact.period))
        self._ratings = newest(facts.ratings, lambda fact: (fact.unit, fact.rating))
        self._judgements = newest(facts.judgements, lambda fact: (fact.unit, fact.slot, fact.period))
        self._imported = newest(facts.imported, lambda fact: (fact.unit, fact.source, fact.period))
        self._moments = newest(facts.moments, lambda fact: (fact.unit, fact.moment))
        self._exempt: defaultdict[str, dict[str, Absence]] = defaultdict(dict)
        for exempt in newest(facts.exempt, lambda fact: (fact.unit, fact.indicator)).values():
            self._exempt[exempt.indicator][exempt.unit] = exempt.absence
        self._findings: defaultdict[str, dict[str, list[FindingFact]]] = defaultdict(dict)
        for finding in facts.findings:
            if counts(finding):
                self._findings[finding.kind].setdefault(finding.unit, []).append(finding)
        self._indicators = all_indicators(self.scheme)
        self._rules: defaultdict[str, list[IndicatorRule]] = defaultdict(list)
        for rule in self.scoring.indicators:
            self._rules[rule.indicator].append(rule)
        self._groups = {group.code: (*group.units, *group.outside) for group in self.scoring.groups}
        self._members = {code: frozenset(members) for code, members in self._groups.items()}
        self._own_group: dict[str, str] = {}
        for code, members in self._groups.items():
            for unit in members:
                self._own_group.setdefault(unit, code)
        self._units = {unit.code: unit.name for unit in self.scheme.units}

    # Rules

    def worked(self, term: Any, case: Case) -> Worked:
        """Raises Unscored, or NoData where there is nothing to look at; a rule that leads back to itself is refused."""
        if isinstance(term, Decimal | int):
            return clause(Fraction(term))
        if isinstance(term, str):
            return measuring.figure_at(term, self, case)
        key = (id(term), case)
        if key in self._known:
            return _again(self._known[key])
        if key in self._asked:
            raise Unscored([f"规则绕了一圈又用到自己：{term.label or term.kind}"])
        self._asked.append(key)
        try:
            worked = cited(term, WORKS[type(term)](term, self, case))
        except Unscored as refusal:
            self._known[key] = refusal
            raise
        finally:
            self._asked.pop()
        self._known[key] = worked
        return worked

    def holds(self, condition: Any, case: Case) -> Truth:
        return holding.HOLDS[type(condition)](condition, self, case)

    def score(self, indicator: str, case: Case) -> Worked:
        """An indicator's points: by its rule; without one, the sum of what is below it."""
        exempt = self.exempt_from(indicator).get(case.unit)
        node = self._indicators[indicator]
        if exempt is not None:
            raise NoData([f"{self.unit_name(case.unit)}“{node.title}”：{exempt.label}"], exempt)
        here = Case(case.unit, case.period, indicator)
        for rule in self._rules[indicator]:
            if not rule.groups or any(self.is_in(group, case.unit) for group in rule.groups):
                return self.worked(rule.of, here).called(node.title, unit="分")
        below = self.below(node)
        if not below:
            raise Unscored([f"指标“{node.title}”没有写怎么评分"])
        return sum_of_parts(node.title, below, self, case).called(node.title, unit="分")

    def node(self, indicator: str) -> Indicator | Segment:
        return self._indicators[indicator]

    def rules_of(self, indicator: str) -> Sequence[IndicatorRule]:
        return self._rules.get(indicator, ())

    @staticmethod
    def below(node: Indicator | Segment) -> Sequence[Indicator | Segment]:
        """What an indicator without a rule of its own is the sum of."""
        if not isinstance(node, Indicator):
            return ()
        return node.children or (() if node.assessed else node.segments)

    def exempt_from(self, indicator: str) -> Mapping[str, Absence]:
        """By unit, why it is not assessed on it."""
        return self._exempt.get(indicator, {})

    def is_exempt(self, unit: str, indicator: str) -> bool:
        return unit in self.exempt_from(indicator)

    def is_met(self, indicators: Sequence[str], case: Case) -> Truth:
        """Every numeric target of each indicator reached, by the verified or the reported figure."""
        asked = []
        for code in indicators:
            for target in self._own(case.under(code)).targets:
                if target.value is None or target.figure is None:
                    continue
                here = case.under(code)
                actual = measuring.figure_at(target.figure, self, here)
                asked.append(compared(actual, _TESTS[target.comparator], self.target(target.name, here)))
        if not asked:
            names = "、".join(self._indicators[code].title for code in indicators)
            raise Unscored([f"“{names}”没有连着数据项的数值目标，看不出完成没有"])
        return asked[0] if len(asked) == 1 else all_of(asked)

    # Facts

    def figure(self, code: str, case: Case) -> FigureFact | None:
        return self.figures_of(code, case.period).get(case.unit)

    def figures_of(self, code: str, period: str) -> Mapping[str, FigureFact]:
        """By unit."""
        return self._figures.get((code, period), {})

    def wanted_target(self, name: str, case: Case) -> Target:
        """The numeric target of that name; without one, the only one."""
        node = self._own(case)
        numeric = [target for target in node.targets if target.value is not None]
        wanted = [target for target in numeric if target.name == name] if name else numeric
        if len(wanted) != 1:
            names = "、".join(target.name for target in numeric)
            raise Unscored([f"指标“{node.title}”的目标“{name}”不明：有 {names or '（没有数值目标）'}"])
        return wanted[0]

    def own_targets(self, name: str, indicator: str) -> Mapping[str, Fraction]:
        """By unit, where it was given one of its own or it was adjusted."""
        return self._targets_by_name.get((indicator, name), {})

    def target(self, name: str, case: Case) -> Worked:
        target = self.wanted_target(name, case)
        own = self._targets.get((case.unit, case.indicator, target.name))
        if own is not None:
            record = own.known.record(target.name)
            return given(own.value, f"目标：{target.name}", unit=target.unit, record=record, note="单独下达或调整过")
        return clause(Fraction(target.value or 0), f"目标：{target.name}", unit=target.unit)

    def own_figure(self, case: Case) -> str:
        """The figure behind the numeric target of the indicator that is being scored."""
        node = self._own(case)
        figures = [target.figure for target in node.targets if target.value is not None and target.figure is not None]
        if len(figures) != 1:
            names = "、".join(self.figure_name(code)[0] for code in figures)
            raise Unscored([f"指标“{node.title}”看哪个数据项不明：目标连着的有 {names or '（没有）'}"])
        return figures[0]

    def own_points(self, case: Case) -> Worked:
        node = self._own(case)
        if node.points is None:
            raise Unscored([f"指标“{node.title}”没有写分值"])
        return clause(Fraction(node.points), f"{node.title}的分值", unit="分")

    def _own(self, case: Case) -> Indicator | Segment:
        if not case.indicator:
            raise Unscored(["这条规则说的是本指标，只能用在指标里"])
        return self._indicators[case.indicator]

    def findings(self, match: Match, case: Case) -> tuple[FindingFact, ...]:
        return tuple(
            finding
            for kind in match.finding
            for finding in self.found(kind).get(case.unit, ())
            if fits(match, finding) and contains(case.period, finding.on)
        )

    def found(self, kind: str) -> Mapping[str, Sequence[FindingFact]]:
        """By unit, the findings of this kind that count."""
        return self._findings.get(kind, {})

    def rows_with(self, kinds: Sequence[str], units: Sequence[str]) -> list[int]:
        """Which of the units have such a finding that counts at all."""
        some = set().union(*(self.found(kind) for kind in kinds))
        return [row for row, unit in enumerate(units) if unit in some]

    @cached_property
    def tells_findings_apart(self) -> bool:
        """Whether no two findings of a unit have the same number."""
        every = self.facts.findings
        if len({finding.ref for finding in every}) == len(every):
            return True
        return len({(finding.unit, finding.ref) for finding in every}) == len(every)

    def times_of(self, match: Match, units: Sequence[str], period: str) -> list[Fraction | int]:
        """How many times, for each unit."""
        first, last = days_of(period)
        is_plain = fits_all(match)
        found: list[Fraction | int] = [0] * len(units)
        for by_unit in map(self.found, match.finding):
            for row, unit in enumerate(units):
                for finding in by_unit.get(unit, ()):
                    if first <= finding.on <= last and (is_plain or fits(match, finding)):
                        many, parts = finding.times.as_integer_ratio()
                        found[row] += many if parts == 1 else finding.times
        return found

    def answer(self, code: str, case: Case) -> AnswerFact | None:
        return self._answers.get((case.unit, code, case.period)) or self._answers.get((case.unit, code, ""))

    def rating(self, code: str, case: Case) -> RatingFact | None:
        return self._ratings.get((case.unit, code))

    def judgement(self, slot: str, case: Case) -> JudgementFact | None:
        return self._judgements.get((case.unit, slot, case.period)) or self._judgements.get((case.unit, slot, ""))

    def imported(self, source: str, case: Case) -> ImportedFact | None:
        return self._imported.get((case.unit, source, case.period)) or self._imported.get((case.unit, source, ""))

    def moment(self, code: str, case: Case) -> MomentFact | None:
        return self._moments.get((case.unit, code))

    def chosen(self, choice: str) -> str | None:
        return self.facts.chosen.get(choice) or self.scoring.chosen.get(choice)

    # Groups and names

    def members(self, group: str | None, case: Case) -> tuple[str, ...]:
        if group is not None:
            return self._groups[group]
        own = self._own_group.get(case.unit)
        if own is None:
            raise Unscored([f"{self.unit_name(case.unit)}不在任何一个组里，没有同组可比"])
        return self._groups[own]

    def in_group(self, term: Any, group: str | None, case: Case) -> Grouped:
        """The numbers of the whole group, gathered once whoever asks; refused alike."""
        members = self.members(group, case)
        said = term if isinstance(term, Decimal | int | str) else ("rule", id(term))
        key = (said, members, case.period, case.indicator)
        if key not in self._gathered:
            try:
                self._gathered[key] = peering.gathered(term, self, case, members)
            except Unscored as refusal:
                self._gathered[key] = refusal
        return _again(self._gathered[key])

    def group_members(self, group: str) -> tuple[str, ...]:
        return self._groups[group]

    def group_of(self, unit: str) -> str | None:
        """The first group that the unit is in."""
        return self._own_group.get(unit)

    def is_in(self, group: str, unit: str) -> bool:
        return unit in self._members.get(group, ())

    def lateness(self, due: datetime, done: datetime, unit: LateIn) -> Fraction:
        return self.lateness_of(due, done, unit)

    def unit_name(self, unit: str) -> str:
        return self._units.get(unit, unit)

    def figure_name(self, code: str) -> tuple[str, str]:
        figure = self.scheme.figure(code)
        return figure.name, figure.unit

    def finding_name(self, kind: str) -> tuple[str, str]:
        return next(((one.name, one.unit) for one in self.scoring.findings if one.code == kind), (kind, "次"))


def _again(known: T | Unscored) -> T:
    if isinstance(known, Unscored):
        raise known
    return known
