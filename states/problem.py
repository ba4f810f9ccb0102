"""The problem (问题): found by whoever looks; confirmed, fed back, put right, closed out.

One problem may stand behind findings in several assessments; it is counted once (R1.16).
"""

from dataclasses import dataclass

from config.labels import Labelled
from config.roles import Role
from config.seats import SeatOf, SeatRef
from states.facts import ReviewFacts
from states.finding import ANSWERERS
from states.obligations import ObligationKind
from states.reviewing import has_reason
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind

REVIEWERS = tuple(
    SeatRef(role=role, of=SeatOf.OFFICE)
    for role in (Role.SUPERVISION, Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE)
)
REVIEW_DAYS = 5


class ProblemSource(Labelled):
    """问题从哪里来。"""

    SUPERVISION = "supervision", "督查"
    INSPECTION = "inspection", "察访核验"
    CIRCULAR = "circular", "通报"
    DEPARTMENT = "department", "部门反馈"
    PETITION = "petition", "信访举报"
    AUDIT = "audit", "审计"
    DISCIPLINE = "discipline", "纪检监察"
    MEDIA = "media", "媒体曝光"
    OTHER = "other", "其他"


class ProblemState(Labelled):
    """问题到了哪一步。"""

    RECORDED = "recorded", "已登记"
    CONFIRMED = "confirmed", "已确认"
    RECTIFYING = "rectifying", "整改中"
    REPLIED = "replied", "待复核"
    CLOSED = "closed", "已销号"
    DISMISSED = "dismissed", "不属实"


P = ProblemState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFacts(ReviewFacts):
    """The facts of a problem. `counted`: findings that stand on it, which would lose their ground."""

    has_evidence: bool = False
    has_due: bool = False
    counted: tuple[str, ...] = ()


def evidence_is_there(facts: ProblemFacts) -> str | None:
    return None if facts.has_evidence else "请附整改的印证材料"


def due_is_told(facts: ProblemFacts) -> str | None:
    return None if facts.has_due else "请写明整改期限，不早于今天"


def carries_nothing(facts: ProblemFacts) -> str | None:
    return f"{'、'.join(facts.counted)}以这个问题为依据，请先撤销" if facts.counted else None


def _step(trigger: str, source: P, dest: P, label: str, *guards: Guard[ProblemFacts]) -> Rule[ProblemFacts]:
    return rule(SubjectKind.PROBLEM, trigger, source.value, dest.value, label, guards)


def _state(code: P, awaits: Await | None = None, *, final: bool = False) -> State:
    return State(code.value, code.label, awaits, final)


def definition() -> Definition[ProblemFacts]:
    """The machine of every problem, wherever it comes from."""
    recheck = Await(ObligationKind.RECHECK, REVIEWERS, days=REVIEW_DAYS, apart=True)
    return Definition(
        name="problem",
        kind=SubjectKind.PROBLEM,
        label="问题",
        initial=P.RECORDED.value,
        states=(
            _state(P.RECORDED),
            _state(P.CONFIRMED),
            _state(P.RECTIFYING, Await(ObligationKind.REPLY, ANSWERERS)),
            _state(P.REPLIED, recheck),
            _state(P.CLOSED, final=True),
            _state(P.DISMISSED, final=True),
        ),
        rules=(
            _step("confirm_problem", P.RECORDED, P.CONFIRMED, "问题确认", has_reason),
            *(
                _step("dismiss_problem", each, P.DISMISSED, "不属实", has_reason, carries_nothing)
                for each in (P.RECORDED, P.CONFIRMED, P.RECTIFYING, P.REPLIED)
            ),
            _step("feed_back", P.CONFIRMED, P.RECTIFYING, "反馈整改", due_is_told),
            _step("report_rectification", P.RECTIFYING, P.REPLIED, "反馈整改情况", has_reason, evidence_is_there),
            _step("send_back_rectification", P.REPLIED, P.RECTIFYING, "退回整改", has_reason, due_is_told),
            _step("close_problem", P.REPLIED, P.CLOSED, "销号", has_reason),
        ),
    )
