"""Figures as people type them (3,200 · 1.2万 · 56.7%): read exactly, or refused with what is wrong and what to do."""

import re
import unicodedata
from decimal import Decimal, localcontext

from config.errors import KaoheError

DIGITS = 28  # as many as a figure is kept with
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?P<rest>\.\d+)?")
_FACTORS = {"万": 4, "亿": 8}
_CHINESE = re.compile(r"[零〇一二三四五六七八九十百千两]")


class NotAFigure(KaoheError):
    """What was typed is no number; the message says why."""


def read_figure(text: str, *, unit: str = "") -> Decimal | None:
    """The number, exactly; None for nothing typed. `unit`: what it is counted in, which may stand behind it."""
    typed = _plain(text)
    if not typed:
        return None
    own, shown = _plain(unit), text.strip()[:40]
    amount, factor = _apart(typed.removesuffix(own) if own else typed, own, shown)
    found = _NUMBER.fullmatch(amount)
    if found is None or not (found["whole"] or found["rest"]):
        raise NotAFigure(_why(amount, shown, own))
    with localcontext(prec=DIGITS + 20):
        value = Decimal(f"{found['sign']}{found['whole'].replace(',', '') or 0}{found['rest'] or ''}").scaleb(factor)
    if len(value.as_tuple().digits) > DIGITS or value.adjusted() >= DIGITS:
        raise NotAFigure(f"“{shown}”位数太多，最多{DIGITS}位")
    return Decimal(f"{value:f}")


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").replace("，", ",")
    return re.sub(r"\s+", "", normal)


def _apart(typed: str, unit: str, shown: str) -> tuple[str, int]:
    """The digits, and by how many places 万 or 亿 moves them. Of what is counted in 万元, 万 is already said."""
    for word, places in _FACTORS.items():
        if not typed.endswith(word):
            continue
        if unit.startswith(tuple(_FACTORS)):
            raise NotAFigure(f"本项以“{unit}”计，“{shown}”里不要再写“{word}”，请直接填数字")
        return typed.removesuffix(word), places
    return typed, 0


def _why(amount: str, shown: str, unit: str) -> str:
    if "," in amount and re.fullmatch(r"[-+]?[\d,.]+", amount):
        return f"“{shown}”里逗号的位置不对：千分位每三位一个，小数点用“.”"
    if _CHINESE.search(amount):
        return f"“{shown}”请用阿拉伯数字，如 3200 或 1.2万"
    if re.match(r"[-+]?\d", amount) and re.search(r"[^\d.,]+$", amount):
        behind = re.sub(r"^[-+\d.,]+", "", amount)
        counted = f"本项以“{unit}”计" if unit else "本项没有计量单位"
        return f"“{shown}”里的“{behind[:10]}”读不出来，{counted}，请只填数字"
    return f"“{shown}”不是数字，请只填数字，如 3200、3,200 或 1.2万"
