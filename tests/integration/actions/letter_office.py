"""县考核办 and its letters: what the tests of letters stand on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from actions.acts import Done
from actions.context import Act, begin
from actions.doors import Door
from actions.letters.drafting import draft
from actions.performing import find_act
from config.deadlines import DeadlineRule
from config.letters import LetterKind
from models.assignments import Assignment
from models.indicators import Target
from models.letters import Letter
from models.posts import Post
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


def letter(year: Year, number: int) -> Any:
    return year.one(Letter, id=number)


def warned(year: Year, kind: LetterKind = LetterKind.WARNING, **told: Any) -> int:
    """A letter that the clock drafted on 2019-09-16."""
    with clock(year, "2019-09-16 09:00") as act:
        return drafted(act, year, kind, **told)


def signed(year: Year, number: int, **chosen: Any) -> Done:
    """Presented by the desk, signed by the head of the office the day after."""
    year.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    return year.do("sign_letter", "head", "2019-09-17 10:00", letter=number, **chosen)


def delivered(year: Year, number: int) -> None:
    """Sealed with the scan, and handed over."""
    scan = year.attach_loose("desk", "2019-09-17 15:00", unit="kaohe", title="用印件")
    year.do("seal_letter", "desk", "2019-09-17 15:10", letter=number, sealed_on="2019-09-17", scan=scan)
    year.do("deliver_letter", "desk", "2019-09-17 16:00", letter=number, how="纸质送达")


def owed_about(year: Year, number: int) -> dict[str, str]:
    """What is owed about a letter, by whom and until which day."""
    posts = {row.id: row.code for row in year.rows(Post)}
    rows = year.owed(subject_kind="letter", subject_id=number)
    return {f"{row.kind}/{posts[row.post_id]}": str(row.due_at)[:10] for row in rows}
