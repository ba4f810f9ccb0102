"""The report (进展报告): one period of one assignment, a row per second-level item."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.chains import Chain
from config.labels import Labelled
from config.windows import ReportField
from states.chain import Frame, Unrolled, unroll
from states.doubts import Doubt
from states.facts import ReviewFacts
from states.gates import ItemFacts, document_is_named, doubts_are_explained, lacking, parts_are_in_or_named
from states.obligations import ObligationKind
from states.reviewing import came_from, has_reason, untouched
from states.rules import Await, Definition, Guard, Route, Rule, State, rule
from states.seating import CLERKS, writers
from states.subjects import SubjectKind


class ReportState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    NOT_OPEN = "not_open", "未到填报期"
    FILLING = "filling", "填报中"
    SUBMITTED = "submitted", "已报送"
    VERIFIED = "verified", "已核验"
    RETURNED = "returned", "退回修改"
    CORRECTING = "correcting", "更正中"
    WAIVED = "waived", "免报"
    NIL = "nil", "零报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正 (O33): the figure as it was and as it is, why, and who answers for it."""

    was: str
    becomes: str
    reason: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts(ReviewFacts):
    """What the machine of a report is told.

    `items`: the rows. `as_of`: until which day the figures of an unfinished period hold (截至何日); `is_partial`: the
    period ends after the due moment. `window_is_open`: the next window, in which an unfinished period is completed.
    """

    items: tuple[ItemFacts, ...] = ()
    required: tuple[ReportField, ...] = ()
    evidence_required: bool = False
    photo_required: bool = False
    evidence: int = 0
    photos: int = 0
    doubts: tuple[Doubt, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    parts_missing: tuple[str, ...] = ()
    parts_named: frozenset[str] = frozenset()
    is_partial: bool = False
    as_of: date | None = None
    window_is_open: bool = False
    correction: Correction | None = None
    correction_allowed: bool = False
    unjudged: tuple[str, ...] = ()
    has_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTerms:
    """What a scheme decides about the reports of a window. `days` are workdays."""

    judged_above: bool = False
    ask_again: bool = True
    revision_days: int = 2
    verification_days: int = 5
    owed: ObligationKind = ObligationKind.REPORT  # or the figure that others wait for (O21)


# Guards


def rows_are_whole(facts: ReportFacts) -> str | None:
    """Required fields of every row, the analysis among them where the scheme asks for it (R2.11, O22)."""
    return lacking(facts.items, facts.required) if facts.items else "没有可填报的二级指标，请先完成指标分解"


def evidence_is_there(facts: ReportFacts) -> str | None:
    """R0.20: compulsory with each report where the window says so."""
    lacks = ["印证材料1份"] if facts.evidence_required and not facts.evidence else []
    lacks += ["现场照片1张"] if facts.photo_required and not facts.photos else []
    return f"缺{'、'.join(lacks)}" if lacks else None


def unfinished_period_is_dated(facts: ReportFacts) -> str | None:
    return "本期尚未结束，请写明数据截至何日" if facts.is_partial and facts.as_of is None else None


def period_was_unfinished(facts: ReportFacts) -> str | None:
    return None if facts.is_partial else "本期报送时已经结束，数据有误的请办理更正"


def next_window_is_open(facts: ReportFacts) -> str | None:
    return None if facts.window_is_open else "下一次报送开始后才能补全本期"


def correction_is_whole(facts: ReportFacts) -> str | None:
    """O33: 原数、更正数、原因、责任人."""
    if facts.correction is None:
        return "请写明原数、更正数、原因、责任人"
    told = facts.correction
    named = (("原数", told.was), ("更正数", told.becomes), ("原因", told.reason), ("责任人", told.responsible))
    missing = [name for name, text in named if not text.strip()]
    return f"更正缺{'、'.join(missing)}" if missing else None


def correction_is_allowed(facts: ReportFacts) -> str | None:
    return None if facts.correction_allowed else "已核验的数据，经核验单位同意后方可更正"


def every_figure_is_judged(facts: ReportFacts) -> str | None:
    """认定值 stands beside 上报值 for every figure."""
    return f"还没有认定值：{'、'.join(facts.unjudged)}" if facts.unjudged else None


GATE: tuple[Guard[ReportFacts], ...] = (
    rows_are_whole,
    evidence_is_there,
    unfinished_period_is_dated,
    doubts_are_explained,
    parts_are_in_or_named,
)

S = ReportState


def definition(chain: Chain, terms: ReportTerms) -> Definition[ReportFacts]:
    """The machine of the reports of one window."""
    reviewed = unroll(chain, _frame(terms))
    rules = (*_opening(), *reviewed.rules, *_short_cuts(), *_judged(terms), *_corrections(reviewed.entry))
    return Definition(
        name="report",
        kind=SubjectKind.REPORT,
        label=SubjectKind.REPORT.label,
        initial=S.NOT_OPEN.value,
        states=_states(terms, reviewed),
        rules=rules,
        routes={**reviewed.routes, "abandon_correction": Route(lambda facts: f"abandon_correction:{facts.came_from}")},
    )


def _frame(terms: ReportTerms) -> Frame[ReportFacts]:
    return Frame(
        kind=SubjectKind.REPORT,
        draft=S.FILLING.value,
        done=S.SUBMITTED.value,
        returned=S.RETURNED.value,
        submit="submit",
        submit_label="报送",
        gate=GATE,
        homes={S.SUBMITTED.value: S.SUBMITTED.value, S.NIL.value: S.SUBMITTED.value},
        ask_again=terms.ask_again,
    )


def _states(terms: ReportTerms, reviewed: Unrolled[ReportFacts]) -> tuple[State, ...]:
    seats = writers(terms.owed)
    revision = Await(ObligationKind.REVISION, seats, days=terms.revision_days)
    awaited = {
        S.FILLING: Await(terms.owed, seats, joint=True),
        S.RETURNED: revision,
        S.CORRECTING: revision,
    }
    if not terms.judged_above:
        awaited[S.SUBMITTED] = Await(ObligationKind.VERIFICATION, CLERKS, days=terms.verification_days)
        awaited[S.NIL] = awaited[S.SUBMITTED]
    ends = (S.VERIFIED, S.WAIVED)
    own = [State(each.value, each.label, awaited.get(each), final=each in ends) for each in S]
    place = list(S).index(S.FILLING) + 1
    return (*own[:place], *reviewed.states, *own[place:])


def _rule(trigger: str, source: S, dest: S, label: str, *guards: Guard[ReportFacts]) -> Rule[ReportFacts]:
    return rule(SubjectKind.REPORT, trigger, source.value, dest.value, label, guards)


def _opening() -> list[Rule[ReportFacts]]:
    return [
        _rule("open", S.NOT_OPEN, S.FILLING, "开始填报"),
        # a window that is opened twice, by two ticks or by hand, is simply open
        _rule("open", S.FILLING, S.FILLING, "开始填报"),
    ]


def _short_cuts() -> list[Rule[ReportFacts]]:
    """零报告, 免报, and a period that was unfinished when it was reported (D03): completed, not corrected."""
    back: tuple[Guard[ReportFacts], ...] = (untouched, came_from(S.FILLING.value))
    return [
        _rule("submit_nil", S.FILLING, S.NIL, "零报告", has_reason),
        _rule("submit_nil", S.RETURNED, S.NIL, "零报告", has_reason),
        _rule("recall:filling", S.NIL, S.FILLING, "撤回", *back),
        _rule("waive", S.NOT_OPEN, S.WAIVED, "免报", has_reason),
        _rule("waive", S.FILLING, S.WAIVED, "免报", has_reason),
        _rule("waive", S.RETURNED, S.WAIVED, "免报", has_reason),
        _rule("restore", S.WAIVED, S.FILLING, "恢复填报", has_reason),
        _rule("complete", S.SUBMITTED, S.FILLING, "补全本期", period_was_unfinished, next_window_is_open),
        _rule("complete", S.VERIFIED, S.FILLING, "补全本期", period_was_unfinished, next_window_is_open),
    ]


def _judged(terms: ReportTerms) -> list[Rule[ReportFacts]]:
    rules = [_rule("return_for_revision", each, S.RETURNED, "退回修改", has_reason) for each in (S.SUBMITTED, S.NIL)]
    if terms.judged_above:
        guards: tuple[Guard[ReportFacts], ...] = (every_figure_is_judged, document_is_named)
        return [
            *rules,
            *(_rule("record_verdict", each, S.VERIFIED, "登记上级认定", *guards) for each in (S.SUBMITTED, S.NIL)),
        ]
    return [
        *rules,
        _rule("verify", S.SUBMITTED, S.VERIFIED, "核验", every_figure_is_judged),
        _rule("verify", S.NIL, S.VERIFIED, "核验"),
    ]


def _corrections(entry: str) -> list[Rule[ReportFacts]]:
    """更正: freely before verification, by leave after it; the corrected figures go through the chain again."""
    abandon = [
        _rule(f"abandon_correction:{each.value}", S.CORRECTING, each, "放弃更正", came_from(each.value))
        for each in (S.SUBMITTED, S.VERIFIED)
    ]
    return [
        _rule("correct", S.SUBMITTED, S.CORRECTING, "更正", has_reason),
        _rule("allow_correction", S.VERIFIED, S.VERIFIED, "同意更正", has_reason),
        _rule("correct", S.VERIFIED, S.CORRECTING, "更正", has_reason, correction_is_allowed),
        rule(
            SubjectKind.REPORT,
            "submit_correction",
            S.CORRECTING.value,
            entry,
            "报送更正",
            (correction_is_whole, *GATE),
        ),
        *abandon,
    ]
