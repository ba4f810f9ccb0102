"""任务下达通知 and 目标责任书: what a year gives to whom, from its scheme."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from config.figures import Comparator, Target
from config.readings import PlannedAssignment, assignments_of
from config.scheme import Scheme
from documents.letters.model import Block, Column, Document, Heading, Paragraph, Signature, Table
from scoring.numbers import plain

NOTICE, PLEDGE = "任务下达通知", "目标责任书"
REACHING = {Comparator.AT_LEAST: "达到", Comparator.AT_MOST: "不超过"}
DATE_PLACE = "　　　　年　　月　　日"


def task_notice(scheme: Scheme, *, organ: str, issuer: str, date: str, draft: str) -> Document:
    """To every unit that leads something, with the whole table as annex."""
    planned = assignments_of(scheme)
    leads = [unit for unit in scheme.units if unit.code in {each.lead for each in planned}]
    return Document(
        kind="task_notice",
        name=NOTICE,
        title=f"关于下达{scheme.title}指标任务的通知",
        organs=(organ,),
        number="　　〔　　　〕　　号",
        addressees=f"{'、'.join(unit.shown for unit in leads)}：",
        body=(
            Paragraph(_opening(scheme, len(planned), len(leads))),
            Heading("一、明确责任，逐级分解"),
            Paragraph("各牵头单位对所承担的指标任务负总责，配合单位按职责分工落实，按规定时限完成指标分解并报送。"),
            Heading("二、对标进度，按期报送"),
            Paragraph("各单位按照序时进度推进工作，按方案规定的期次报送进展情况，数据真实、依据充分。"),
            Heading("三、加强督促，严格考核"),
            Paragraph("考核办对进展情况核验汇总，对欠账指标按规定预警、督办，结果作为年度考核依据。"),
        ),
        annex=(_table(scheme, planned, caption=f"{scheme.title}指标任务表"),),
        attachments=(f"{scheme.title}指标任务表",),
        signature=Signature((issuer,), date),
        printed_by=issuer,
        printed_on=f"{date}印发",
        draft=draft,
    )


def _opening(scheme: Scheme, tasks: int, leads: int) -> str:
    found = next((each for each in scheme.documents if each.superior and each.no), None)
    basis = f"根据《{found.title.strip('《》')}》（{found.no}），" if found is not None else ""
    return f"{basis}现将{scheme.title}指标任务（共{tasks}项，涉及牵头单位{leads}家）下达给你们，请认真组织实施。"


def task_pledge(scheme: Scheme, unit: str, *, organ: str) -> Document:
    """Signed by both sides, who write the day themselves; two copies."""
    planned = [each for each in assignments_of(scheme) if each.lead == unit]
    name = scheme.unit(unit).name
    return Document(
        kind="task_pledge",
        name=PLEDGE,
        title=f"{scheme.title}\n目标责任书",
        style="plain",
        body=(
            Paragraph(f"为确保完成{scheme.title}各项任务，{organ}与{name}签订本责任书。"),
            Heading("一、目标任务"),
            Paragraph(f"{name}牵头承担以下{len(planned)}项指标任务："),
            _table(scheme, planned, caption=""),
            Heading("二、责任要求"),
            Paragraph("（一）主要负责人为第一责任人，对所列任务负总责；班子成员按分工负责，逐项落实到承办人。"),
            Paragraph("（二）按序时进度推进，按规定期次如实报送进展情况和印证材料。"),
            Paragraph("（三）任务确需调整的，按规定程序报批；未经批准的，按原定目标考核。"),
            Heading("三、考核"),
            Paragraph("完成情况由考核办按照考核方案核验、评分，结果按规定运用。"),
            Paragraph("本责任书一式两份，双方各执一份，自签订之日起生效。"),
            Table(
                (Column(f"下达方：{organ}"), Column(f"责任方：{name}")),
                (("负责人（签名）：\n\n（盖章）", "主要负责人（签名）：\n\n（盖章）"), (DATE_PLACE, DATE_PLACE)),
            ),
        ),
    )


def _table(scheme: Scheme, planned: Sequence[PlannedAssignment], *, caption: str) -> Block:
    """In the order of the scheme."""
    with_points = any(each.points is not None for each in planned)
    columns = (
        Column("序号", 3, "center"),
        Column("指标任务", 9),
        Column("年度目标", 8),
        *((Column("分值", 3, "center"),) if with_points else ()),
        Column("牵头单位", 5),
        Column("配合单位", 5),
    )
    rows = tuple(
        (
            str(place),
            f"{'★' if each.star else ''}{each.title}",
            "；".join(say_target(target) for target in each.targets) or "—",
            *(((plain(Fraction(each.points)) if each.points is not None else "—"),) if with_points else ()),
            _units(scheme, (each.lead, *each.other_leads)),
            _units(scheme, each.co_units) or "—",
        )
        for place, each in enumerate(planned, start=1)
    )
    return Table(columns, rows, caption=caption)


def say_target(target: Target) -> str:
    """新增就业 不低于6000人; where it is said in words, those."""
    if target.value is None:
        return target.text or target.name
    reach = REACHING.get(target.comparator, target.comparator.label)
    return f"{target.name}{reach}{plain(Fraction(target.value))}{target.unit}"


def _units(scheme: Scheme, codes: Iterable[str]) -> str:
    return "、".join(scheme.unit(code).shown for code in codes)
