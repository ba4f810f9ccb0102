"""A count from a day or an event: 后3个工作日内, 之日起20个工作日内, 提前2个工作日, 前24小时."""

import re

from config.phrases.amounts import AMOUNT, amount_of
from config.phrases.doubting import doubtful
from config.phrases.drafts import Draft
from config.phrases.scanning import Scanner
from config.phrases.text import Found

_AFTER = re.compile(
    rf"(?P<from>之日起|之日后|当[日天]起|次[日天]起|起|之后|以后|后)的?,?(?:第)?{AMOUNT}(?P<within>以内|之内|内|之前|以前|前)?"
)
_BEFORE = re.compile(
    rf"(?:(?:之前|以前|前)?的?(?:至少|不少于)?提前(?:至少|不少于)?|(?:之前|以前|前)的?(?:至少|不少于)?)"
    rf"{AMOUNT}(?P<within>以内|之内|内|以上)?"
)
_SOON = re.compile(
    r"(?:之日起|之后|以后|后|起)的?(?P<soon>第一时间|及时|立即|立刻|马上|即时|尽快|尽早|近期|限期|数日内?|若干日内?|[几数]个工作日内?|规定时[间限]内)"
)


def take_count(scanner: Scanner, anchor: Draft, *, is_event: bool) -> Draft | None:
    """The rule that counts from the anchor, if a count follows it."""
    if found := scanner.take(_SOON):
        raise doubtful(found, "没有说多长时间", "1个工作日内", "24小时内", part="soon")
    if found := scanner.take(_AFTER):
        return {**_counted(found, anchor, "after"), **_start(found, is_event=is_event)}
    if found := scanner.take(_BEFORE):
        if found["within"] in ("以内", "之内", "内"):
            instead = (found[0].removesuffix(found["within"]), "前")
            raise doubtful(found, "没有说是这段时间的开始还是结束", *instead)
        return _counted(found, anchor, "before")
    return None


def _counted(found: Found, anchor: Draft, direction: str) -> Draft:
    n, unit = amount_of(found)
    return {"kind": "offset", "n": n, "unit": unit, "direction": direction, "anchor": anchor}


def _start(found: Found, *, is_event: bool) -> Draft:
    """之日起 counts from the day after (民法典第二百零一条); whether “1日起” counts the first is not certain."""
    begins = found["from"]
    if begins[0] == "当" or (begins == "起" and not is_event):
        if found["unit"] == "小时":
            return {}
        after = found[0][found.end("from") - found.start() :]
        raise doubtful(found, "没有说起算的当日算不算", f"后{after},次日起算", f"后{after},当日起算")
    return {}
