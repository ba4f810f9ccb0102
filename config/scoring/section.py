"""The scoring part of a scheme."""

from pydantic import Field

from config.entry import Code, Many
from config.references import FigureRef, GroupRef, IndicatorRef
from config.scoring.catalogue import Answer, FigureBounds, FindingKind, Group, ImportedResult, Moment, Rating
from config.scoring.grading import Award, Grading, Nomination, Override, Ranking, Result
from config.scoring.objecting import Objecting
from config.scoring.part import Scored
from config.scoring.rule import Term
from config.scoring.words import Missing


class IndicatorRule(Scored):
    """一个指标怎么评分。"""

    indicator: IndicatorRef = Field(description="哪个指标；片段写片段的编码")
    of: Term = Field(description="规则")
    groups: Many[GroupRef] = Field(default=(), description="只对哪些组；同一指标不同组不同规则的，分几条写")


class Scoring(Scored):
    """评分：怎么算分、排名、评等、评先。"""

    findings: Many[FindingKind] = Field(default=(), description="加减分事项的种类")
    objections: Objecting = Field(default_factory=Objecting, description="加减分事项告知后，异议怎么办")
    answers: Many[Answer] = Field(default=(), description="登记的状况：等次、结论")
    ratings: Many[Rating] = Field(default=(), description="打分和投票")
    sources: Many[ImportedResult] = Field(default=(), description="另一套程序的结果")
    moments: Many[Moment] = Field(default=(), description="要看迟没迟的时刻")
    bounds: dict[FigureRef, FigureBounds] = Field(default_factory=dict, description="数据项的界限：超出的不收")
    groups: Many[Group] = Field(default=(), description="分组")
    rules: dict[Code, Term] = Field(default_factory=dict, description="写好名字、几处要用的规则")
    indicators: Many[IndicatorRule] = Field(default=(), description="各指标怎么评分；没有写的上级指标是下级之和")
    missing: Missing = Field(default=Missing.REFUSE, description="下级指标有的没有分，上级怎么算；rescale 按有分的放大")
    chosen: dict[Code, Code] = Field(default_factory=dict, description="选定的读法：choice 的编码: 选法的编码（O36）")
    results: Many[Result] = Field(default=(), description="总分")
    overrides: Many[Override] = Field(default=(), description="一票否决、降等、封顶、取消资格")
    rankings: Many[Ranking] = Field(default=(), description="排名")
    gradings: Many[Grading] = Field(default=(), description="评等次")
    awards: Many[Award] = Field(default=(), description="奖项，按先后评")
    nominations: Many[Nomination] = Field(default=(), description="推荐名额")
