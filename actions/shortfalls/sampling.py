"""Is what is kept of the lights what would be reckoned? Looked at in a sample, another one every day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from actions.health import SHOWN, Finding, problem, well
from actions.shortfalls.keeping import reckoned
from actions.shortfalls.lights import moved, running_years
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.lights import KeptLight

SAMPLE = 200
_KEPT = select(KeptLight.t).where(KeptLight.c.assignment_id.in_(bindparam("numbers", expanding=True)))
SHOWS = ("light", "verified", "verified_on", "months")


def examine_lights(tx: Connection, *, now: datetime) -> Iterator[Finding]:
    """What waits to be reckoned anyway is not compared: pages reckon it too."""
    today = now.astimezone(SHANGHAI).date()
    tasks = _sample(tx, running_years(tx), today)
    if not tasks:
        return
    kept = _by_target(tx.execute(_KEPT, {"numbers": [row.id for row in tasks]}).mappings())
    true = _by_target(reckoned(tx, tasks, today=today))
    differ = {key[0] for key in kept.keys() | true.keys() if kept.get(key) != true.get(key)}
    yield _told(len(tasks), [row.title for row in tasks if row.id in differ])


def _sample(tx: Connection, years: Sequence[int], today: date) -> Sequence[Any]:
    """Every so manieth of the tasks whose lights are kept as they stand."""
    of_years = Assignment.c.assessment_id.in_(years)
    count = tx.scalar(select(func.count()).where(of_years)) or 0
    step = -(-count // SAMPLE) or 1
    query = select(Assignment.c.id, Assignment.c.assessment_id, Assignment.c.title).where(
        of_years, Assignment.c.id % step == today.toordinal() % step, Assignment.c.id.not_in(moved(years, today=today))
    )
    return tx.execute(query.order_by(Assignment.c.id)).all()


def _by_target(lights: Iterable[Any]) -> Mapping[tuple[int, int], tuple[Any, ...]]:
    return {(each["assignment_id"], each["target_id"]): tuple(each[name] for name in SHOWS) for each in lights}


def _told(looked_at: int, wrong: Sequence[str]) -> Finding:
    if not wrong:
        return well("lights", f"抽查 {looked_at} 项任务的指标灯，与重新计算的一致")
    named = "、".join(wrong[:SHOWN]) + ("等" if len(wrong) > SHOWN else "")
    return problem(
        "lights",
        f"抽查 {looked_at} 项任务的指标灯，{len(wrong)} 项与重新计算的不一致：{named}",
        "运行 kaohe audit verify，查有没有直接改动数据库；再把这些任务写进 light_due 表，由时钟重算",
    )
