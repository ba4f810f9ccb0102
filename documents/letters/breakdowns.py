"""分解任务正式文件 (R0.16, R0.21): the letter that hands in the breakdown; its tables lie on their side."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.letters.model import Column, Document, Paragraph, Sheet, Signature, Table

FORMAL, ANNEX = "分解任务正式文件", "分解任务表"
HEADINGS = (
    ("序号", 3), ("二级指标（具体工作内容）", 9), ("目标要求", 6), ("完成标准", 5), ("进度安排", 7), ("完成时限", 4),
    ("责任领导", 5), ("责任部室", 4), ("责任人", 4), ("承办人", 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Broken:
    """One indicator that was broken down. `rows`: the ten cells of each second-level item; `said`: ★ extras."""

    title: str
    lead: str
    star: bool
    rows: tuple[tuple[str, ...], ...]
    said: tuple[tuple[str, str], ...] = ()


def formal_letter(
    heading: str, found: Sequence[Broken], *, organ: str, addressee: str, number: str, date: str, draft: str
) -> Document:
    """Upward, so the signer stands in its head; each table is one annex."""
    items = sum(len(each.rows) for each in found)
    return Document(
        kind="formal_breakdown",
        name=FORMAL,
        title=f"关于报送{heading}指标任务分解情况的报告",
        organs=(organ,),
        number=number or "　　〔　　　〕　　号",
        signer="　　　　",
        addressees=f"{addressee}：" if addressee else "",
        body=(
            Paragraph(
                f"按照{heading}要求，我单位对所承担的{len(found)}项指标任务逐项进行了分解，共分解二级指标{items}项，"
                "明确了目标要求、进度安排和责任领导、责任部室、责任人、承办人。现随文报送，请审阅。"
            ),
        ),
        attachments=(f"{heading}指标任务分解表",),
        signature=Signature((organ,), date),
        printed_by=organ,
        printed_on=f"{date}印发",
        draft=draft,
    )


def breakdown_sheet(heading: str, found: Sequence[Broken]) -> Sheet:
    """All tables of the formal document in one; columns that nobody filled are left out."""
    rows = [(each, row) for each in found for row in each.rows]
    used = [place for place in range(len(HEADINGS)) if place in (0, 1) or any(row[place] for _, row in rows)]
    columns = (Column("一级指标", 6), *(Column(*HEADINGS[place]) for place in used))
    cells = tuple(
        (f"{'★' if each.star else ''}{each.title}（{each.lead}）", *(row[place] for place in used))
        for each, row in rows
    )
    notes = tuple(f"{each.title}　{label}：{text}" for each in found for label, text in each.said)
    return Sheet(
        kind="breakdown_sheet",
        name=ANNEX,
        title=f"{heading}指标任务分解表",
        table=Table(columns, cells),
        notes=notes,
        left=f"牵头单位：{'、'.join(dict.fromkeys(each.lead for each in found))}",
    )
