"""月度汇总、推进会材料、逾期名单: what is laid before the heads, as a 呈阅件; what was counted stands in tables.

A text that a person changed is printed as he left it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.letters.model import Block, Column, Document, Heading, Paragraph, Signature, Table
from documents.letters.wording import addressed, blocks_of, lines_of
from documents.summaries import NONE, proposals, say_decision, say_overdue, say_overview
from states.summary import Contents, Late, Lit, Overdue, SummaryKind, UnitLine

HEAD = "呈阅件"
COUNTED = (
    ("应报", "owed"), ("按时", "on_time"), ("迟报", "late"), ("未报", "missing"), ("绿灯", "green"), ("黄灯", "yellow"),
    ("红灯", "red"), ("尚无数据", "unlit"), ("未销欠账", "shortfalls"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A summary as it stands. `contents`: the counts behind a text that nobody changed."""

    kind: SummaryKind
    title: str
    body: str
    contents: Contents | None
    organ: str
    office: str
    date: str
    draft: str = ""


def brief(drawn: Drawn) -> Document:
    addressees, lines = addressed(lines_of(drawn.body))
    if lines and lines[-1] == drawn.office:
        lines = lines[:-1]  # who made it stands at the end of the text; here that is the signature
    body = blocks_of(lines) if drawn.contents is None else tuple(_counted(drawn.kind, drawn.contents, lines))
    return Document(
        kind=drawn.kind.value,
        name=drawn.kind.label,
        title=drawn.title,
        organs=(drawn.organ,),
        style="brief",
        head=HEAD,
        number=drawn.date,
        addressees=addressees,
        body=body,
        signature=Signature((drawn.office,), drawn.date, sealed=False),
        draft=drawn.draft,
    )


def _counted(kind: SummaryKind, told: Contents, lines: list[str]) -> Iterator[Block]:
    """The sentence with which the text begins, then what it lists, as tables."""
    yield Paragraph(lines[0] if lines else say_overview(told.total) + "。")
    if kind is SummaryKind.OVERDUE:
        yield Heading("一、逾期未办事项")
        yield _late(told.late) or Paragraph(f"{NONE}。")
        yield Heading("二、迟报情况")
        yield _overdue([each for each in told.overdue if each.came]) or Paragraph(f"{NONE}。")
        return
    yield Heading("一、各单位情况")
    yield _units((*told.lines, told.total)) if told.lines else Paragraph(f"{NONE}。")
    if kind is SummaryKind.MEETING:
        yield from _of_meeting(told)
        return
    yield Heading("二、迟报、未报情况")
    yield _overdue(told.overdue) or Paragraph(f"{NONE}。")
    yield Heading("三、滞后和欠账指标")
    yield _lagging(told.lagging) or Paragraph(f"{NONE}。")


def _of_meeting(told: Contents) -> Iterator[Block]:
    yield Heading("二、滞后和欠账指标")
    yield _lagging(told.lagging) or Paragraph(f"{NONE}。")
    yield Heading("三、逾期未办事项")
    yield _late(told.late) or Paragraph(f"{NONE}。")
    yield Heading("四、上次推进会议定事项")
    if told.meeting:
        yield Paragraph(f"{told.meeting}议定{len(told.decided)}件：")
    yield from _listed(say_decision(each) for each in told.decided)
    yield Heading("五、建议研究")
    yield from _listed(proposals(told))


def _listed(sentences: Iterable[str]) -> Iterator[Paragraph]:
    told = [f"{place}. {each}" for place, each in enumerate(sentences, start=1)]
    yield Paragraph("\n".join(told) or f"{NONE}。")


def _units(lines: Iterable[UnitLine]) -> Table:
    """In the official order, with the sum below."""
    columns = (Column("单位", 5), *(Column(name, 2, "center") for name, _ in COUNTED))
    rows = tuple((line.unit, *(_count(getattr(line, field)) for _, field in COUNTED)) for line in lines)
    return Table(columns, rows)


def _count(number: int) -> str:
    return str(number) if number else "—"


def _overdue(found: Iterable[Overdue]) -> Table | None:
    rows = tuple(
        (str(place), each.unit, each.title, say_overdue(each).partition("：")[2])
        for place, each in enumerate(found, start=1)
    )
    columns = (Column("序号", 3, "center"), Column("单位", 5), Column("报告", 9), Column("情况", 7))
    return Table(columns, rows) if rows else None


def _lagging(found: Iterable[Lit]) -> Table | None:
    columns = (Column("序号", 3, "center"), Column("单位", 5), Column("指标", 6), Column("情况", 14))
    rows = tuple((str(place), each.unit, each.title, each.sentence) for place, each in enumerate(found, start=1))
    return Table(columns, rows) if rows else None


def _late(found: Iterable[Late]) -> Table | None:
    columns = (
        Column("序号", 3, "center"), Column("单位", 5), Column("事项", 10), Column("已过工作日", 3, "center"),
        Column("已采取的措施", 5),
    )  # fmt: skip
    rows = tuple(
        (str(place), each.unit, each.what, str(each.workdays), each.taken or "—")
        for place, each in enumerate(found, start=1)
    )
    return Table(columns, rows) if rows else None
