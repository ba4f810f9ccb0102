"""`/office/messages`: 送达台账, every message for whoever it was, what became of it on each channel, and 重发."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select
from starlette.responses import Response

from config.labels import Labelled
from models.outbox import DIGEST, Delivery, OutboxMessage
from models.persons import Person
from models.posts import Post
from models.units import Unit
from states.subjects import SubjectKind
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.listing import cells
from web.listing.cells import Tone
from web.listing.filters import Choice, DayRange, Option, Search, UnitChoice, choice_of
from web.listing.listing import Column, Listing, Order, Phone, Tick
from web.listing.visiting import list_page, unit_names
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("送达台账", "/office/messages", *DESKS, group=Group.HANDLING)])


class Fate(Labelled):
    """What became of a message."""

    WAITING = "waiting", "待发"
    LEASED = "leased", "正在发送"
    SENT = "sent", "已送出"
    FAILED = "failed", "未能送达"
    UNWANTED = "unwanted", "不再需要，没有发"
    MERGED = "merged", "并入摘要"
    HELD = "held", "暂缓"


class Result(Labelled):
    """What a channel answered."""

    SENT = "sent", "送到"
    REFUSED = "refused", "拒收"
    UNSURE = "unsure", "不能确定"


TONES = {
    Fate.WAITING: Tone.WAITING,
    Fate.LEASED: Tone.DOING,
    Fate.SENT: Tone.DONE,
    Fate.FAILED: Tone.RETURNED,
    Fate.UNWANTED: Tone.STOPPED,
    Fate.MERGED: Tone.DOING,
    Fate.HELD: Tone.WAITING,
}
CHANNELS: Mapping[str, str] = {"inbox": "站内信", "system": "其他系统"}
AGAIN = (Fate.SENT.value, Fate.FAILED.value)


@dataclass(frozen=True, slots=True)
class Told:
    """A message, and every attempt on every channel as it really went; addresses are masked where they are kept."""

    row: Any
    tries: Sequence[Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


@pages.get("/office/messages", access=OFFICE)
def messages(visit: Visit) -> Response:
    """The latest first; by person, unit, kind, state and day."""
    return list_page(visit, "office/messages.html", _listing(visit), channels=CHANNELS, result=Result)


def _listing(visit: Visit) -> Listing:
    lines = (
        select(
            OutboxMessage.c.id,
            OutboxMessage.c.kind,
            OutboxMessage.c.subject,
            OutboxMessage.c.body,
            OutboxMessage.c.why,
            OutboxMessage.c.state,
            OutboxMessage.c.reason,
            OutboxMessage.c.created_at,
            OutboxMessage.c.finished_at,
            OutboxMessage.c.person_id,
            Person.c.name.label("person"),
            Post.c.title.label("post"),
            func.coalesce(OutboxMessage.c.unit_id, Post.c.unit_id).label("at_unit"),
            Unit.c.name.label("unit"),
        )
        .select_from(OutboxMessage.t)
        .outerjoin(Person.t, Person.c.id == OutboxMessage.c.person_id)
        .outerjoin(Post.t, Post.c.id == OutboxMessage.c.post_id)
        .outerjoin(Unit.t, Unit.c.id == func.coalesce(OutboxMessage.c.unit_id, Post.c.unit_id))
        .where(OutboxMessage.c.office_id == visit.at.office_id, visit.sees(SubjectKind.MESSAGE))
        .subquery()
    )
    return Listing(
        title="送达台账",
        statement=select(lines),
        key=lines.c.id,
        columns=(
            Column("at", "时间", cells.moment("created_at"), sort=lines.c.created_at, descends=True),
            Column("whom", "收件人", cells.text(_whom), sort=lines.c.person),
            Column("subject", "消息", cells.own("subject"), phone=Phone.HEADING),
            Column("state", "结果", cells.word(lambda row: Fate(row.state), tones=TONES), sort=lines.c.state),
            Column("why", "原因", cells.text("reason")),
            Column("tries", "渠道", cells.own(_tries)),
        ),
        order=Order((lines.c.created_at.desc(), lines.c.id.desc()), says="按时间，最近的在前"),
        filters=(
            Search(texts=(lines.c.subject, lines.c.person, lines.c.post)),
            UnitChoice("unit", "单位", lines.c.at_unit, unit_names(visit.directory)),
            choice_of("state", "结果", lines.c.state, Fate),
            Choice("kind", "种类", _kinds(visit, lines)),
            DayRange("at", "日期", lines.c.created_at),
        ),
        empty="还没有发过消息",
        advice="系统按方案的时限和阶梯提醒各单位，发出的每一条都记在这里。",
        read=_with_tries,
        tick=Tick(
            name="messages[]",
            form="again",
            value=lambda row: str(row.id),
            label=lambda row: row.subject,
            may=lambda row: row.state in AGAIN,
        ),
    )


KINDS: Mapping[str, str] = {
    DIGEST: "摘要",
    "reminder": "到期提醒",
    "urge": "催报",
    "urged_by_hand": "人工催办",
    "to_do": "待办",
    "desk": "待办一览",
    "window_opened": "填报开始",
    "returned": "退回修改",
    "announcement": "通知",
    "letter_delivered": "文书送达",
    "letter_drafted": "文书拟稿",
    "present_to_leader": "呈阅",
    "plea_asked": "申请",
    "plea_answered": "申请答复",
}
"""The kinds that an office asks after; every other is found by its words."""


def _kinds(visit: Visit, lines: Any) -> tuple[Option, ...]:
    return tuple(Option(kind, visit.words.say(label), lines.c.kind == kind) for kind, label in KINDS.items())


def _whom(row: Any) -> str:
    """By post, as offices do; a group by its unit."""
    return " ".join(dict.fromkeys(filter(None, (row.unit, row.post, row.person)))) or "其他系统"


def _tries(row: Any) -> str:
    """For the export."""
    told = (f"{CHANNELS.get(one.channel, one.channel)}{Result(one.result).label}" for one in row.tries)
    return "；".join(told)


def _with_tries(tx: Connection, rows: Sequence[Any]) -> list[Told]:
    query = select(Delivery.t).where(Delivery.c.message_id.in_([row.id for row in rows]))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for one in tx.execute(query.order_by(Delivery.c.attempt, Delivery.c.id)):
        found[one.message_id].append(one)
    return [Told(row, found[row.id]) for row in rows]
