"""What the machines of results are told, and what they ask before they let a result go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.labels import Labelled
from config.result_process import Silence
from states.facts import ReviewFacts
from states.rules import Guard

NAMED = 12
"""How many units or reasons one refusal names before it counts the rest."""


class ResultState(Labelled):
    """In the order of the steps; a scheme leaves some of them out."""

    SELF_CHECK = "self_check", "自查"
    MARKING = "marking", "考评打分"
    CONSOLIDATION = "consolidation", "汇总审核"
    FEEDBACK = "feedback", "得分反馈核对"
    OPINIONS = "opinions", "征求意见"
    COMMITTEE = "committee", "待审议"
    APPROVAL = "approval", "待批准"
    NOTICE = "notice", "公示中"
    ANNOUNCEMENT = "announcement", "待印发公布"
    PUBLISHED = "published", "已公布"
    ARCHIVED = "archived", "已归档"
    CORRECTING = "correcting", "更正待批准"


PUBLIC = frozenset({ResultState.PUBLISHED, ResultState.ARCHIVED, ResultState.CORRECTING})
"""From 印发公布 on everybody sees everything (O27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts(ReviewFacts):
    """The facts of a result.

    `missing`: what cannot be scored, ranked, graded or awarded yet. `disputed`: 加减分事项 whose 异议 is being looked
    at. `begun`: votes and points given by people that are not finished. `waiting`: who has not answered in this step;
    `is_over`: the days of the step have passed. `objections`: what units and bodies objected to and nobody answered.
    `moved`: whose score has changed since the result left 汇总审核. `requests`: 复核 that is not decided. `unit`: for
    which unit or body the actor speaks.
    """

    missing: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    answered: int = 0
    is_over: bool = False
    objections: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    unit: str = ""
    has_document: bool = False


def listed(names: Sequence[str], *, sep: str = "、") -> str:
    more = f"等{len(names)}项" if len(names) > NAMED else ""
    return sep.join(names[:NAMED]) + more


def everything_is_scored(facts: ResultFacts) -> str | None:
    return f"还有算不出来的：{listed(facts.missing, sep='；')}" if facts.missing else None


def nothing_is_pending(facts: ResultFacts) -> str | None:
    return f"还有没有办完的：{listed(facts.pending)}" if facts.pending else None


def nothing_is_half_done(facts: ResultFacts) -> str | None:
    return f"还有人给的分没有办完：{listed(facts.begun, sep='；')}" if facts.begun else None


def nothing_is_objected(facts: ResultFacts) -> str | None:
    return f"还有异议没有答复：{listed(facts.objections)}" if facts.objections else None


def nothing_has_moved(facts: ResultFacts) -> str | None:
    if not facts.moved:
        return None
    return f"汇总审核以后得分有变化：{listed(facts.moved)}；退回汇总审核重新办理，或写明仍按原结果公布的理由"


def no_request_is_open(facts: ResultFacts) -> str | None:
    return f"还有复核没有办结：{listed(facts.requests)}" if facts.requests else None


def document_is_told(facts: ResultFacts) -> str | None:
    return None if facts.has_document else "请写明文号或会议纪要"


def days_are_over(facts: ResultFacts) -> str | None:
    return None if facts.is_over else "公示期还没有满"


def speaks_for_a_unit(facts: ResultFacts) -> str | None:
    return None if facts.unit else "请指明哪个单位"


def has_not_answered(facts: ResultFacts) -> str | None:
    return "本单位在这一步已经答复" if facts.unit and facts.unit not in facts.waiting else None


def enough_have_answered(silence: Silence, *, at_least: int | None = None) -> Guard[ResultFacts]:
    """All of them; or, once the days are over, as many as the scheme asks, or as silence is understood."""

    def enough(facts: ResultFacts) -> str | None:
        if not facts.waiting:
            return None
        passed = facts.answered >= at_least if at_least is not None else silence is Silence.AGREES
        if facts.is_over and passed:
            return None
        wanted = f"，至少要{at_least}家答复" if at_least is not None else ""
        when = f"（到期后{silence.label}）" if at_least is None and not facts.is_over else ""
        return f"还没有答复：{listed(facts.waiting)}{wanted}{when}"

    return enough
