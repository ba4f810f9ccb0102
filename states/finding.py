"""The finding (加减分事项): drafted in secret, told, objected to, settled. Only what is settled counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from config.roles import Role
from config.scoring.objecting import Objecting, Silence
from config.scoring.words import FindingState
from config.seats import SeatOf, SeatRef
from config.zone import SHANGHAI
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.seating import DECIDERS
from states.subjects import SubjectKind

F = FindingState
Rules = tuple[Rule["FindingFacts"], ...]

# whoever in the unit gets to see it first
ANSWERERS = tuple(
    SeatRef(role=role, of=SeatOf.LEAD)
    for role in (Role.LIAISON, Role.UNIT_OFFICE, Role.DEPARTMENT_HEAD, Role.RESPONSIBLE_PERSON, Role.OFFICER)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts(ReviewFacts):
    """The facts of a finding.

    `until`: the end of the window in which its unit may object. `agreed`: the unit has said 无异议. `counted`: where
    the same problem counts already, unless it was said why it counts again. `alters`: what a change would alter.
    """

    has_evidence: bool = False
    counted: tuple[str, ...] = ()
    until: datetime | None = None
    agreed: bool = False
    alters: bool = False
    has_approver: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTerms:
    """What a scheme decides about one kind of finding."""

    days: int
    decision_days: int
    silence: Silence
    decided_by: tuple[SeatRef, ...]
    evidence: bool

    @classmethod
    def of(cls, objecting: Objecting, *, evidence: bool) -> Self:
        """Where nobody of the seats may review it, the committee or the principal leader does."""
        return cls(
            days=objecting.days,
            decision_days=objecting.decision_days,
            silence=objecting.silence,
            decided_by=(*objecting.decided_by, *DECIDERS),
            evidence=evidence,
        )


# Guards


def evidence_is_there(facts: FindingFacts) -> str | None:
    return None if facts.has_evidence else "请附印证材料"


def counts_once(facts: FindingFacts) -> str | None:
    return "；".join(facts.counted) or None


def window_is_open(facts: FindingFacts) -> str | None:
    if facts.until is None or facts.now <= facts.until:
        return None
    return f"异议期到{_day(facts.until)}为止，已经期满；认为确有错误的，可以请登记单位撤销"


def window_is_over(facts: FindingFacts) -> str | None:
    if facts.agreed or facts.until is None or facts.now > facts.until:
        return None
    return f"异议期到{_day(facts.until)}为止，期满或者单位表示无异议后才能确认"


def something_changes(facts: FindingFacts) -> str | None:
    return None if facts.alters else "请写明变更了什么：日期、次数、属性、人员或事由，与现在的不能一样"


def approver_is_told(facts: FindingFacts) -> str | None:
    return None if facts.has_approver else "免责要写明由谁批准"


def agrees_once(facts: FindingFacts) -> str | None:
    return "本单位已经表示无异议" if facts.agreed else None


def _day(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日"


# The machine


def _step(trigger: str, source: F, dest: F, label: str, *guards: Guard[FindingFacts]) -> Rule[FindingFacts]:
    return rule(SubjectKind.FINDING, trigger, source.value, dest.value, label, guards)


def _state(code: F, awaits: Await | None = None, *, final: bool = False) -> State:
    return State(code.value, code.label, awaits, final)


def definition(terms: FindingTerms) -> Definition[FindingFacts]:
    """The machine of one kind of finding."""
    window = Await(ObligationKind.OBJECTION, ANSWERERS, days=terms.days, joint=True)
    review = Await(ObligationKind.OBJECTION_REVIEW, terms.decided_by, days=terms.decision_days, apart=True)
    return Definition(
        name="finding",
        kind=SubjectKind.FINDING,
        label="加减分事项",
        initial=F.DRAFTED.value,
        states=(
            _state(F.DRAFTED),
            _state(F.TOLD, window),
            _state(F.DISPUTED, review),
            *(_state(each, final=True) for each in (F.CONFIRMED, F.CHANGED, F.REVOKED)),
        ),
        rules=(*_telling(terms), *_answering(terms), *_settling(), *_afterwards(), *_annulling()),
    )


def _telling(terms: FindingTerms) -> Rules:
    proof = (evidence_is_there,) if terms.evidence else ()
    return (_step("tell", F.DRAFTED, F.TOLD, "告知", *proof, counts_once),)


def _answering(terms: FindingTerms) -> Rules:
    """What the unit says; its silence says something only where the scheme lets it."""
    confirms = terms.silence is Silence.CONFIRMS
    agreed = F.CONFIRMED if confirms else F.TOLD
    silent = (_step("deem_confirmed", F.TOLD, F.CONFIRMED, "期满视为确认", window_is_over),) if confirms else ()
    return (
        _step("object", F.TOLD, F.DISPUTED, "提出异议", window_is_open, has_reason),
        _step("accept", F.TOLD, agreed, "无异议", agrees_once),
        *silent,
    )


def _settling() -> Rules:
    return (
        _step("confirm_finding", F.TOLD, F.CONFIRMED, "确认", window_is_over),
        _step("uphold", F.DISPUTED, F.CONFIRMED, "维持", has_reason, paper_is_whole),
        _step("change", F.DISPUTED, F.CHANGED, "变更", has_reason, something_changes, paper_is_whole),
        _step("revoke", F.DISPUTED, F.REVOKED, "撤销", has_reason, paper_is_whole),
    )


def _afterwards() -> Rules:
    """What switches it off, or weighs it otherwise, without making it another finding."""
    known = (F.TOLD, F.DISPUTED, F.CONFIRMED, F.CHANGED)
    return (
        *(
            _step("excuse", each, each, "免责", has_reason, approver_is_told, evidence_is_there, paper_is_whole)
            for each in known
        ),
        *(_step("mark_rectified", each, each, "登记已整改", has_reason) for each in known),
    )


def _annulling() -> Rules:
    """A mistake found without an objection; what was registered wrongly is annulled and registered anew."""
    standing = (F.DRAFTED, F.TOLD, F.CONFIRMED, F.CHANGED)
    return tuple(_step("annul", each, F.REVOKED, "撤销", has_reason) for each in standing)
