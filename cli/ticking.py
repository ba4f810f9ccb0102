"""`kaohe tick` and `kaohe deliver`: the acts of the clock, without Prefect."""

from dataclasses import asdict

from actions.delivering import deliver as deliver_messages
from actions.letters.printed import keep_prints
from actions.ran import delivery_words, tick_words
from actions.ticking import tick as tick_once
from cli.clock import as_of, read_clock
from cli.opening import opened
from cli.speaking import answer, page, progress
from config.settings import read_settings
from documents.evidence_stores import store_of
from documents.letters.desk import desk_of
from models.anchors import keep_last_anchor
from notifiers.choosing import notifier_of

TICK, DELIVER = "kaohe.tick/1", "kaohe.deliver/1"


def tick(moment: str | None, *, as_json: bool) -> int:
    now, settings = as_of(moment), read_settings()
    with opened(settings) as database, progress("办理到点的事"):
        counts = asdict(tick_once(database, now=now))
        counts["printed"] = keep_prints(database, store_of(settings), desk_of(settings), now=now)
        if moment is None:
            # A moment that was only supposed keeps nothing outside the database.
            keep_last_anchor(database, settings.seals, now=now)
    if as_json:
        answer(TICK, {"as_of": now, **counts})
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
        page().print(f"{now:%Y-%m-%d %H:%M}　{delivery_words(asdict(counts))}", soft_wrap=True)
    return 0
