"""The papers of a result: 「这分怎么扣的」 for one unit, and the tables 按得分排序 or 排名不分先后."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.scheme import Scheme
from config.zone import SHANGHAI
from documents.scores import explain, say_basis, say_record
from scoring.combining import BONUSES, DEDUCTIONS
from scoring.differing import Standing, stands
from scoring.numbers import plain
from scoring.ordering import order_said
from scoring.outcome import TOTAL, Outcome
from scoring.standings import Total
from scoring.worked import How, Record, Worked
from states.results.seeing import HIDDEN

MARK = 12
"""How much of a digest is printed: enough to compare two copies by eye."""
BY_POINTS, IN_ORDER = "按得分排序", "排名不分先后"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a paper."""

    title: str
    state: str
    worked_at: datetime
    version: int | None
    document_no: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Points that a rule took off or added: where, how many, by which clause, on which facts."""

    indicator: str
    label: str
    points: str
    basis: str
    records: tuple[str, ...]


def sheet(outcome: Outcome, scheme: Scheme, unit: str, head: Head) -> str:
    """One page for one unit: what was taken off and why, then every number of its total."""
    lines = [f"{scheme.unit(unit).name}　{head.title}", _stamp(head), ""]
    for code, totals in outcome.results.items():
        if unit in totals:
            lines += _of_total(outcome, scheme, code, unit)
    won = [awarded.award.name for awarded in outcome.awards.values() if unit in awarded.winners]
    if won:
        lines.append(f"评定：{'、'.join(won)}")
    for awarded in outcome.awards.values():
        reasons = [each.because for each in awarded.considered if each.unit == unit]
        lines += [f"{awarded.award.name}：{reason}" for reason in reasons]
    return "\n".join(lines).rstrip() + "\n"


def _stamp(head: Head) -> str:
    worked = f"{head.worked_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}计算"
    which = f"第{head.version}稿" if head.version is not None else "未定稿"
    number = f"，{head.document_no}" if head.document_no else ""
    mark = f"，校验码{head.digest[:MARK]}" if head.digest else ""
    return f"（{which}，{worked}{f'，{head.state}' if head.state else ''}{number}{mark}）"


def _of_total(outcome: Outcome, scheme: Scheme, code: str, unit: str) -> Iterator[str]:
    total, standing = outcome.results[code][unit], stands(outcome, code, unit)
    name, worked = name_of(scheme, code), total.worked
    if worked is None:
        yield f"{name}：还算不出来"
        yield from (f"  {reason}" for reason in total.reasons)
        return
    yield f"{name}：{plain(worked.value)}分{_rank(standing)}"
    yield from (f"  {each.said}" for each in total.applied)
    hides = _hides(worked)
    yield from _listed("扣分", "扣", items(worked, scheme, DEDUCTIONS), hides=hides)
    yield from _listed("加分", "加", items(worked, scheme, BONUSES), hides=hides)
    yield "逐项计算"
    yield from (f"  {line}" for line in explain(worked, scheme).splitlines())


def _rank(standing: Standing) -> str:
    place = f"　第{standing.place}名" if standing.place is not None else ""
    return f"{place}{f'　{standing.grade}' if standing.grade else ''}"


def _hides(worked: Worked) -> bool:
    """Whether a part is not shown yet: what is in it may be points taken off or added."""
    return worked.note == HIDDEN or any(_hides(part) for part in worked.parts)


def _listed(heading: str, verb: str, found: Iterable[Item], *, hides: bool) -> Iterator[str]:
    listed = [*found]
    none = f"没有{heading}"
    yield heading if listed else f"{none}（{HIDDEN}的除外）" if hides else none
    for place, each in enumerate(listed, start=1):
        where = f"{each.indicator}　" if each.indicator and each.indicator != each.label else ""
        yield f"  {place}. {where}{each.label}：{verb}{each.points}分"
        if each.basis:
            yield f"     依据 {each.basis}"
        yield from (f"     {record}" for record in each.records)


def items(worked: Worked, scheme: Scheme, sort: str, indicator: str = "") -> Iterator[Item]:
    """Every rule that took off (or added) points, in the order of the working, each with the clause and the facts."""
    here = worked.label if worked.unit == "分" and worked.label else indicator
    if worked.label == sort and worked.how in (How.ADD, How.SAME):
        for part in worked.parts if worked.how is How.ADD else (worked,):
            if part.value != 0:
                yield _item(part, scheme, sort, here)
        return
    for part in worked.parts:
        yield from items(part, scheme, sort, here)


def _item(worked: Worked, scheme: Scheme, sort: str, indicator: str) -> Item:
    basis = next((say_basis(each.basis, scheme) for each in _along(worked) if each.basis is not None), "")
    records = dict.fromkeys(say_record(record) for record in _records(worked))
    return Item(indicator, worked.label or sort, plain(worked.value), basis, tuple(records))


def _along(worked: Worked) -> Iterator[Worked]:
    """Down to where there is more than one part: the rule's own clause stands on the way."""
    yield worked
    if len(worked.parts) == 1:
        yield from _along(worked.parts[0])


def _records(worked: Worked) -> Iterator[Record]:
    if worked.record is not None:
        yield worked.record
    for part in worked.parts:
        yield from _records(part)


def name_of(scheme: Scheme, code: str) -> str:
    return next((result.name for result in scheme.scoring.results if result.code == code), TOTAL.name)


# Tables


@dataclass(frozen=True, slots=True)
class Row:
    place: str
    unit: str
    points: str
    grade: str
    awards: str
    said: str


def table(outcome: Outcome, scheme: Scheme, code: str, *, by_points: bool) -> list[Row]:
    """按得分排序: best first, who has no place last. 排名不分先后: in the official order, without places (O19)."""
    order = {unit.code: place for place, unit in enumerate(scheme.units)}
    units = sorted(outcome.results.get(code, {}), key=lambda unit: order.get(unit, len(order)))
    rows = [(unit, stands(outcome, code, unit)) for unit in units]
    if by_points:
        rows.sort(key=lambda each: (each[1].place is None, each[1].place or 0, -(each[1].points or 0)))
    return [_row(outcome, scheme, code, unit, standing, by_points=by_points) for unit, standing in rows]


def _row(outcome: Outcome, scheme: Scheme, code: str, unit: str, standing: Standing, *, by_points: bool) -> Row:
    total = outcome.results[code][unit]
    return Row(
        place=("—" if standing.place is None else str(standing.place)) if by_points else "",
        unit=scheme.unit(unit).name,
        points="—" if standing.points is None else plain(standing.points),
        grade=standing.grade or "—",
        awards="、".join(standing.awards) or "—",
        said="；".join(_about(outcome, code, unit, total, by_points=by_points)),
    )


def _about(outcome: Outcome, code: str, unit: str, total: Total, *, by_points: bool) -> Iterator[str]:
    """What holds for the unit, else why it has no total; beside its place, by what those who tie were ordered."""
    if total.applied:
        yield "、".join(each.said for each in total.applied)
    else:
        yield from total.reasons
    if by_points:
        ranked = (each for each in outcome.standings.values() if each.ranking.result == code)
        yield from (order for standing in ranked if (order := order_said(standing, unit)))


def printed(rows: Sequence[Row], title: str, *, by_points: bool) -> str:
    """The table as text, its columns apart by tabs: pasted into a sheet it stands in cells."""
    heads = (*(("名次",) if by_points else ()), "单位", "得分", "等次", "评定", "说明")
    lines = [f"{title}（{BY_POINTS if by_points else IN_ORDER}）", "\t".join(heads)]
    for row in rows:
        cells = (*((row.place,) if by_points else ()), row.unit, row.points, row.grade, row.awards, row.said)
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
