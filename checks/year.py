"""The year's plan (年度安排): everything that a scheme lets fall due, with its dates. Pure.

Publishing opens obligations from it and `kaohe calendar` prints it, so both say the same.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from checks.dating import Dating, first_moment
from checks.planned import Planned, PlannedPeriod, Stage
from checks.planned_windows import planned_package, planned_windows
from config.deadlines import EventAnchor, Offset
from config.ladders import Rung
from config.obligations import ObligationKind
from config.pointers import pointer_of
from config.readings import assignments_of, scored_by, verified_by
from config.scheme import Scheme
from config.stages import By
from config.terms import Term
from config.windows import Duty, Every, SettledBy
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline
from workdays.periods import Period, periods_of

ISSUED = "issued"
"""The event from which a signature without a date of its own is counted: 下达任务."""

_RHYTHM: dict[Every, Literal["month", "quarter", "half_year", "year"]] = {
    Every.MONTH: "month",
    Every.QUARTER: "quarter",
    Every.HALF_YEAR: "half_year",
    Every.YEAR: "year",
}


def year_plan(scheme: Scheme, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """Everything that the year lets fall due, in the order of the scheme: stages, windows, duties, the year's end."""
    dating = Dating(scheme, calendar)
    return (
        *_issue(dating),
        *_breakdown(dating),
        *planned_windows(dating),
        *_duties(dating),
        *_year_end(dating),
        *_replies(dating),
    )


def in_order_of_time(plan: Sequence[Planned]) -> tuple[Planned, ...]:
    """The earliest due first; what has no date yet comes last, in the order of the scheme."""
    end = datetime.max.replace(tzinfo=SHANGHAI)
    return tuple(sorted(plan, key=lambda each: each.deadline.due_at or end))


def _issue(dating: Dating) -> Iterator[Planned]:
    stage = dating.scheme.stages.issue
    if not stage.sign:
        return
    after_issue = Offset(
        kind="offset", n=stage.days, unit="workdays", direction="after", anchor=EventAnchor(event=ISSUED)
    )
    deadline = dating.due(stage.due or after_issue, whom=dating.each_lead)
    yield Planned(
        Stage.ISSUE,
        ObligationKind.SIGN,
        code=Stage.ISSUE.value,
        title="签订责任书",
        deadline=deadline,
        span=dating.year,
        pointer="/stages/issue",
        ladder=stage.ladder,
        basis=deadline.basis or stage.basis,
    )


def _breakdown(dating: Dating) -> Iterator[Planned]:
    stage, word = dating.scheme.stages.breakdown, dating.scheme.word(Term.BREAKDOWN)
    deadline = dating.due(stage.due, whom=dating.each_lead)
    breakdown = Planned(
        Stage.BREAKDOWN,
        ObligationKind.BREAKDOWN,
        code=Stage.BREAKDOWN.value,
        title=word,
        deadline=deadline,
        span=dating.year,
        pointer="/stages/breakdown",
        opens_at=dating.opens(stage.opens, dating.year) if stage.opens else None,
        ladder=stage.ladder,
        chain=stage.chain,
        basis=deadline.basis or stage.basis,
    )
    if any(each.co_units for each in assignments_of(dating.scheme)):
        yield _co_unit_parts(dating, breakdown)
    yield breakdown
    if stage.package:
        yield planned_package(dating, stage.package, breakdown, title=f"{word}结果")


def _co_unit_parts(dating: Dating, breakdown: Planned) -> Planned:
    """配合单位供稿, some workdays before the lead's own date (O29)."""
    stage = dating.scheme.stages.breakdown
    rule = Offset(
        kind="offset",
        n=stage.co_unit_days,
        unit="workdays",
        direction="before",
        anchor=stage.due,
        cutoff=stage.due.cutoff,
        roll="back",  # moved later, it would leave the lead less time than was meant
    )
    return Planned(
        Stage.BREAKDOWN,
        ObligationKind.CO_UNIT_PART,
        code=Stage.BREAKDOWN.value,
        title=f"{breakdown.title}配合材料",
        deadline=dating.due(rule, whom=f"各{dating.scheme.word(Term.CO_UNIT)}"),
        span=dating.year,
        pointer="/stages/breakdown",
        opens_at=breakdown.opens_at,
        ladder=stage.ladder,
    )


def _duties(dating: Dating) -> Iterator[Planned]:
    for place, duty in enumerate(dating.scheme.duties):
        for period in periods_of(dating.scheme.year, _RHYTHM[duty.every]):
            yield _duty(dating, duty, period, pointer_of(("duties", place)))


def _duty(dating: Dating, duty: Duty, period: Period, pointer: str) -> Planned:
    post = dating.scheme.post(duty.post) if duty.post else None
    whom = post.title if post else f"{dating.each_lead}{duty.seat.role.label if duty.seat else ''}"
    deadline = dating.due(duty.due, span=period, whom=whom)
    return Planned(
        Stage.DUTY,
        ObligationKind.SELF_CHECK if duty.settled_by is SettledBy.SELF_CHECK else ObligationKind.DUTY,
        code=duty.code,
        title=f"{duty.title}（{period.label}）",
        deadline=deadline,
        span=period,
        pointer=pointer,
        occasion=period.code,
        periods=(PlannedPeriod(period),),
        opens_at=first_moment(period),
        unit=post.unit if post else None,
        post=duty.post,
        ladder=duty.ladder,
        basis=deadline.basis or duty.basis,
    )


def _year_end(dating: Dating) -> Iterator[Planned]:
    scheme = dating.scheme
    if verified_by(scheme) is By.SUPERIOR:
        yield from _ending(dating, Stage.VERIFICATION, ObligationKind.VERDICT, f"登记{scheme.word(Term.VERDICT)}")
    else:
        yield from _ending(dating, Stage.VERIFICATION, ObligationKind.VERIFICATION, "全年认定")
    scored_above = scored_by(scheme) is By.SUPERIOR
    yield from _ending(dating, Stage.SCORING, ObligationKind.SCORE, "登记上级评分" if scored_above else "评分")
    yield from _ending(dating, Stage.ARCHIVE, None, "归档")


def _ending(
    dating: Dating,
    stage: Literal[Stage.VERIFICATION, Stage.SCORING, Stage.ARCHIVE],
    kind: ObligationKind | None,
    title: str,
) -> Iterator[Planned]:
    written = getattr(dating.scheme.stages, stage.value)
    if written.due is None:
        return
    deadline = dating.due(written.due, whom=dating.office.name)
    yield Planned(
        stage,
        kind,
        code=stage.value,
        title=title,
        deadline=deadline,
        span=dating.year,
        pointer=f"/stages/{stage.value}",
        unit=dating.office.code,
        ladder=getattr(written, "ladder", None),
        basis=deadline.basis or written.basis,
    )


def _replies(dating: Dating) -> Iterator[Planned]:
    """What a paper of a ladder asks back; its date is known when the paper is issued or received (D13)."""
    for code, ladder in dating.scheme.ladders.items():
        for place, rung in enumerate(ladder.rungs):
            if rung.reply is not None:
                deadline = dating.due(rung.reply, whom="收文单位")
                yield _reply(
                    code, rung, deadline, span=dating.year, pointer=pointer_of(("ladders", code, "rungs", place))
                )


def _reply(ladder: str, rung: Rung, deadline: Deadline, *, span: Period, pointer: str) -> Planned:
    return Planned(
        Stage.REPLY,
        None,
        code=f"{ladder}-{rung.code}",
        title=f"{rung.label}的回复",
        deadline=deadline,
        span=span,
        pointer=pointer,
        ladder=ladder,
        basis=deadline.basis,
    )
