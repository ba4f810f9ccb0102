"""Letters (文书): who signs them, how they are numbered and sealed, who gets them and who looks at the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from pydantic import Field, model_validator

from config.basis import Basis
from config.chains import Chain, Skip, Step
from config.entry import Entry, Flag, Many, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.packages import SealKind
from config.references import ChainRef
from config.roles import Role
from config.seats import SeatOf, SeatRef


class LetterKind(Labelled):
    """文书种类。四种文书各有各的流转（O06）。"""

    WARNING = "warning", "预警提示单"
    ORDER = "order", "督办单"
    TALK = "talk", "约谈"
    CIRCULAR = "circular", "通报"


class NumberKind(Labelled):
    """编号方式。"""

    OWN = "own", "本单位编号，签发时取号，不跳号"
    EXTERNAL = "external", "发文字号，由人从发文登记簿录入"


WORDS = frozenset({"year", "number"})


class Numbering(Entry):
    """编号。"""

    kind: NumberKind = Field(default=NumberKind.OWN, description="编号方式")
    pattern: str = Field(default="", description="own 的格式，要有 {year} 和 {number}，如 宁考办督〔{year}〕{number}号")

    @model_validator(mode="after")
    def _says_year_and_number(self) -> "Numbering":
        if self.kind is NumberKind.EXTERNAL:
            if self.pattern:
                raise fault(
                    "发文字号由人录入，不写 pattern", at=("pattern",), suggestion="删去 pattern，或 kind 改为 own"
                )
            return self
        if _words(self.pattern) != WORDS:
            raise fault(
                "编号格式里要有 {year} 和 {number}，且只有这两个占位",
                at=("pattern",),
                suggestion="例如 宁考办督〔{year}〕{number}号",
            )
        return self

    def written(self, *, year: int, number: int) -> str:
        return self.pattern.format(year=year, number=number)


def _words(pattern: str) -> set[str | None]:
    try:
        return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    except ValueError:
        return set()


def _own(word: str) -> Numbering:
    return Numbering(pattern=f"{word}〔{{year}}〕{{number}}号")


def _by(role: Role, of: SeatOf) -> tuple[SeatRef, ...]:
    return (SeatRef(role=role, of=of),)


def _signed(label: str, role: Role, *before: Step) -> Chain:
    sign = Step(code="sign", label=label, reviewers=_by(role, SeatOf.OFFICE), days=2)
    return Chain(label=f"{label}流程", steps=(*before, sign))


class LetterRule(Entry):
    """一种文书的办理规则。"""

    chain: ChainRef | None = Field(
        default=None,
        description="签发流程，最后一环就是签发；不写则预警、督办由考核办负责人签发，约谈由委员会领导同意，"
        "通报经考核办负责人审核、委员会领导签发",
    )
    numbering: Numbering | None = Field(
        default=None, description="编号；不写则预警、督办、约谈用“预警〔2019〕1号”这样的编号，通报录入发文字号"
    )
    seal: SealKind = Field(default=SealKind.OFFLINE, description="用印方式；用印后以用印件为准")
    to: Many[SeatRef] | None = Field(
        default=None, description="送达哪些席位，收文单位写 of: co_units；不写则送部门负责人和联络员"
    )
    copies: Many[SeatRef] | None = Field(
        default=None,
        description="抄送哪些席位，lead 指文书所涉单位；不写则抄送分管领导，通报抄送委员会",
    )
    receipt_days: Positive = Field(default=1, description="送达后几个工作日内签收")
    issue_days: Positive = Field(default=2, description="拟稿、签发后各几个工作日内送签、送达")
    reviewers: Many[SeatRef] | None = Field(
        default=None, description="由谁复核反馈和整改，考核办或督查室；不写则为考核办"
    )
    review_days: Positive = Field(default=3, description="收到反馈后几个工作日内复核")
    evidence: Flag | None = Field(default=None, description="反馈是否必须附印证材料；不写则督办单必须，其余不必")
    basis: Basis | None = Field(default=None, description="依据")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What holds for a kind where the scheme is silent: the last step of the chain is the signature."""

    chain: Chain
    numbering: Numbering
    copies: tuple[SeatRef, ...]
    evidence: bool = False


RECIPIENTS = (*_by(Role.DEPARTMENT_HEAD, SeatOf.CO_UNITS), *_by(Role.LIAISON, SeatOf.CO_UNITS))
REVIEWERS = _by(Role.ASSESSMENT_OFFICE, SeatOf.OFFICE)
TO_LEADER, TO_COMMITTEE = _by(Role.LEADER_IN_CHARGE, SeatOf.LEAD), _by(Role.COMMITTEE, SeatOf.OFFICE)
HEAD_AUDITS = Step(code="audit", label="审核", reviewers=_by(Role.ASSESSMENT_OFFICE_HEAD, SeatOf.OFFICE), days=2)
HEAD_SIGNS = _signed("签发", Role.ASSESSMENT_OFFICE_HEAD)
ORDINARY: Mapping[LetterKind, Ordinary] = {
    LetterKind.WARNING: Ordinary(HEAD_SIGNS, _own("预警"), TO_LEADER),
    LetterKind.ORDER: Ordinary(HEAD_SIGNS, _own("督办"), TO_LEADER, evidence=True),
    LetterKind.TALK: Ordinary(_signed("委员会领导同意", Role.COMMITTEE), _own("约谈"), TO_LEADER),
    LetterKind.CIRCULAR: Ordinary(
        _signed("签发", Role.COMMITTEE, HEAD_AUDITS), Numbering(kind=NumberKind.EXTERNAL), TO_COMMITTEE
    ),
}


class Letters(Entry):
    """文书：预警提示单、督办单、约谈、通报各怎么办；督办单由谁制发见 policy.burden.supervision_issuer。"""

    warning: LetterRule = Field(default_factory=LetterRule, description="预警提示单")
    order: LetterRule = Field(default_factory=LetterRule, description="督办单")
    talk: LetterRule = Field(default_factory=LetterRule, description="约谈")
    circular: LetterRule = Field(default_factory=LetterRule, description="通报")
    heads: Many[Text] = Field(
        default=(), description="发文机关标志；联合行文的写各机关，主办的在前；不写则为考核主体的名称"
    )
    signed_as: str = Field(default="", description="署名；不写则为制发单位的名称，联合行文的为各机关")

    def rule(self, kind: LetterKind) -> LetterRule:
        """As the scheme has it."""
        rule: LetterRule = getattr(self, kind.value)
        return rule

    def numbering(self, kind: LetterKind) -> Numbering:
        return self.rule(kind).numbering or ORDINARY[kind].numbering

    def to(self, kind: LetterKind) -> tuple[SeatRef, ...]:
        return self.rule(kind).to or RECIPIENTS

    def reviewers(self, kind: LetterKind) -> tuple[SeatRef, ...]:
        return self.rule(kind).reviewers or REVIEWERS

    def copies(self, kind: LetterKind) -> tuple[SeatRef, ...]:
        written = self.rule(kind).copies
        return ORDINARY[kind].copies if written is None else written

    def wants_evidence(self, kind: LetterKind) -> bool:
        written = self.rule(kind).evidence
        return ORDINARY[kind].evidence if written is None else written

    @model_validator(mode="after")
    def _numbers_are_told_apart(self) -> "Letters":
        seen: dict[str, LetterKind] = {}
        for kind in LetterKind:
            pattern = self.numbering(kind).pattern
            if pattern and pattern in seen:
                raise fault(
                    f"{kind.label}与{seen[pattern].label}的编号格式一样，会有两份同号的文书",
                    at=(kind.value, "numbering", "pattern"),
                    suggestion="各用不同的字，如 预警、督办",
                )
            seen.setdefault(pattern, kind)
        return self


def skips_signature(chain: Chain) -> bool:
    """The last step of a signing chain is a person's signature: nobody and nothing may pass it over."""
    return chain.steps[-1].skip_when is not Skip.NONE
