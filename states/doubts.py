"""Doubts (存疑): signals, not walls (O28). Each passes with a written 说明 that the reviewer sees."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from rapidfuzz import fuzz

from config.policy import CopiedText

DIGITS = 60  # figures have up to 28: their sums stay exact
NUMBER = re.compile(r"\d+(?:\.\d+)?")
JUMP = 3  # times the usual month
SHORT, REPEATED = 10, 95  # characters; how alike two texts are, of a hundred
SAME_PAIRS = Decimal("0.9")  # so much of a text made of its parent's own words is the parent in another order


@dataclass(frozen=True, slots=True)
class Doubt:
    """`about` tells apart several doubts of one code: the item, the target."""

    code: str
    sentence: str
    about: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}:{self.about}" if self.about else self.code


def unexplained(doubts: Iterable[Doubt], explanations: Mapping[str, str]) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in doubts if not explanations.get(doubt.key, "").strip())


def sum_of_children(children: Iterable[Decimal], *, target: Decimal, unit: str, about: str) -> Doubt | None:
    """R0.11, E39: the parts do not make up the whole, or make up more than it (层层加码)."""
    with localcontext(prec=DIGITS):
        total = sum(children, Decimal(0))
        gap = total - target
    if gap == 0:
        return None
    code, word = ("short_sum", "少") if gap < 0 else ("over_sum", "多")
    sentence = f"“{about}”分解合计{_said(total)}{unit}，比目标{_said(target)}{unit}{word}{_said(gap.copy_abs())}{unit}"
    return Doubt(code, sentence, about)


def copied_text(parent: str, child: str, *, limits: CopiedText, about: str) -> Doubt | None:
    """R0.10: 照抄 where the whole is alike, 机械肢解 where a piece is cut out or the words only change places."""
    whole, part = _plain(parent), _plain(child)
    if not part or not whole:
        return None
    ratio, partial = Decimal(str(fuzz.ratio(whole, part))), Decimal(str(fuzz.partial_ratio(whole, part)))
    if ratio >= limits.ratio:
        return Doubt("copied_text", f"“{about}”与一级指标原文相似{ratio:.0f}%，疑似照抄", about)
    # a short title inside a longer sentence is no piece cut out of it
    if (partial >= limits.partial and len(part) <= len(whole)) or _adds_nothing(whole, part):
        return Doubt("cut_text", f"“{about}”的内容都出自一级指标原文，疑似机械肢解", about)
    return None


def falling_cumulative(value: Decimal, *, before: Decimal, unit: str, about: str) -> Doubt | None:
    """A 累计 that falls needs a reason."""
    if value >= before:
        return None
    sentence = f"“{about}”本次累计{_said(value)}{unit}，低于上期累计{_said(before)}{unit}"
    return Doubt("falling_cumulative", sentence, about)


def jumping_period(value: Decimal, *, earlier: Sequence[Decimal], unit: str, about: str) -> Doubt | None:
    """A month that brings several times what the months before it brought is asked about; two months make a habit."""
    if len(earlier) < 2:
        return None
    with localcontext(prec=DIGITS):
        usual = sum(earlier, Decimal(0)) / len(earlier)
        if usual <= 0 or value <= usual * JUMP:
            return None
        times = (value / usual).quantize(Decimal("0.1"))
        usual = usual.quantize(Decimal("0.01"))
    sentence = f"“{about}”本期完成{_said(value)}{unit}，是此前各期平均（{_said(usual)}{unit}）的{_said(times)}倍"
    return Doubt("jumping_period", sentence, about)


def repeated_text(now: str, *, before: str, about: str) -> Doubt | None:
    """The words of last time once more. A word or two may well be the same."""
    new, old = _plain(now), _plain(before)
    if len(new) < SHORT or fuzz.ratio(old, new) < REPEATED:
        return None
    return Doubt("repeated_text", f"“{about}”与上期的文字基本相同", about)


def _plain(text: str) -> str:
    """NFKC, without punctuation and space: `5 万名，` and `5万名` are one text."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if unicodedata.category(letter)[0] in "LN")


def _adds_nothing(whole: str, part: str) -> bool:
    """No new number, and hardly a pair of neighbouring characters that the parent does not have."""
    pairs = [part[at : at + 2] for at in range(len(part) - 1)]
    if not pairs or not set(NUMBER.findall(part)) <= set(NUMBER.findall(whole)):
        return False
    known = sum(pair in whole for pair in pairs)
    return Decimal(known) / len(pairs) >= SAME_PAIRS


def _said(number: Decimal) -> str:
    """As a person writes it: no exponent, no trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
