"""进展情况和自查报告: what a unit reports of all its indicators, in one letter upward (O02)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.letters.model import Block, Document, Heading, Paragraph, Signature

REPORT, SELF_CHECK = "进展情况报告", "自查报告"
PERIOD = re.compile(r"（\d{4}年[^（）]*）$")
NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """One target or second-level item, its figures as they are written."""

    title: str
    unit: str
    annual_target: str = ""
    period: str = ""
    cumulative: str = ""
    share: str = ""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """One indicator as its lead reports it."""

    title: str
    lead: str
    lines: tuple[ReportedLine, ...]


def progress_report(
    title: str, reports: Sequence[Reported], missing: Sequence[str], *, organ: str, addressee: str, number: str,
    date: str, draft: str,
) -> Document:  # fmt: skip
    """Indicator by indicator, in the order of the package; what is missing is named."""
    return Document(
        kind="progress_report",
        name=SELF_CHECK if "自查" in title else REPORT,
        title=f"关于{title.removesuffix('上报')}的报告",
        organs=(organ,),
        number=number or "　　〔　　　〕　　号",
        signer="　　　　",
        addressees=f"{addressee}：" if addressee else "",
        body=tuple(_body(title, reports, missing)),
        signature=Signature((organ,), date),
        printed_by=organ,
        printed_on=f"{date}印发",
        draft=draft,
    )


def _body(title: str, reports: Sequence[Reported], missing: Sequence[str]) -> Iterator[Block]:
    yield Paragraph(f"现将我单位{title.removesuffix('上报')}（共{len(reports)}项指标）报告如下。")
    for place, report in enumerate(reports, start=1):
        yield Heading(f"{_ordinal(place)}、{PERIOD.sub('', report.title)}（{report.lead}）")
        for line in report.lines:
            yield from _line(line, alone=len(report.lines) == 1)
    if missing:
        yield Heading(f"{_ordinal(len(reports) + 1)}、未能随本次报送的")
        yield Paragraph("\n".join(f"{place}. {each}" for place, each in enumerate(missing, start=1)))


def _line(line: ReportedLine, *, alone: bool) -> Iterator[Block]:
    figures = _figures(line)
    name = "" if alone else line.title
    if figures or name:
        yield Paragraph(_ended("：".join(part for part in (name, figures) if part)))
    if line.progress:
        yield Paragraph(_ended(line.progress))
    if line.problems:
        yield Paragraph(_ended(f"存在问题及原因：{line.problems}"))
    if line.next_steps:
        yield Paragraph(_ended(f"下步措施：{line.next_steps}"))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "；", "！", "？")) else f"{sentence}。"


def _figures(line: ReportedLine) -> str:
    said = [
        f"{word}{value}{unit}"
        for word, value, unit in (
            ("年度目标", line.annual_target, line.unit),
            ("本期完成", line.period, line.unit),
            ("累计完成", line.cumulative, line.unit),
            ("完成率", line.share, "%"),
        )
        if value
    ]
    return "，".join(said)


def _ordinal(number: int) -> str:
    """二十一."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMBERS[ones - 1]
    return f"{NUMBERS[tens - 1] if tens > 1 else ''}十{NUMBERS[ones - 1] if ones else ''}"
