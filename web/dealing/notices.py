"""`/notices`: 结果公示, what stands open to everybody and what was published; points only once they are published."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, case, select
from starlette.responses import Response

from config.roles import Role
from models.results import Result, ResultLine, ResultVersion
from models.units import Unit
from scoring.outcome import TOTAL
from states.results.facts import PUBLIC, ResultState
from web.dealing.results import SEEING
from web.kernel.access import SignedIn
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit

STATES = sorted(each.value for each in (ResultState.NOTICE, *PUBLIC))

pages = Pages(navigation=[nav("结果公示", "/notices", *Role, group=Group.ASSESSING)])


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, in official order. `points` is empty while the result only stands open."""

    unit: str
    points: Fraction | None
    grade: str
    awards: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A result that everybody may read. `is_open`: it is 公示, until `due_at`."""

    title: str
    year: int
    state: str
    is_open: bool
    due_at: datetime | None
    published_at: datetime | None
    document_no: str
    lines: tuple[Line, ...]


@pages.get("/notices", access=SignedIn())
def notices(visit: Visit) -> Response:
    """The latest first, for everybody who has signed in and works in this office."""
    if visit.desk is None:
        return visit.redirect("/")
    return visit.page("dealing/notices.html", notices=_notices(visit), may_follow=visit.has(*SEEING))


def _notices(visit: Visit) -> list[Notice]:
    result = Result.c
    query = (
        select(Result.t)
        .where(result.office_id == visit.at.office_id, result.state.in_(STATES))
        .order_by(result.opened_at.desc(), result.id.desc())
    )
    rows = visit.tx.execute(query).all()
    lines = _lines(visit) if rows else {}
    return [_notice(row, lines.get(row.id, ())) for row in rows]


def _notice(row: Any, lines: Sequence[Any]) -> Notice:
    is_open = row.state == ResultState.NOTICE.value
    return Notice(
        title=row.title,
        year=row.assessment_id,
        state=ResultState(row.state).label,
        is_open=is_open,
        due_at=row.due_at if is_open else None,
        published_at=row.published_at,
        document_no=row.document_no if not is_open else "",
        lines=tuple(
            Line(
                each.name,
                None if is_open or not each.points else Fraction(each.points),
                each.grade,
                "、".join(each.awards),
            )
            for each in lines
        ),
    )


def _lines(visit: Visit) -> dict[int, list[Any]]:
    """Of the version that stands open, or of the one in force: the total itself, not what it is made of."""
    result, version, line = Result.c, ResultVersion.c, ResultLine.c
    shown = case((result.state == ResultState.NOTICE.value, result.laid), else_=result.in_force)
    query = (
        select(result.id, Unit.c.name, line.result_code, line.points, line.grade, line.awards)
        .join(ResultVersion.t, and_(version.result_id == result.id, version.number == shown))
        .join(ResultLine.t, line.version_id == version.id)
        .join(Unit.t, Unit.c.id == line.unit_id)
        .where(result.office_id == visit.at.office_id, result.state.in_(STATES))
        .order_by(line.position)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in visit.tx.execute(query):
        found[row.id].append(row)
    return {number: _total(lines) for number, lines in found.items()}


def _total(lines: Sequence[Any]) -> list[Any]:
    """Of several totals that a scheme composes, the one called so, else the first."""
    codes = dict.fromkeys(each.result_code for each in lines)
    code = TOTAL.code if TOTAL.code in codes else next(iter(codes))
    return [each for each in lines if each.result_code == code]
