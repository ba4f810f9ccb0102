"""What a right is asked about: the things that have a state or a scope, and what decides who may touch them."""

from dataclasses import dataclass, field

from states.labels import Labelled


class SubjectKind(Labelled):
    """The things that an act can be about."""

    OFFICE = "office", "考核主体"
    ASSESSMENT = "assessment", "考核年度"
    INDICATOR = "indicator", "考核指标"
    ASSIGNMENT = "assignment", "指标任务"
    WINDOW = "window", "报送窗口"
    REPORT = "report", "进展报告"
    PACKAGE = "package", "报送件"
    EVIDENCE = "evidence", "印证材料"
    OBLIGATION = "obligation", "应办事项"
    SCORE = "score", "得分"
    JOURNAL = "journal", "履历"
    PERSON = "person", "人员"
    MESSAGE = "message", "消息"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """Where one thing stands and whose it is. Units and posts are their scheme codes, persons their ids."""

    kind: SubjectKind
    office: int
    state: str = ""
    host_unit: str = ""  # the organising office's own unit
    lead_unit: str = ""
    co_units: frozenset[str] = field(default_factory=frozenset)
    assessors: frozenset[str] = field(default_factory=frozenset)
    leader_post: str = ""  # 责任领导
    awaited_posts: frozenset[str] = field(default_factory=frozenset)  # whose turn it is
    consulted_posts: frozenset[str] = field(default_factory=frozenset)  # asked for advice (加签)
    copied_posts: frozenset[str] = field(default_factory=frozenset)  # 抄送
    submitter: int | None = None
    last_mover: int | None = None
    person: int | None = None  # whose record or message it is
