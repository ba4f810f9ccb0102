"""Indicators (考核指标): a tree of points, leads and targets; its leaves and segments become assignments."""

from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, field_serializer, field_validator, model_validator

from config.basis import Basis
from config.entry import Code, Entry, Flag, Many, Points, Text
from config.faults import fault
from config.figures import Target
from config.labels import Labelled
from config.references import KindRef, PostRef, UnitRef


class Strategy(Labelled):
    """考法：指标按什么办法考。"""

    QUANTITATIVE = "quantitative", "量化指标，看数"
    COMMON = "common", "共性指标，看材料和评价"
    BONUS = "bonus", "加分指标"
    NEW = "new", "新增考核指标"
    NEGATIVE_LIST = "negative_list", "负面清单，倒扣分"
    VETO = "veto", "一票否决"


class BreakdownField(Labelled):
    """分解内容。前六项是分解表的各栏；五定（定人、定责、定标准、定进度、定时限）还要完成标准和完成时限。"""

    TARGET = "target", "目标要求"
    PROGRESS = "progress", "进度安排"
    LEADER = "leader", "责任领导"
    DEPARTMENT = "department", "责任部室"
    RESPONSIBLE_PERSON = "responsible_person", "责任人"
    OFFICER = "officer", "承办人"
    STANDARD = "standard", "完成标准"
    TIME_LIMIT = "time_limit", "完成时限"
    OVERVIEW = "overview", "指标综述"
    ACCEPTANCE = "acceptance", "验收标准"
    DEFINITION = "definition", "统计口径"
    SCORING_STANDARD = "scoring_standard", "赋分标准"
    ASSESSMENT_METHOD = "assessment_method", "考评方式"
    SELF_CHECK = "self_check", "对标自查"
    IMPROVEMENT = "improvement", "改进完善措施"


class Kind(Entry):
    """指标类别。"""

    label: Text = Field(description="类别名称，如 量化指标")
    strategy: Strategy = Field(description="按什么办法考")
    requires: Many[BreakdownField] = Field(default=(), description="分解时这类指标另外必填的内容")
    basis: Basis | None = Field(default=None, description="依据；一票否决类必须有上级依据（O15）")


class HouseLink(Entry):
    """与另一套方案里的指标相连（上下两级考核的同一件事）。"""

    scheme: Code = Field(description="另一套方案的编码")
    indicator: Code = Field(description="那套方案里的指标编码")


def _told_apart(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    seen: set[str] = set()
    for index, target in enumerate(targets):
        if target.name in seen:
            raise fault(f"同一指标内有两个目标都叫“{target.name}”", at=(index, "name"), suggestion="换一个名称")
        seen.add(target.name)
    return targets


class Segment(Entry):
    """片段：一条指标里分给不同牵头单位的一段（【…××牵头】）。"""

    code: Code = Field(description="编码，全方案内不重复")
    title: Text = Field(description="这一段的内容")
    text: str = Field(default="", description="说明，用自己的话写")
    points: Points | None = Field(default=None, description="这一段的分值；原文没有分到段的不写")
    leads: Many[UnitRef] = Field(default=(), description="牵头单位；第一个是牵头抓总的")
    co_units: Many[UnitRef] = Field(default=(), description="配合单位")
    leader: PostRef | None = Field(default=None, description="责任领导岗位；不写则为分管牵头单位的领导")
    assessors: Many[UnitRef] = Field(default=(), description="考评单位；不写则同所属指标")
    targets: Many[Target] = Field(default=(), description="目标，可以有几个")
    basis: Basis | None = Field(default=None, description="依据")
    references: Many[Basis] = Field(default=(), description="参见的其他文件或报道（R0.8）")

    _targets = field_validator("targets")(_told_apart)


class Indicator(Entry):
    """考核指标：有 children 的是上级指标，没有的是落到单位的指标。"""

    code: Code = Field(description="编码，全方案内不重复")
    title: Text = Field(description="指标名称")
    text: str = Field(default="", description="说明，用自己的话写")
    points: Points | None = Field(default=None, description="分值；原文没有分到这一层的不写（R0.2）")
    kind: KindRef | None = Field(default=None, description="类别：kinds 里的编码；不写则同上级指标")
    star: Flag = Field(default=False, description="是否带★（对标一流、改革创新）")
    basis: Basis | None = Field(default=None, description="依据")
    references: Many[Basis] = Field(default=(), description="参见的其他文件或报道（R0.8）")
    leads: Many[UnitRef] = Field(default=(), description="牵头单位；第一个是牵头抓总的（R2.6）")
    assessed: Many[UnitRef] = Field(
        default=(), description="被考核单位：每家各有一份任务，各报各的、各考各的（市对县）；不写则同上级指标"
    )
    co_units: Many[UnitRef] = Field(default=(), description="配合单位")
    leader: PostRef | None = Field(default=None, description="责任领导岗位；不写则为分管牵头单位的领导")
    assessors: Many[UnitRef] = Field(default=(), description="考评单位；不写则同上级指标")
    targets: Many[Target] = Field(default=(), description="目标，可以有几个")
    segments: Many[Segment] = Field(default=(), description="片段：一条里分给几个牵头单位的各段")
    children: "Many[Indicator]" = Field(default=(), description="下级指标")
    overview: str = Field(default="", description="下达时已有的指标综述")
    acceptance: str = Field(default="", description="下达时已有的验收标准")
    parent_of: HouseLink | None = Field(default=None, description="本指标在另一套方案里对应的下级指标")
    example: Flag = Field(default=False, description="是否只是示例（原文附件缺失时用）")

    _targets = field_validator("targets")(_told_apart)

    @field_serializer("segments", mode="wrap")
    def _only_what_was_written(self, segments: Any, write: SerializerFunctionWrapHandler) -> Any:
        """Segments that were unfolded from `assessed` are unfolded again by whoever reads this."""
        return write(() if self.assessed else segments)

    @model_validator(mode="after")
    def _one_way_down(self) -> "Indicator":
        if self.children and self.segments:
            raise fault(
                f"“{self.title}”既有下级指标（children）又有片段（segments），只能写一样",
                at=("segments",),
                suggestion="把片段写到下级指标里",
            )
        if self.assessed and (self.leads or self.segments):
            raise fault(
                f"“{self.title}”写了 assessed（各有一份任务），就不写 leads 和 segments",
                at=("assessed",),
                suggestion="几家共同承担一份任务的写 leads，各有一份的写 assessed",
            )
        for field in ("leads", "targets"):
            if self.segments and getattr(self, field):
                raise fault(
                    f"“{self.title}”分了片段，{'牵头单位' if field == 'leads' else '目标'}要写在各片段里",
                    at=(field,),
                    suggestion=f"把 {field} 移到 segments 的各段",
                )
        return self
