"""What a right is asked about: the things that have a state or a scope, and what decides who may touch them."""

from dataclasses import dataclass, field

from config.labels import Labelled
from config.roles import Role


class SubjectKind(Labelled):
    """The things that an act can be about."""

    OFFICE = "office", "考核主体"
    ASSESSMENT = "assessment", "考核年度"
    INDICATOR = "indicator", "考核指标"
    ASSIGNMENT = "assignment", "指标任务"
    WINDOW = "window", "报送窗口"
    REPORT = "report", "进展报告"
    PACKAGE = "package", "报送件"
    LETTER = "letter", "文书"
    EVIDENCE = "evidence", "印证材料"
    OBLIGATION = "obligation", "应办事项"
    FIGURE = "figure", "数据项"
    SHORTFALL = "shortfall", "欠账"
    NEGATIVE = "negative", "负面清单事项"
    RECTIFICATION = "rectification", "负面清单整改"
    VETO = "veto", "一票否决"
    FINDING = "finding", "加减分事项"
    PROBLEM = "problem", "问题"
    SCORE = "score", "得分"
    FACT = "fact", "评分事实"
    RESULT = "result", "考核结果"
    REEXAMINATION = "reexamination", "复核申请"
    BALLOT = "ballot", "投票打分"
    JUDGEMENT = "judgement", "酌定"
    JOURNAL = "journal", "履历"
    PERSON = "person", "人员"
    MESSAGE = "message", "消息"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """Where one thing stands and whose it is. Units and posts are their scheme codes, persons and offices their ids.

    A thing without an owner of its own (an item, a piece of evidence, an obligation) carries those of its assignment.
    """

    kind: SubjectKind
    office: int
    state: str = ""
    lead_unit: str = ""
    co_units: frozenset[str] = field(default_factory=frozenset)
    assessors: frozenset[str] = field(default_factory=frozenset)
    source_unit: str = ""  # 数据提供单位
    leader_post: str = ""  # 责任领导
    issuer_unit: str = ""  # 制发单位
    addressees: frozenset[str] = field(default_factory=frozenset)  # 收文单位: those that a letter has reached
    awaited_posts: frozenset[str] = field(default_factory=frozenset)  # who still has to act in this state
    awaited_roles: frozenset[Role] = field(default_factory=frozenset)  # in which roles
    consulted_posts: frozenset[str] = field(default_factory=frozenset)  # asked for advice (加签), not yet answered
    copied_posts: frozenset[str] = field(default_factory=frozenset)  # 抄送
    submitter: int | None = None
    last_mover: int | None = None  # whose step led into this state
    person: int | None = None  # whose record or message it is
    judged_by_superior: bool = False  # 上级认定：本单位只登记
