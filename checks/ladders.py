"""Are late things chased, and by the right ladder (O05, O10)?"""

from collections import Counter
from collections.abc import Iterator

from checks.doubt import Doubt, error, note, warning
from checks.seats import directory_of, subject_of
from config.ladders import SHORTFALL_ACTS, Ladder, RungAct
from config.obligations import ObligationKind
from config.pointers import pointer_of
from config.readings import assignments_of, ladder_for
from config.roles import Role
from config.scheme import Scheme
from config.seats import SeatOf
from config.windows import OwedBy, SettledBy
from states.subjects import SubjectFacts, SubjectKind

# 领导只收呈阅，不收催报（O10）。
_LEADERS = frozenset({Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.COMMITTEE})


def doubts_of_ladders(scheme: Scheme) -> Iterator[Doubt]:
    for code, ladder in scheme.ladders.items():
        yield from _rungs(code, ladder)
        yield from _audience(scheme, code, ladder)
    yield from _named(scheme)
    yield from _rivals(scheme)


def _rungs(code: str, ladder: Ladder) -> Iterator[Doubt]:
    if ObligationKind.OBJECTION in ladder.applies_to and ladder.rungs:
        yield warning(
            pointer_of(("ladders", code, "applies_to")),
            f"“{ladder.label}”催{ObligationKind.OBJECTION.label}：期满不提异议是被考核单位的权利，不是迟办",
            "从 applies_to 里删去；要提醒的，另写只有 reminders 的阶梯",
            ladder.basis,
        )
    late_things = "、".join(kind.label for kind in ladder.applies_to)
    for place, rung in enumerate(ladder.rungs):
        pointer = pointer_of(("ladders", code, "rungs", place))
        if rung.act in SHORTFALL_ACTS and not ladder.for_shortfalls:
            yield error(
                f"{pointer}/act",
                f"“{ladder.label}”管的是{late_things}，不能{rung.act.label}：迟报不是欠账",
                "预警、督办、约谈写在 for_shortfalls 的阶梯里；迟报只到扣分建议为止（O05）",
                ladder.basis,
            )
        if rung.act is RungAct.URGE and (
            leaders := [seat.role.label for seat in rung.audience if seat.role in _LEADERS]
        ):
            yield warning(
                f"{pointer}/audience",
                f"“{rung.label}”催的是{'、'.join(leaders)}：领导只收呈阅，不收催报",
                "改为 present_to_leader，或改催联络员（O10）",
            )


def _audience(scheme: Scheme, code: str, ladder: Ladder) -> Iterator[Doubt]:
    """Seats that nobody sits in: an office's own for certain, a lead unit's where no lead unit has such a post."""
    directory = directory_of(scheme)
    leads = [subject_of(assignment) for assignment in assignments_of(scheme)]
    office = [SubjectFacts(kind=SubjectKind.OFFICE, office=0)]
    for place, rung in enumerate(ladder.rungs):
        for index, seat in enumerate(rung.audience):
            subjects = leads if seat.of in (SeatOf.LEAD, SeatOf.CO_UNITS) else office
            if subjects and not any(directory.groups((seat,), subject) for subject in subjects):
                yield error(
                    pointer_of(("ladders", code, "rungs", place, "audience", index)),
                    f"“{rung.label}”要告知{seat.role.label}，但没有这样的岗位",
                    "补岗位，或改告知别的席位",
                )


def _owing(scheme: Scheme) -> Iterator[tuple[str, str, ObligationKind, str | None]]:
    """Everything that falls due by itself: where it stands, its name, its kind, the ladder that it names."""
    stages = scheme.stages
    breakdown = stages.breakdown
    if stages.issue.sign:
        yield "/stages/issue", "签订责任书", ObligationKind.SIGN, stages.issue.ladder
    yield "/stages/breakdown", "指标分解", ObligationKind.BREAKDOWN, breakdown.ladder
    if breakdown.package:
        yield "/stages/breakdown/package", "分解结果上报", ObligationKind.SEND_UP, breakdown.package.ladder
    for place, window in enumerate(scheme.windows):
        kind = ObligationKind.FIGURE if window.owed_by is OwedBy.SOURCE else ObligationKind.REPORT
        yield f"/windows/{place}", window.named, kind, window.ladder
        if window.package:
            yield f"/windows/{place}/package", f"{window.named}上报", ObligationKind.SEND_UP, window.package.ladder
    for place, duty in enumerate(scheme.duties):
        kind = ObligationKind.SELF_CHECK if duty.settled_by is SettledBy.SELF_CHECK else ObligationKind.DUTY
        yield f"/duties/{place}", duty.title, kind, duty.ladder


def _named(scheme: Scheme) -> Iterator[Doubt]:
    for pointer, title, kind, code in _owing(scheme):
        ladder = ladder_for(scheme, kind, named=code)
        if ladder is None:
            yield warning(pointer, f"“{title}”没有督办阶梯：到期没有提醒，逾期没有人知道", "写明 ladder")
        elif code and ladder.for_shortfalls:
            yield error(f"{pointer}/ladder", f"“{ladder.label}”是欠账阶梯，不能用来催“{title}”", "另设迟报阶梯（O05）")
        elif code and kind not in ladder.applies_to:
            yield error(
                f"{pointer}/ladder",
                f"“{ladder.label}”不适用于{kind.label}，“{title}”却用了它",
                f"在它的 applies_to 里加上 {kind}，或换一个阶梯",
            )


def _rivals(scheme: Scheme) -> Iterator[Doubt]:
    """Two ladders for one kind of thing, where nothing says which."""
    claims = Counter(kind for ladder in scheme.ladders.values() for kind in ladder.applies_to)
    for code, ladder in scheme.ladders.items():
        for place, kind in enumerate(ladder.applies_to):
            if claims[kind] > 1 and ladder_for(scheme, kind) is not ladder:
                first = ladder_for(scheme, kind)
                yield note(
                    pointer_of(("ladders", code, "applies_to", place)),
                    f"{kind.label}已有“{first.label if first else ''}”；没有写明 ladder 的都用那一个",
                    "删去其中一处，或在用到的地方写明 ladder",
                )
