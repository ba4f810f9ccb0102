"""考核结果、得分明细、先进建议名单、征求意见函: the papers of a year's result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.scheme import Scheme
from documents.letters.model import (
    Block,
    Box,
    Column,
    Document,
    Heading,
    Paragraph,
    Sheet,
    Signature,
    Slip,
    Table,
)
from documents.letters.wording import addressed, lines_of
from documents.results import BY_POINTS, IN_ORDER, Item, Row, items, name_of, table
from scoring.combining import BONUSES, DEDUCTIONS
from scoring.differing import stands
from scoring.numbers import plain
from scoring.outcome import Outcome

RESULT, DETAIL, AWARDS, OPINION = "考核结果", "得分明细", "先进建议名单", "征求意见函"
REPLY_SLIP = "会签回执"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What stands above and below each of them."""

    title: str
    number: str
    organ: str
    issuer: str
    date: str
    draft: str = ""


def result_letter(outcome: Outcome, scheme: Scheme, issued: Issued, *, by_points: bool) -> Document:
    """The tables of the result with its awards, as a circular to all units."""
    return Document(
        kind="result",
        name=RESULT,
        title=f"关于{_year(issued)}结果的通报",
        organs=(issued.organ,),
        number=issued.number or "　　〔　　　〕　　号",
        addressees="各有关单位：",
        body=tuple(_result_body(outcome, scheme, issued, by_points=by_points)),
        signature=Signature((issued.issuer,), issued.date),
        printed_by=issued.issuer,
        printed_on=f"{issued.date}印发",
        draft=issued.draft,
    )


def _year(issued: Issued) -> str:
    """2025年度考核, of 2025年度考核结果."""
    return issued.title.removesuffix("结果")


def _result_body(outcome: Outcome, scheme: Scheme, issued: Issued, *, by_points: bool) -> Iterator[Block]:
    yield Paragraph(f"{_year(issued)}已按规定程序完成，现将结果通报如下。")
    yield Heading("一、考核得分和等次")
    order = BY_POINTS if by_points else IN_ORDER
    for code in outcome.results:
        rows = table(outcome, scheme, code, by_points=by_points)
        yield _table(rows, f"{name_of(scheme, code)}（{order}）", by_points=by_points)
    given = [awarded for awarded in outcome.awards.values() if awarded.winners]
    if given:
        yield Heading("二、评定结果")
        names = {unit.code: unit.name for unit in scheme.units}
        for awarded in given:
            winners = "、".join(name for code, name in names.items() if code in awarded.winners)
            yield Paragraph(f"{awarded.award.name}：{winners}（排名不分先后）。")


def _table(rows: Sequence[Row], caption: str, *, by_points: bool) -> Table:
    places = (Column("名次", 2, "center"),) if by_points else ()
    columns = (*places, Column("单位", 6), Column("得分", 3, "center"), Column("等次", 3, "center"), Column("评定", 5))
    cells = tuple((*((row.place,) if by_points else ()), row.unit, row.points, row.grade, row.awards) for row in rows)
    return Table(columns, cells, caption)


# 得分明细


def score_sheet(outcome: Outcome, scheme: Scheme, unit: str, issued: Issued) -> Sheet:
    """Every point that was taken off or added, with clause and facts: 这分怎么扣的."""
    rows = tuple(_detailed(outcome, scheme, unit))
    return Sheet(
        kind="score_sheet",
        name=DETAIL,
        title=f"{scheme.unit(unit).name}{_year(issued)}得分明细表",
        left=f"单位：{scheme.unit(unit).name}　　{_total(outcome, scheme, unit)}",
        right=issued.date,
        table=Table(
            (
                Column("序号", 2, "center"), Column("指标", 7), Column("事项", 7), Column("加减分", 3, "center"),
                Column("依据", 10), Column("事实和印证", 11),
            ),
            rows or (("—", "没有扣分，也没有加分", "—", "—", "—", "—"),),
        ),
        notes=("对本表有异议的，请在反馈期限内通过系统或书面提出。",),
        signature=Signature((issued.issuer,), issued.date),
        draft=issued.draft,
    )  # fmt: skip


def _total(outcome: Outcome, scheme: Scheme, unit: str) -> str:
    said = []
    for code, totals in outcome.results.items():
        if unit in totals:
            points = stands(outcome, code, unit).points
            said.append(f"{name_of(scheme, code)}：{plain(points)}分" if points is not None else name_of(scheme, code))
    return "，".join(said)


def _detailed(outcome: Outcome, scheme: Scheme, unit: str) -> Iterator[tuple[str, ...]]:
    found: list[tuple[str, Item]] = []
    for totals in outcome.results.values():
        worked = totals[unit].worked if unit in totals else None
        if worked is not None:
            found += [("−", each) for each in items(worked, scheme, DEDUCTIONS)]
            found += [("+", each) for each in items(worked, scheme, BONUSES)]
    for place, (sign, each) in enumerate(found, start=1):
        facts = "；".join(each.records) or "—"
        points = f"{sign}{each.points.removeprefix('-').removeprefix('−')}"
        yield (str(place), each.indicator or "—", each.label, points, each.basis or "—", facts)


# 先进建议名单


def award_list(outcome: Outcome, scheme: Scheme, issued: Issued) -> Sheet:
    """Who is proposed for what and why; whoever was considered and passed over is named with the reason."""
    names = {unit.code: unit.name for unit in scheme.units}
    rows = [
        (awarded.award.name, names.get(each.unit, each.unit), "建议" if each.is_given else "不列", each.because)
        for awarded in outcome.awards.values()
        for each in awarded.considered
        if each.is_given or each.because
    ]
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    return Sheet(
        kind="award_list",
        name=AWARDS,
        title=f"{_year(issued)}先进建议名单",
        left=f"提出单位：{issued.issuer}",
        right="同一奖项内排名不分先后",
        table=Table(
            (
                Column("序号", 2, "center"), Column("奖项", 6), Column("单位", 7), Column("建议", 3, "center"),
                Column("理由", 16),
            ),
            numbered or (("—", "没有评定的奖项", "—", "—", "—"),),
        ),
        signature=Signature((issued.issuer,), issued.date),
        draft=issued.draft,
    )  # fmt: skip


# 征求意见函


def opinion_letter(title: str, body: str, *, asked: str, about: str, issued: Issued) -> Document:
    """A 函 to one body, its slip to be sent back. The text is that of the template; its slip is drawn here."""
    lines = lines_of(body)
    if REPLY_SLIP in lines:
        lines = lines[: lines.index(REPLY_SLIP)]
    while lines and lines[-1] in (issued.issuer, issued.date, issued.organ):
        lines.pop()
    addressees, lines = addressed(lines)
    return Document(
        kind="opinion",
        name=OPINION,
        title=title,
        organs=(issued.organ,),
        style="letter",
        number=issued.number or "　　〔　　　〕　　号",
        addressees=addressees or f"{asked}：",
        body=tuple(Paragraph(line) for line in lines),
        signature=Signature((issued.organ,), issued.date),
        slip=Slip(
            REPLY_SLIP,
            (
                Box("来函事项", about),
                Box("意见", "□ 没有不同意见　　　□ 有不同意见（另附材料）"),
                Box("单位（盖章）", room=1, narrow=True),
                Box("日期", room=1, narrow=True),
            ),
        ),
        draft=issued.draft,
    )
