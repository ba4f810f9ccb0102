"""`kaohe notify`: which channels there are, and what each answers to a test message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from cli.clock import read_clock
from cli.groups import WRONG
from cli.opening import opened
from cli.speaking import answer, page, progress
from cli.surroundings import why_not
from config.errors import KaoheError
from config.settings import Settings, read_settings
from documents.messages import compose
from models.contacts import channels_in_use
from models.listeners import listeners_in_use
from models.vault import Vault, WrongKey, vault_of
from notifiers.choosing import notifier_of
from notifiers.masking import masked
from notifiers.sending import Notifier
from states.transport import Answer, Message, Refused, Sent

TEST, CHANNELS = "kaohe.notify-test/1", "kaohe.notify-channels/1"
MARKS = {"sent": ("✓", "green"), "refused": ("✗", "bold red"), "unsure": ("?", "yellow")}
KINDS = {"person": "人员", "unit": "单位", "listener": "系统"}
TEST_EVENT = "kaohe.test"
SHOWN = 3


class NobodyThere(KaoheError):
    """Nobody of that code has such a channel."""


@dataclass(frozen=True, slots=True)
class Line:
    """One channel and what it answered."""

    row: Any
    target: str
    answer: Answer

    @property
    def result(self) -> str:
        return type(self.answer).__name__.lower()

    @property
    def words(self) -> str:
        return self.answer.receipt if isinstance(self.answer, Sent) else self.answer.reason


def test(to: str, *, channel: str | None, as_json: bool) -> int:
    now, settings = read_clock(), read_settings()
    with opened(settings) as database, database.read() as connection:
        rows = whose(_everything(connection), to, channel=channel)
        vault = vault_of(connection)
    notifier = notifier_of(settings, clock=read_clock)
    with progress("发送测试消息"):
        lines = [_tried(notifier, vault, row, now=now) for row in rows]
    if as_json:
        answer(TEST, _told(lines, settings, now=now))
    else:
        _show(lines, settings)
    return 0 if all(line.result == "sent" for line in lines) else WRONG


def _everything(connection: Connection) -> Sequence[Any]:
    """Who is reached how: persons, units, and the systems that are told of events."""
    return [*channels_in_use(connection), *listeners_in_use(connection)]


def whose(rows: Sequence[Any], to: str, *, channel: str | None) -> Sequence[Any]:
    """The channels of the person or unit that is meant; `unit:code` and `office/code` tell them apart."""
    kind, _, code = to.rpartition(":")
    office, _, code = code.rpartition("/")
    found = [
        row
        for row in rows
        if row.code == code and kind in ("", row.kind) and office in ("", row.office) and (row.office or not office)
    ]
    owners = list(dict.fromkeys((row.kind, row.office) for row in found))
    if len(owners) > 1:
        named = "、".join(f"{kind}:{office}/{code}" if office else f"{kind}:{code}" for kind, office in owners)
        raise NobodyThere(f"“{to}”不止一个，请写明是哪一个：{named}")
    if not found:
        meant = get_close_matches(code, sorted({row.code for row in rows}), n=SHOWN, cutoff=0.5)
        hint = f"，是不是 {'、'.join(meant)}" if meant else "，用 kaohe act set_channel 登记"
        raise NobodyThere(f"没有编码为“{to}”的人员或单位登记过消息渠道{hint}")
    chosen = [row for row in found if channel in (None, row.channel)]
    if not chosen:
        raise NobodyThere(f"“{to}”没有渠道“{channel}”，登记的有：{'、'.join(row.channel for row in found)}")
    return chosen


def _tried(notifier: Notifier, vault: Vault, row: Any, *, now: datetime) -> Line:
    try:
        target = vault.open(row.target)
    except WrongKey as error:
        return Line(row, "***", Refused(str(error), permanent=False))
    words = compose("channel_test", overrides={}, channel=row.channel, sent_at=f"{now:%m月%d日%H:%M:%S}")
    key = f"channel-test:{row.kind}:{row.code}:{row.channel}:{now.isoformat()}"
    data = _event(row, key, now=now) if row.kind == "listener" else None
    message = Message(words.subject, words.body, key=key, dated=now, data=data)
    return Line(row, masked(target), notifier.send(message, target))


def _event(row: Any, key: str, *, now: datetime) -> dict[str, Any]:
    """One that no automation of an office waits for."""
    resource = {"id": f"kaohe.listener.{row.code}", "name": row.name}
    told = {"event": TEST_EVENT, "occurred": now.isoformat(), "resource": resource, "related": [], "payload": {}}
    return {"id": str(uuid5(NAMESPACE_URL, key)), **told}


def _told(lines: Sequence[Line], settings: Settings, *, now: datetime) -> dict[str, Any]:
    results = [
        {
            "channel": line.row.channel,
            "target": line.target,
            "result": line.result,
            "permanent": isinstance(line.answer, Refused) and line.answer.permanent,
            "again_after_seconds": _pause(line.answer),
            "words": line.words,
        }
        for line in lines
    ]
    first = lines[0].row
    to = {"kind": first.kind, "code": first.code, "name": first.name}
    ok = all(line.result == "sent" for line in lines)
    return {"ok": ok, "at": now, "to": to, "delivery": settings.delivery, "results": results}


def _pause(given: Answer) -> int | None:
    pause = given.again_after if isinstance(given, Refused) else None
    return None if pause is None else int(pause.total_seconds())


def _show(lines: Sequence[Line], settings: Settings) -> None:
    console = page()
    if settings.delivery == "folder":
        console.print(f"KAOHE_DELIVERY=folder：消息只写入 {settings.outbox}，没有经过渠道。", soft_wrap=True)
    for line in lines:
        mark, style = MARKS[line.result]
        said = f"{line.row.channel}（{line.target}）：{_sentence(line)}"
        console.print(Text(mark, style=style), Text(said), soft_wrap=True)


def _sentence(line: Line) -> str:
    if isinstance(line.answer, Sent):
        return f"已送出，对方答复 {line.words}"
    if isinstance(line.answer, Refused):
        return f"没有送出，{'再试也一样' if line.answer.permanent else '稍后可以再试'}：{line.words}"
    return f"不能确定是否送到：{line.words}"


def channels(*, as_json: bool) -> int:
    with opened() as database, database.read() as connection:
        rows, vault = _everything(connection), vault_of(connection)
        items = [_item(vault, row) for row in rows]
    if as_json:
        answer(CHANNELS, {"ok": not any(item["fault"] for item in items), "items": items})
    else:
        _list(items)
    return WRONG if any(item["fault"] for item in items) else 0


def _item(vault: Vault, row: Any) -> dict[str, Any]:
    fault = why_not(vault, row.target)
    try:
        target = masked(vault.open(row.target))
    except WrongKey:
        target = "***"
    named = {"kind": row.kind, "office": row.office, "code": row.code, "name": row.name}
    return {**named, "channel": row.channel, "priority": row.priority, "target": target, "fault": fault}


def _list(items: Sequence[dict[str, Any]]) -> None:
    console = page()
    if not items:
        console.print("还没有登记消息渠道，只收站内信。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("谁的", "渠道", "次序", "发往", ""):
        table.add_column(heading, overflow="fold")
    for item in items:
        whose_it_is = f"{KINDS[item['kind']]} {item['code']} {item['name']}"
        fault = Text(item["fault"], style="bold red")
        table.add_row(Text(whose_it_is), Text(item["channel"]), str(item["priority"]), Text(item["target"]), fault)
    console.print(table)
