"""The scheme (考核方案): one year of one organising office, typed."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from config.assessed import unfolded
from config.basis import Basis
from config.carried import CarriedDown
from config.chains import Chain
from config.deadlines import Day
from config.entry import Code, Entry, Flag, Many, NotFlag, OfYear, Positive, Text
from config.faults import fault
from config.figures import Figure
from config.indicators import Indicator, Kind
from config.labels import Labelled
from config.ladders import Ladder
from config.letters import ORDINARY, LetterKind, Letters, skips_signature
from config.negative import NegativeList
from config.policy import Policy
from config.references import UnitRef
from config.result_process import ResultProcess
from config.scoring.section import Scoring
from config.seats import SeatRef
from config.stages import Stages
from config.superior import SuperiorTable
from config.terms import Term
from config.units import Post, Unit
from config.vetoes import Vetoes
from config.windows import Duty, Window

Year = Annotated[int, Field(ge=2000, le=2100), NotFlag, OfYear()]


class OfficeSeat(Labelled):
    """本单位坐在哪一边（O01）。"""

    ASSESSED = "assessed", "被考方：认定和评分在上级"
    ASSESSOR = "assessor", "考核方：认定和评分在本级"
    BOTH = "both", "上考我、我考下"


class Office(Entry):
    """考核主体：办这套考核的机关。"""

    code: Code = Field(description="编码，逐年不变")
    name: Text = Field(description="名称")
    unit: UnitRef = Field(description="具体承办的单位（办公室、考核办）")


class Superior(Entry):
    """上级考核机关；不登录系统，其认定由本单位登记。"""

    code: Code = Field(description="编码")
    name: Text = Field(description="名称")
    tables: Many[SuperiorTable] = Field(default=(), description="上级要求填的表：怎样对应（O23）")


class Liability(Entry):
    """责任链的一环：哪个席位对指标负什么责任（R2.7）。"""

    seat: SeatRef = Field(description="席位")
    label: Text = Field(description="负什么责任，如 第一责任人")
    basis: Basis | None = Field(default=None, description="依据")


class Document(Entry):
    """依据文件。"""

    code: Code = Field(description="编码，basis 里引用")
    no: str = Field(default="", description="发文字号，如 晋办发〔2019〕23号；没有的不写")
    title: Text = Field(description="文件标题")
    dated: Day | None = Field(default=None, description="成文日期；不知道的不写")
    issued: Day | None = Field(default=None, description="印发或下达日期")
    received: Day | None = Field(default=None, description="收到日期")
    superior: Flag = Field(default=False, description="是否上级文件；一票否决、责任书须有上级依据（O15）")


class DayKind(Labelled):
    """一天怎么算。"""

    WORKDAY = "workday", "上班"
    REST = "rest", "休息"
    HOLIDAY = "holiday", "放假"
    MAKEUP_WORKDAY = "makeup_workday", "调休上班"


class DayOverride(Entry):
    """对国家放假安排的本地调整。"""

    date: Day = Field(description="日期")
    kind: DayKind = Field(description="这一天怎么算")
    name: str = Field(default="", description="名称，如 本地民族节日")
    source: Text = Field(description="依据的文件")


class CalendarRule(Entry):
    """工作日历。"""

    overrides: Many[DayOverride] = Field(default=(), description="与国家放假安排不同的日子")


class Scheme(Entry):
    """考核方案：一个年度的全部规则。"""

    scheme: Annotated[Code, OfYear()] = Field(description="方案编码，如 shanxi-cjr-2019")
    revision: Positive = Field(default=1, description="第几版；发布后再改要加一")
    title: Annotated[Text, OfYear()] = Field(description="方案名称")
    year: Year = Field(description="考核年度")
    seat: OfficeSeat = Field(description="本单位坐在哪一边（O01）")
    office: Office = Field(description="考核主体")
    superior: Superior | None = Field(default=None, description="上级考核机关；seat 为 assessed 或 both 时必写")
    documents: Many[Document] = Field(default=(), description="依据文件")
    terms: dict[Term, Text] = Field(default_factory=dict, description="本单位的叫法，见用语表")
    units: Many[Unit] = Field(min_length=1, description="单位，按规范序列")
    posts: Many[Post] = Field(min_length=1, description="岗位，按规范序列")
    liability: Many[Liability] = Field(default=(), description="责任链，由上到下")
    chains: dict[Code, Chain] = Field(min_length=1, description="审核流程：编码到流程")
    kinds: dict[Code, Kind] = Field(default_factory=dict, description="指标类别：编码到类别")
    figures: Many[Figure] = Field(default=(), description="数据项")
    indicators: Many[Indicator] = Field(min_length=1, description="考核指标")
    stages: Stages = Field(description="各阶段")
    windows: Many[Window] = Field(default=(), description="报送")
    duties: Many[Duty] = Field(default=(), description="例行工作")
    ladders: dict[Code, Ladder] = Field(default_factory=dict, description="督办阶梯：编码到阶梯")
    letters: Letters = Field(default_factory=Letters, description="文书：预警提示单、督办单、约谈、通报")
    scoring: Scoring = Field(default_factory=Scoring, description="评分、排名、评等、评先")
    carried_down: CarriedDown | None = Field(default=None, description="上级的加减分往下落：双倍加减分")
    negative_list: NegativeList = Field(default_factory=NegativeList, description="负面清单怎么办")
    vetoes: Vetoes | None = Field(default=None, description="一票否决怎么办")
    result_process: ResultProcess = Field(
        default_factory=ResultProcess, description="考核结果怎么办理：从打分到公布、复核、更正"
    )
    calendar: CalendarRule = Field(default_factory=CalendarRule, description="工作日历的本地调整")
    policy: Policy = Field(default_factory=Policy, description="政策口径")
    texts: dict[Code, Text] = Field(default_factory=dict, description="消息和文书的措辞：消息编码到模板")

    @model_validator(mode="after")
    def _tasks_unfolded(self) -> "Scheme":
        # A frozen model's own validator is the last that may complete it.
        units = {unit.code: unit for unit in self.units}
        object.__setattr__(self, "indicators", unfolded(self.indicators, units))
        return self

    @model_validator(mode="after")
    def _superior_where_assessed(self) -> "Scheme":
        if self.seat is not OfficeSeat.ASSESSOR and self.superior is None:
            raise fault(
                f"seat 是 {self.seat}（{self.seat.label}），必须写明上级考核机关（superior）",
                at=("seat",),
                suggestion="补上 superior: {code: …, name: …}",
            )
        return self

    @model_validator(mode="after")
    def _letters_are_signed(self) -> "Scheme":
        for kind in LetterKind:
            code = self.letters.rule(kind).chain
            chain = self.chains.get(code) if code is not None else None
            if chain is not None and skips_signature(chain):
                raise fault(
                    f"“{chain.label}”的最后一环是{kind.label}的签发，不能自动跳过",
                    at=("chains", code or "", "steps", len(chain.steps) - 1, "skip_when"),
                    suggestion="删去 skip_when：文书由人签发",
                )
        return self

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _posts(self) -> dict[str, Post]:
        return {post.code: post for post in self.posts}

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {figure.code: figure for figure in self.figures}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, but the copy looks its own parts up again."""
        copied = super().model_copy(update=update, deep=deep)
        for cached in ("_units", "_posts", "_figures"):
            copied.__dict__.pop(cached, None)
        return copied

    def unit(self, code: str) -> Unit:
        return self._units[code]

    def post(self, code: str) -> Post:
        return self._posts[code]

    def figure(self, code: str) -> Figure:
        return self._figures[code]

    def signing(self, kind: LetterKind) -> Chain:
        """How a letter of this kind is signed."""
        code = self.letters.rule(kind).chain
        return ORDINARY[kind].chain if code is None else self.chains[code]

    def issuer(self, kind: LetterKind) -> str:
        """The unit that issues letters of this kind (R2.26 for supervision orders)."""
        issuer = self.policy.burden.supervision_issuer if kind is LetterKind.ORDER else None
        return issuer or self.office.unit

    def word(self, term: Term) -> str:
        """The office's own word for a thing (O38)."""
        return self.terms.get(term, term.label)
