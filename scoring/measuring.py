"""Measures: what is looked at (M1–M8), worked out from facts."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import Any

from config.scoring import measures as kinds
from config.scoring.words import Better, CountOf, Direction, InUnits, Reference, Series, StepMode
from scoring.asking import Ask, Case, each
from scoring.facts import FigureFact, FindingFact
from scoring.periods import parts_of, years_before
from scoring.refusals import NoData, Unscored
from scoring.worked import (
    Worked,
    ceiled,
    clause,
    counted,
    floored,
    given,
    in_percent,
    largest,
    product,
    smallest,
    total,
)


def constant(rule: kinds.Constant, _: Ask, __: Case) -> Worked:
    return clause(Fraction(rule.value), unit=rule.unit)


def figure(rule: kinds.FigureOf, ask: Ask, case: Case) -> Worked:
    code = rule.figure or ask.own_figure(case)
    return figure_at(code, ask, case.of(rule.of or case.unit), back=rule.years_before)


def figure_at(code: str, ask: Ask, case: Case, *, back: int = 0) -> Worked:
    """The 认定值, or what the unit reported where nobody has verified it yet."""
    name, unit = ask.figure_name(code)
    at = case.at(years_before(case.period, back))
    fact = ask.figure(code, at)
    where = f"{ask.unit_name(case.unit)}“{name}”{at.period}"
    if fact is None:
        raise NoData([f"{where}没有报数"])
    if fact.absence is not None:
        raise NoData([f"{where}：{fact.absence.label}"], fact.absence)
    value = fact.reported if fact.verified is None else fact.verified
    if value is None:
        raise NoData([f"{where}没有报数"])
    return _read(fact, value, f"{name}（{at.period}）", unit)


def _read(fact: FigureFact, value: Fraction, label: str, unit: str) -> Worked:
    is_only_reported = fact.verified is None
    record = fact.known.record(label, is_only_reported=is_only_reported)
    return given(value, label, unit=unit, record=record, note="据单位上报" if is_only_reported else "")


def target(rule: kinds.TargetOf, ask: Ask, case: Case) -> Worked:
    return ask.target(rule.name, case)


def points(_: kinds.PointsOf, ask: Ask, case: Case) -> Worked:
    return ask.own_points(case)


def added(rule: kinds.Sum, ask: Ask, case: Case) -> Worked:
    return total(each(ask, rule.parts, case))


def subtracted(rule: kinds.Difference, ask: Ask, case: Case) -> Worked:
    first, *rest = each(ask, rule.parts, case)
    return first - (rest[0] if len(rest) == 1 else total(rest))


def multiplied(rule: kinds.Product, ask: Ask, case: Case) -> Worked:
    return product(each(ask, rule.parts, case))


def ratio(rule: kinds.Ratio, ask: Ask, case: Case) -> Worked:
    part, whole = each(ask, (rule.part, rule.whole), case)
    if whole.value == 0:
        if rule.when_zero is None:
            raise Unscored([f"{whole.label or '分母'}是 0，不能作分母"])
        return ask.worked(rule.when_zero, case).noted(f"{whole.label or '分母'}是 0")
    return in_percent(part / whole) if rule.percent else part / whole


def gap(rule: kinds.GapTo, ask: Ask, case: Case) -> Worked:
    """How far from the target; for what is better low, over is below."""
    actual, wanted = each(ask, (rule.actual, rule.target), case)
    high, low = (actual, wanted) if rule.better is Better.HIGHER else (wanted, actual)
    signed = low - high if rule.direction is Direction.SHORT else high - low
    if rule.direction is not Direction.BOTH:
        signed = largest((signed, clause(0)))
    if rule.measure is InUnits.AMOUNT:
        return signed.called("", unit=actual.unit)
    if wanted.value == 0:
        raise Unscored([f"{wanted.label or '目标'}是 0，差距算不出百分之几；改用 measure: amount"])
    return in_percent(signed / sized(wanted, "目标"))


def change(rule: kinds.Change, ask: Ask, case: Case) -> Worked:
    now = figure_at(rule.figure, ask, case)
    before = _before(rule, ask, case)
    grown = now - before
    if rule.measure is InUnits.PERCENT:
        if before.value == 0:
            raise Unscored([f"{before.label or '比较的数'}是 0，增减算不出百分之几；改用 measure: amount"])
        grown = in_percent(grown / sized(before, "比较的数"))
    return grown if rule.decreases else largest((grown, clause(0)))


def _before(rule: kinds.Change, ask: Ask, case: Case) -> Worked:
    if rule.against is Reference.BASE_YEAR:
        return figure_at(rule.figure, ask, case, back=int(case.period[:4]) - (rule.base_year or 0))
    if rule.against is Reference.LAST_YEAR:
        return figure_at(rule.figure, ask, case, back=1)
    years = [figure_at(rule.figure, ask, case, back=back) for back in range(1, rule.years + 1)]
    average = mean(years).called(f"前{rule.years}年平均")
    if rule.against is Reference.MEAN_OF_YEARS:
        return average
    choose = smallest if rule.against is Reference.LOWER_OF_LAST_AND_MEAN else largest
    return choose((years[0], average))


def sized(whole: Worked, name: str) -> Worked:
    """What a percentage is taken of: of a loss its size, else less loss would count as falling short."""
    return whole if whole.value > 0 else (-whole).called(f"{whole.label or name}（负数，取绝对值）")


def mean(parts: Sequence[Worked]) -> Worked:
    return total(parts) / counted(parts)


def count(rule: kinds.CountFindings, ask: Ask, case: Case) -> Worked:
    found = ask.findings(rule.match, case)
    unit = ask.finding_name(rule.match.finding[0])[1]
    if rule.by is CountOf.TIMES:
        return total([told(ask, finding) for finding in found]).called("", unit=unit)
    firsts = distinct(found, rule.by)
    return counted([told(ask, finding) for finding in firsts]).called("", unit=unit)


def distinct(found: Sequence[FindingFact], by: CountOf) -> list[FindingFact]:
    """One for each problem or person; what names none stands for itself."""
    keys: dict[str, FindingFact] = {}
    for finding in found:
        own = {CountOf.PROBLEMS: finding.problem, CountOf.PERSONS: finding.person}.get(by, "")
        keys.setdefault(own or f"\0{finding.ref}", finding)
    return list(keys.values())


def told(ask: Ask, finding: FindingFact) -> Worked:
    """A finding as a number of times."""
    name, unit = ask.finding_name(finding.kind)
    said = "、".join(finding.attributes.values())
    label = f"{finding.on:%Y-%m-%d} {name}{f'（{said}）' if said else ''}"
    return given(finding.times, label, unit=unit, record=finding.known.record(finding.ref))


def late(rule: kinds.Lateness, ask: Ask, case: Case) -> Worked:
    fact = ask.moment(rule.moment, case)
    if fact is None:
        raise NoData([f"还没有登记{ask.unit_name(case.unit)}“{rule.moment}”的时间"])
    if fact.done is None:
        raise NoData([f"{ask.unit_name(case.unit)}的“{rule.moment}”还没有办"])
    label = f"迟了（应在 {fact.due:%Y-%m-%d %H:%M} 前，实际 {fact.done:%Y-%m-%d %H:%M}）"
    amount = ask.lateness(fact.due, fact.done, rule.unit) if fact.done > fact.due else Fraction(0)
    exact = given(amount, label, unit=rule.unit.label, record=fact.known.record(label))
    return stepped(exact, rule.step)


def stepped(amount: Worked, mode: StepMode) -> Worked:
    if mode is StepMode.PROPORTIONAL:
        return amount
    return floored(amount) if mode is StepMode.WHOLE else ceiled(amount)


def series(rule: kinds.OverPeriods, ask: Ask, case: Case) -> Worked:
    """Periods without a figure are left out of sums and means; they break a run."""
    cases = period_cases(rule.every, rule.years, case)
    if rule.where is not None:
        held = [_held(rule.where, ask, each_case) for each_case in cases]
        return _runs(rule.take, [(at.period, ok) for at, ok in zip(cases, held, strict=True)])
    values = [value for at in cases if (value := _if_any(rule.of, ask, at)) is not None]
    if not values:
        raise NoData([f"{ask.unit_name(case.unit)}{case.period}各期都没有数"])
    taken: dict[Series, Callable[[], Worked]] = {
        Series.SUM: lambda: total(values),
        Series.MEAN: lambda: mean(values),
        Series.FIRST: lambda: values[0],
        Series.LAST: lambda: values[-1],
        Series.RISE: lambda: values[-1] - values[0],
    }
    return taken[rule.take]()


def period_cases(every: str, years: int, case: Case) -> list[Case]:
    """The periods inside the year, or the last years with this one at the end."""
    if every == "year":
        return [case.at(years_before(case.period, back)) for back in reversed(range(years))]
    return [case.at(period) for period in parts_of(case.period, every)]


def _held(condition: Any, ask: Ask, case: Case) -> bool:
    try:
        return ask.holds(condition, case).holds
    except NoData:
        return False


def _if_any(term: Any, ask: Ask, case: Case) -> Worked | None:
    try:
        return ask.worked(term, case)
    except NoData:
        return None


def _runs(take: Series, held: Sequence[tuple[str, bool]]) -> Worked:
    ones = [given(Fraction(1), period) for period, ok in held if ok]
    if take is Series.PERIODS:
        return counted(ones, "符合的期数")
    if take is Series.CURRENT_RUN:
        running = list(takewhile(lambda each_held: each_held[1], reversed(held)))
        return counted([given(Fraction(1), period) for period, _ in reversed(running)], "到最近一期连续符合")
    runs: list[list[str]] = [[]]
    for period, ok in held:
        if ok:
            runs[-1].append(period)
        else:
            runs.append([])
    longest = max(runs, key=len)
    return counted([given(Fraction(1), period) for period in longest], "最长连续符合")


def imported(rule: kinds.FromSource, ask: Ask, case: Case) -> Worked:
    unit = rule.of or case.unit
    source = next((each_source for each_source in ask.scoring.sources if each_source.code == rule.source), None)
    name = source.name if source else rule.source
    fact = ask.imported(rule.source, case.of(unit))
    if fact is None:
        raise NoData([f"还没有登记{ask.unit_name(unit)}的“{name}”"])
    label = f"{ask.unit_name(unit)}“{name}”"
    record = fact.known.record(f"{label}，{fact.version}" if fact.version else label)
    # beside the label and not in it: another version is another value of the same thing
    return given(fact.value, label, unit=source.unit if source else "", record=record, note=fact.version)


WORKS: Mapping[type, Callable[[Any, Ask, Case], Worked]] = {
    kinds.Constant: constant,
    kinds.FigureOf: figure,
    kinds.TargetOf: target,
    kinds.PointsOf: points,
    kinds.Sum: added,
    kinds.Difference: subtracted,
    kinds.Product: multiplied,
    kinds.Ratio: ratio,
    kinds.GapTo: gap,
    kinds.Change: change,
    kinds.CountFindings: count,
    kinds.Lateness: late,
    kinds.OverPeriods: series,
    kinds.FromSource: imported,
}
