"""What follows when a figure moves: a shortfall is opened, held, released or closed, in the same act.

A report that is late says nothing here: only a figure that was handed in opens a shortfall, on a reported one the
letters say 据单位上报. What follows is nobody's decision: the journal names the clock (A29).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Any

from sqlalchemy import bindparam, or_, select

from actions.context import Act
from actions.ladders import ladder_of, standing_of
from actions.letters.dropping import drop_letters
from actions.published import Published
from actions.shortfalls.ladders import look_again, shortfall_ladder
from actions.shortfalls.ranking import Field, ranks, sharers_of
from actions.shortfalls.tracking import Tracked, tracked_of
from actions.shortfalls.verifying import hurry_verification, leave_in_peace
from actions.signalling import raise_shortfall
from config.ladders import Ladder
from config.shortfalls import Criterion
from models.reports import Report
from models.shortfalls import Shortfall, shortfalls_of
from models.types import DIGITS, Key
from models.windows import Period
from models.writing import change_row, insert_rows
from states.assignment import AssignmentState
from states.ladder import Standing
from states.report import ReportState
from states.shortfall import Course, Judged, ShortfallEnd, Step, entry_of, judge
from states.signals import Signal
from states.subjects import SubjectKind

REVIEW = "review:"
OVER = (AssignmentState.SCORED.value, AssignmentState.ARCHIVED.value, AssignmentState.WITHDRAWN.value)
"""What is withdrawn, or judged for the year, falls short of nothing any more."""


def follow_figures(
    act: Act, published: Published, assignments: Iterable[int], *, ended: ShortfallEnd = ShortfallEnd.CAUGHT_UP
) -> None:
    """Look at every numeric target of these assignments as it stands now. `ended`: why what closes is closed."""
    rule = shortfall_ladder(published.scheme)
    if rule is None:
        return
    wanted = set(assignments)
    clock, today = act.as_clock(), act.now.date()
    tracked = tracked_of(act.tx, published.scheme, wanted, today=today)
    if ranks(rule) and (figures := {each.row.figure_id for each in tracked if each.row.figure_id is not None}):
        wanted |= set(sharers_of(act.tx, published.assessment_id, figures))
        tracked = tracked_of(act.tx, published.scheme, wanted, today=today)
    field = Field.of(act.tx, tracked) if ranks(rule) else Field()
    had = shortfalls_of(act.tx, wanted)
    for each in tracked:
        _follow(clock, published, each, field, [row for row in had if _is_of(row, each)], rule, ended)


def _is_of(row: Any, each: Tracked) -> bool:
    return bool(row.assignment_id == each.assignment_id and row.target_id == each.target_id)


def _follow(
    act: Act, published: Published, each: Tracked, field: Field, had: Sequence[Any], rule: Ladder, ended: ShortfallEnd
) -> None:
    standing = next((row for row in had if row.closed_at is None), None)
    course = Course(
        periods=each.periods,
        times_opened=len(had) + (standing is None),
        rank=lambda position: field.peers(each, position),
    )
    if standing is None:
        judged = judge(course, rule, is_open=False)
        is_over = each.row.state in OVER
        if judged.step is Step.OPEN and not is_over and not _more_is_coming(act, judged):
            open_shortfall(act, published, each, course, judged, rule, ordinal=len(had) + 1)
        return
    opened_by = Criterion.model_validate(standing.criterion) if standing.criterion else None
    judged = judge(course, ladder_of(standing), is_open=True, opened_by=opened_by)
    if judged.step is Step.CLOSE:
        close_shortfall(act, standing, ended, period=_period(judged))
    else:
        _keep(act, published, each, standing, course, judged)


def _period(judged: Judged) -> str:
    return judged.by.figure.period if judged.by is not None and judged.by.figure is not None else ""


_THIS, _THAT = Report.t.alias("this"), Report.t.alias("that")
_FROM, _UNTIL = Period.t.alias("earlier"), Period.t.alias("later")
_COMING = (
    select(_THAT.c.id)
    .select_from(_THIS)
    .join(_FROM, _FROM.c.id == _THIS.c.period_id)
    .join(
        _THAT,
        (_THAT.c.window_id == _THIS.c.window_id)
        & (_THAT.c.assignment_id == _THIS.c.assignment_id)
        & (_THAT.c.unit_id == _THIS.c.unit_id),
    )
    .join(_UNTIL, _UNTIL.c.id == _THAT.c.period_id)
    .where(
        _THIS.c.id == bindparam("b_report", type_=Key),
        _UNTIL.c.ends_on > _FROM.c.ends_on,
        or_(_THAT.c.state == ReportState.FILLING.value, _THAT.c.state.startswith(REVIEW)),
    )
    .limit(1)
)


def _more_is_coming(act: Act, judged: Judged) -> bool:
    """Later months of the same window are on their way through review: the last of them decides."""
    if judged.by is None or judged.by.figure is None:
        return False
    return act.tx.execute(_COMING, {"b_report": judged.by.figure.report_id}).first() is not None


# What becomes of it


def open_shortfall(
    act: Act, published: Published, each: Tracked, course: Course, judged: Judged, rule: Ladder, *, ordinal: int
) -> None:
    standing = _entering(Standing(opened_at=act.now), rule, course, act)
    row = {
        "office_id": act.office_id,
        "assessment_id": published.assessment_id,
        "assignment_id": each.assignment_id,
        "target_id": each.target_id,
        "unit_id": each.row.lead_unit_id,
        "ordinal": ordinal,
        "title": each.title,
        "opened_at": act.now,
        "period": _period(judged),
        "criterion": judged.criterion.model_dump(mode="json", exclude_defaults=True) if judged.criterion else {},
        **_seen(judged, course),
        "closing_report_id": None,
        "ladder": rule.model_dump(mode="json"),
        "rung": 0,
        "standing": standing.as_json(),
        "next_look_at": look_again(act, published, rule, standing),
        "closed_period": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Shortfall.t, [row])
    act.record(
        SubjectKind.SHORTFALL.value,
        number,
        act="open_shortfall",
        assessment_id=published.assessment_id,
        after={"period": row["period"], "gap": row["gap"], "expected": row["expected"], "criterion": row["criterion"]},
        reason=judged.by.sentence if judged.by is not None else "",
        basis=rule.basis.clause if rule.basis else "",
    )
    raise_shortfall(act, Signal.SHORTFALL_OPENED, {**row, "id": number}, period=row["period"])


def close_shortfall(act: Act, row: Any, outcome: ShortfallEnd, *, period: str = "") -> None:
    """Nothing more comes of it: the clock forgets it."""
    values = {
        "closed_at": act.now,
        "outcome": outcome.value,
        "closed_period": period,
        "closing_report_id": None,
        "standing": standing_of(row).froze(held=False).as_json(),
        "next_look_at": None,
    }
    change_row(act.tx, Shortfall.t, row.id, version=row.version, values=values)
    leave_in_peace(act, row.closing_report_id)
    act.record(
        SubjectKind.SHORTFALL.value,
        row.id,
        act="close_shortfall",
        assessment_id=row.assessment_id,
        before={"rung": row.rung, "gap": row.gap},
        after={"outcome": outcome.value, "period": period},
    )
    raise_shortfall(act, Signal.SHORTFALL_CLOSED, row._mapping, period=period, outcome=outcome.value)
    drop_letters(act, row, outcome=outcome)


def end_shortfalls(act: Act, assignment_id: int, outcome: ShortfallEnd) -> None:
    """The assignment is over: withdrawn, or judged for the year."""
    for row in shortfalls_of(act.tx, (assignment_id,)):
        if row.closed_at is None:
            close_shortfall(act.as_clock(), row, outcome)


def _keep(act: Act, published: Published, each: Tracked, row: Any, course: Course, judged: Judged) -> None:
    """Still open: what is known of it now, and whether its ladder holds."""
    waiting = judged.by.figure if judged.step is Step.HOLD and judged.by is not None else None
    closing = waiting.report_id if waiting is not None else None
    ladder = ladder_of(row)
    standing = _entering(standing_of(row).froze(held=closing is not None), ladder, course, act)
    values = {
        **_seen(judged, course, row),
        "closing_report_id": closing,
        "standing": standing.as_json(),
        "next_look_at": look_again(act, published, ladder, standing),
    }
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    change_row(act.tx, Shortfall.t, row.id, version=row.version, values=values)
    act.record(
        SubjectKind.SHORTFALL.value,
        row.id,
        act="hold_shortfall" if closing is not None else "follow_shortfall",
        assessment_id=row.assessment_id,
        before={"period": row.latest_period, "gap": row.gap, "expected": row.expected},
        after={"period": values["latest_period"], "gap": values["gap"], "expected": values["expected"]},
    )
    if row.closing_report_id not in (None, closing):
        leave_in_peace(act, row.closing_report_id)
    if closing is not None and closing != row.closing_report_id and judged.by is not None:
        hurry_verification(act, published, judged.by, report_id=closing, unit=row.unit_id, title=each.title)


def _seen(judged: Judged, course: Course, row: Any = None) -> dict[str, Any]:
    """The figures that were looked at last; as before, where there are none any more."""
    light = judged.by
    if light is None or light.figure is None:
        names = ("latest_period", "expected", "actual", "gap", "is_verified", "months_running")
        return {name: getattr(row, name) for name in names}
    return {
        "latest_period": light.figure.period,
        "expected": _kept(light.reading.expected),
        "actual": _kept(light.figure.actual or Decimal(0)),
        "gap": _kept(light.reading.gap),
        "is_verified": light.figure.is_verified,
        "months_running": course.behind_running,
    }


def _kept(value: Decimal) -> Decimal:
    """As many digits as a column keeps: a twelfth of a target has no end."""
    with localcontext(prec=DIGITS):
        return +value


def _entering(standing: Standing, ladder: Ladder, course: Course, act: Act) -> Standing:
    """A rung above the next one that may be entered directly now."""
    entry = entry_of(ladder, course)
    if entry == 0 or entry < standing.rung or (standing.enters and entry <= standing.next_rung):
        return standing
    return standing.entering(entry, at=act.now)
