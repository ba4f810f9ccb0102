"""Sample years: made-up but plausible facts with which a shipped scheme is played from January to December.

A sample says what people would have typed: the breakdown of every assignment, the figures and words of every month,
what the superior found. It names no person: each post is held by somebody called after the post.
"""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from config.deadlines import Day
from config.entry import Code, Count, Entry, Flag, Many, Number, Points, Text
from config.errors import KaoheError
from config.faults import fault
from config.indicators import BreakdownField
from config.loading import read_source
from config.readings import PlannedAssignment
from config.roles import Role
from config.scheme import Scheme
from config.tree import plain
from config.windows import PeriodCode

MONTHS = 12
Month = Annotated[Count, Field(ge=1, le=MONTHS)]


class SampleError(KaoheError):
    """A sample that does not say what it must."""


class SamplePerson(Entry):
    """人员：用岗位名称称呼，不写真实姓名。没有列出的岗位，由以岗位名称为名的一个人担任。"""

    name: Text = Field(description="称呼，如 康复部承办人甲")
    posts: Many[Code] = Field(min_length=1, description="担任的岗位")


class SampleMilestone(Entry):
    """节点。"""

    title: Text = Field(description="节点内容")
    due_on: Day = Field(description="何时前")
    done_on: Day | None = Field(default=None, description="何时办成")


class SampleItem(Entry):
    """二级指标（具体工作内容）。责任领导、责任部室、责任人、承办人不写的，取牵头单位的相应岗位。"""

    content: Text = Field(description="具体工作内容")
    requirement: Text = Field(description="目标要求")
    standard: Text = Field(description="标准")
    schedule: Text = Field(description="进度安排")
    due_on: Day = Field(description="完成时限")
    leader: Code | None = Field(default=None, description="责任领导岗位")
    unit: Code | None = Field(default=None, description="责任部室")
    responsible: Code | None = Field(default=None, description="责任人岗位")
    officers: Many[Code] = Field(default=(), description="承办人岗位；同一岗位几个人的，全部列为承办人")
    target: str = Field(default="", description="承担哪个数值目标")
    share: Number | None = Field(default=None, description="承担多少")
    monthly: Many[Number] = Field(default=(), description="各月末累计数，1月到12月")
    partial: dict[PeriodCode, Number] = Field(default_factory=dict, description="报送时期次还没结束的，当时的累计数")
    milestones: Many[SampleMilestone] = Field(default=(), description="节点")

    @model_validator(mode="after")
    def _figures_belong_to_a_target(self) -> "SampleItem":
        if bool(self.target) != (self.share is not None) or bool(self.target) != bool(self.monthly):
            raise fault(f"“{self.content}”的 target、share、monthly 要么都写，要么都不写")
        if self.monthly and len(self.monthly) != MONTHS:
            raise fault(f"“{self.content}”的 monthly 要写 12 个数，写了 {len(self.monthly)} 个")
        return self


class SampleBreakdown(Entry):
    """一项指标任务的分解和全年进展。"""

    assignment: Text = Field(description="指标或片段的编码")
    overview: str = Field(default="", description="指标综述（★）")
    acceptance: str = Field(default="", description="验收标准（★）")
    more: dict[BreakdownField, Text] = Field(default_factory=dict, description="这一类别另外必填的内容")
    evidence: Text = Field(description="印证材料的名称")
    notes: dict[Month, Text] = Field(min_length=1, description="月份到进展情况；没有写的月份沿用上一次的")
    items: Many[SampleItem] = Field(min_length=1, description="二级指标")

    def note(self, month: int) -> str:
        """What the unit says of a month: the latest note at or before it, else the first."""
        said = [written for written in sorted(self.notes) if written <= month]
        return self.notes[said[-1] if said else min(self.notes)]


class SampleVerdict(Entry):
    """上级认定结果和得分。原文没有分值的指标不写 points；上级按部分给分的，写在上级指标上。"""

    indicator: Code = Field(description="指标或片段的编码")
    document_no: Text = Field(description="上级文件的文号（示例）")
    dated_on: Day = Field(description="成文日期")
    result: Text = Field(description="认定结果")
    is_met: Flag = Field(default=True, description="是否完成")
    points: Points | None = Field(default=None, description="上级给的分")
    figures: dict[str, Number] = Field(default_factory=dict, description="目标到认定值")


class SampleEvent(Entry):
    """外面发生、由本单位登记的事，如市上评估反馈。"""

    event: Code = Field(description="事件代码")
    period: PeriodCode = Field(description="哪一期")
    on: Day = Field(description="哪一天")


class Sample(Entry):
    """一个方案的示例年度。"""

    scheme: Code = Field(description="方案编码")
    published_on: Day = Field(description="哪一天发布")
    people: Many[SamplePerson] = Field(default=(), description="一个岗位几个人，或一人几岗的")
    events: Many[SampleEvent] = Field(default=(), description="登记的事件")
    breakdowns: Many[SampleBreakdown] = Field(default=(), description="每项指标任务的分解")
    verdicts: Many[SampleVerdict] = Field(default=(), description="上级认定")

    def breakdown(self, assignment: str) -> SampleBreakdown:
        for each in self.breakdowns:
            if each.assignment == assignment:
                return each
        raise SampleError(f"示例数据里没有指标任务“{assignment}”的分解")

    def roster(self, scheme: Scheme) -> tuple[SamplePerson, ...]:
        """Somebody for every post, in official order; those listed first keep their own names."""
        taken = {post for person in self.people for post in person.posts}
        others = (SamplePerson(name=post.title, posts=(post.code,)) for post in scheme.posts if post.code not in taken)
        return (*self.people, *others)


def load_sample(path: Path, *, year: int | None = None) -> Sample:
    """The sample data of a file; with `year`, as they would be in another year, day for day."""
    written = path.read_text(encoding="utf-8")
    source, faults = read_source(written if year is None else _in_year(written, year), name=path.name)
    if faults:
        raise SampleError(f"{path.name}：" + "；".join(fault.sentence for fault in faults))
    try:
        return Sample.model_validate(plain(source.root))
    except ValidationError as error:
        places = (".".join(map(str, each["loc"])) + f"：{each['msg']}" for each in error.errors())
        raise SampleError(f"{path.name} 读不懂：" + "；".join(places)) from error


def _in_year(text: str, year: int) -> str:
    """Dates and periods of the year that the sample was written for are moved; the year after it moves along."""
    published = re.search(r"^published_on: (\d{4})-", text, re.MULTILINE)
    if published is None:
        return text
    own = int(published[1])
    return in_year(text, year, own=own).replace(f"-{own}\n", f"-{year}\n", 1)


def in_year(text: str, year: int, *, own: int) -> str:
    """Dates, months and quarters of a year, and of the year after it, moved to another."""
    return re.sub(rf"\b({own}|{own + 1})(?=-(?:\d\d|Q\d|H\d))", lambda found: str(int(found[1]) - own + year), text)


def five_of(scheme: Scheme, assignment: PlannedAssignment, item: SampleItem) -> dict[Role, tuple[str, ...]]:
    """定人、定责: the posts that an item names, or those that its department has."""
    unit = item.unit or assignment.lead
    leader = item.leader or assignment.leader
    return {
        Role.LEADER_IN_CHARGE: (leader,) if leader else _in_charge_of(scheme, unit),
        Role.RESPONSIBLE_PERSON: (item.responsible,)
        if item.responsible
        else _in(scheme, unit, Role.RESPONSIBLE_PERSON),
        Role.OFFICER: item.officers or _in(scheme, unit, Role.OFFICER),
    }


def _in(scheme: Scheme, unit: str, role: Role) -> tuple[str, ...]:
    return tuple(post.code for post in scheme.posts if post.unit == unit and post.role is role)


def _in_charge_of(scheme: Scheme, unit: str) -> tuple[str, ...]:
    return tuple(post.code for post in scheme.posts if unit in post.in_charge_of)
