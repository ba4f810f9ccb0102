"""`kaohe tick` and `kaohe deliver`: the acts of the clock, without Prefect."""

from dataclasses import asdict

from actions.delivering import DeliveryCounts
from actions.delivering import deliver as deliver_messages
from actions.ticking import TickCounts
from actions.ticking import tick as tick_once
from cli.clock import as_of, read_clock
from cli.opening import opened
from cli.speaking import answer, page, progress
from config.settings import read_settings
from models.anchors import keep_last_anchor
from notifiers.choosing import notifier_of

TICK, DELIVER = "kaohe.tick/1", "kaohe.deliver/1"


def tick(moment: str | None, *, as_json: bool) -> int:
    now, settings = as_of(moment), read_settings()
    with opened(settings) as database, progress("办理到点的事"):
        counts = tick_once(database, now=now)
        if moment is None:
            # A moment that was only supposed keeps nothing outside the database.
            keep_last_anchor(database, settings.seals, now=now)
    if as_json:
        answer(TICK, {"as_of": now, **asdict(counts)})
    else:
        page().print(f"{now:%Y-%m-%d %H:%M}　{tick_words(counts)}", soft_wrap=True)
    return 0


def deliver(moment: str | None, *, as_json: bool) -> int:
    now, settings = as_of(moment), read_settings()
    with opened(settings) as database, progress("发送消息"):
        counts = deliver_messages(database, notifier_of(settings, clock=read_clock), now=now)
    if as_json:
        answer(DELIVER, {"as_of": now, **asdict(counts)})
    else:
        page().print(f"{now:%Y-%m-%d %H:%M}　{delivery_words(counts)}", soft_wrap=True)
    return 0


def tick_words(counts: TickCounts) -> str:
    told = [
        (counts.opened, "开启填报 {} 次"),
        (counts.reminded, "提醒 {} 条"),
        (counts.climbed, "逐级催办 {} 项"),
        (counts.confirmed, "期满确认 {} 条"),
        (counts.noticed, "公示期满 {} 项"),
        (counts.laid, "一票否决提交审定 {} 件"),
        (counts.sealed, "封存履历 {} 行"),
        (counts.set_aside, "搁置 {} 项，原因见 kaohe doctor"),
    ]
    said = "，".join(words.format(number) for number, words in told if number)
    return f"{said or '没有到点的事'}（查看 {counts.looked} 项）。"


def delivery_words(counts: DeliveryCounts) -> str:
    told = [
        (counts.sent, "送达 {} 条"),
        (counts.retried, "稍后重发 {} 条"),
        (counts.failed, "未能送达 {} 条，原因见 kaohe doctor"),
        (counts.unwanted, "已办结不再发送 {} 条"),
    ]
    said = "，".join(words.format(number) for number, words in told if number)
    return f"{said}。" if said else "没有要发的消息。"
