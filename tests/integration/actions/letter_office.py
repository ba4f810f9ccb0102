"""县考核办 and its letters: what the tests of letters stand on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from actions.context import Act, begin
from actions.doors import Door
from actions.letters.drafting import draft
from actions.performing import find_act
from config.deadlines import DeadlineRule
from config.letters import LetterKind
from models.assignments import Assignment
from models.indicators import Target
from models.shortfalls import Shortfall
from models.writing import insert_rows
from tests.integration.actions.year import Year, at

RULES: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)
WITHIN_FIVE_DAYS = RULES.validate_python(
    {"kind": "offset", "n": 5, "unit": "workdays", "direction": "after", "anchor": {"event": "notice_received"}}
)
AT_ISSUE = RULES.validate_python({"kind": "at_issue"})
FACTS: Mapping[str, Any] = {
    "subject": "城镇新增就业",
    "as_of": "8月底",
    "fact": "完成3200人，占年度任务（6000人）的53.3%，低于序时进度（66.7%）13.3个百分点，欠账800人",
    "verified": True,
    "rule": "按月均匀推进，以累计完成数计",
    "basis": "第三条“对欠账指标及时发出预警提示单和督办单”",
}


@contextmanager
def clock(year: Year, when: str) -> Iterator[Act]:
    """The clock at work, as a tick has it."""
    with year.database.write() as tx:
        act = begin(tx, find_act("publish"), door=Door(now=at(when)))
        yield act
        act.close()


def shortfall(act: Act, year: Year) -> int:
    """欠账 of the one target of the year."""
    assignment = act.tx.execute(Assignment.t.select()).one()
    target = act.tx.execute(Target.t.select().where(Target.c.indicator_id == assignment.indicator_id)).one()
    standing = act.tx.execute(Shortfall.t.select().where(Shortfall.c.closed_at.is_(None))).one_or_none()
    if standing is not None:
        return int(standing.id)
    (number,) = insert_rows(
        act.tx,
        Shortfall.t,
        [
            {
                "office_id": act.office_id,
                "assessment_id": year.assessment,
                "assignment_id": assignment.id,
                "target_id": target.id,
                "unit_id": assignment.lead_unit_id,
                "ordinal": 1,
                "title": "城镇新增就业",
                "opened_at": act.now,
                "period": "2019-08",
                "criterion": {},
                "latest_period": "2019-08",
                "expected": Decimal(4000),
                "gap": Decimal(800),
                "is_verified": True,
                "ladder": {},
                "standing": {},
                **dict.fromkeys(("months_running", "rung", "version"), 0),
                "closed_period": "",
            }
        ],
    )
    return number


def drafted(act: Act, year: Year, kind: LetterKind, **told: Any) -> int:
    act.published(year.assessment)
    unit = act.directory.unit_ids[told.pop("unit", "labour")]
    words = {**FACTS, **told.pop("facts", {})}
    asked = {"shortfall_id": shortfall(act, year), "rung": "warning", "reply": WITHIN_FIVE_DAYS, **told}
    return draft(act, kind=kind, assessment_id=year.assessment, unit_id=unit, words=words, **asked)
