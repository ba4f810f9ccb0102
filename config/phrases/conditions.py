"""What a phrase adds to its day: 含当日, 遇节假日顺延, 17:00截止, 宽限3个工作日, 当日起算."""

import re

from config.phrases.amounts import AMOUNT, amount_of
from config.phrases.doubting import Doubt, doubtful
from config.phrases.drafts import Draft
from config.phrases.hours import take_hour
from config.phrases.scanning import Scanner
from config.phrases.text import Found

_FREE = r"(?:国家)?(?:法定)?(?:节假日|休假日|休息日|公休日|非工作日|双休日|假期|假日|周末|周六日)"
_REST = (
    rf"(?:如|若|凡)?(?:适逢|[遇逢])?(?P<free>{_FREE}(?:[、和及或与]{_FREE})*)"
    r"(?:的|时)?,?(?:则|应|均|一律|相应|自动|依次)*"
)
_FORWARD = (
    r"(?P<forward>(?:[往向]?后)?(?:顺延|推迟|延后|后延)"
    r"(?:[至到](?:节后|节假日后|休息日后|其后|下|之后)?的?第?1个?工作日)?)"
)
_BACK = r"(?P<back>(?:[往向]前)?提前(?:[至到](?:节前|节假日前|休息日前|[上前]|之前)?的?(?:最后|第)?1个?工作日)?(?!\d))"
_NONE = r"(?P<none>不变|不再?顺延|不予顺延|不提前|不作?调整|照常)"
_INCLUSIVE = re.compile(
    r"(?P<no>不)?(?:含|包含|包括)(?:当[日天]|本[日天]|该日|截止日|(?:\d{1,2}月)?\d{1,2}日)?(?:在内)?"
)
_ROLL = re.compile(rf"{_REST}(?:{_FORWARD}|{_BACK}|{_NONE})")
_REST_ALONE = re.compile(_REST)
_GRACE = re.compile(rf"(?:可|允许|给予|另)?宽限期?(?:[为至:])?{AMOUNT}")
_GRACE_ALONE = re.compile(r"(?:可|允许|给予|另)?(?:适当)?宽限期?")
_COUNT = re.compile(
    r"(?:从|自)?(?P<day>当|次)[日天]起?(?:开始)?(?:起算|计算)|(?:首|开始当|当)日不计(?:入|算)?(?:在内)?"
)
_UNTIL = re.compile(r"(?:截止|为止|止|之?前|以前)")
_ONLY_WEEKENDS = re.compile(r"(?:(?:双休日|周末|周六日)[、和及或与]?)+")
_COMMA, _OPEN, _BETWEEN, _CLOSE = (re.compile(sign) for sign in (",", r"\(", "[,、;]", r"\)"))


def take_conditions(scanner: Scanner) -> Draft:
    """Every condition that follows, in brackets or after a comma."""
    draft: Draft = {}
    while True:
        start = scanner.place
        if scanner.take(_OPEN):
            found = _bracketed(scanner)
        else:
            found = take_condition(scanner) if scanner.take(_COMMA) else None
        if found is None:
            scanner.place = start
            return draft
        draft |= found


def _bracketed(scanner: Scanner) -> Draft | None:
    draft = take_condition(scanner)
    while draft is not None and scanner.take(_BETWEEN):
        more = take_condition(scanner)
        draft = None if more is None else draft | more
    return draft if draft is not None and scanner.take(_CLOSE) else None


def take_condition(scanner: Scanner) -> Draft | None:
    if found := scanner.take(_INCLUSIVE):
        return {"inclusive": not found["no"]}
    if found := scanner.take(_ROLL):
        return {"roll": _roll(found)}
    if found := scanner.take(_COUNT):
        return {"count_from": "same_day" if found["day"] == "当" else "next_day"}
    if found := scanner.take(_GRACE):
        n, unit = amount_of(found)
        return {"grace": {"n": n, "unit": unit}}
    _refuse_half_said(scanner)
    start = scanner.place
    hour = take_hour(scanner)
    if hour and scanner.take(_UNTIL):
        return {"cutoff": hour.cutoff} if hour.cutoff else {}
    scanner.place = start
    return None


def _roll(found: Found) -> str:
    if _ONLY_WEEKENDS.fullmatch(found["free"]):
        raise doubtful(found, "没有说法定节假日怎么办", "节假日和休息日", "休息日", part="free")
    return next(way for way in ("forward", "back", "none") if found[way])


def _refuse_half_said(scanner: Scanner) -> None:
    if found := scanner.take(_REST_ALONE):
        ways = ("遇休息日顺延", "遇休息日提前", "遇休息日不变")
        end = len(scanner.text) if not re.search("[;。,)]", scanner.rest) else found.end()
        raise Doubt(found.start(), end, "没有说顺延还是提前", instead=ways)
    if found := scanner.take(_GRACE_ALONE):
        raise doubtful(found, "没有说宽限多少", "宽限3个工作日", "宽限24小时")
