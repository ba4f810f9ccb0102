"""A message in one line (O12): complete, and as long as an SMS, or a line of a list, may be.

What is too long is said shorter first; then titles are cut at a place where no word breaks. A date is never cut.
"""

import re
from collections.abc import Mapping

PAGE = 70
"""Characters of one SMS, the 【签名】 among them."""

LINE = 110
"""Characters of one line in a list."""

ELLIPSIS = "…"
LONGEST_NAME = 12  # of an office, in its 【签名】
LEAST = 4  # so many characters of a title remain, or nobody knows what is meant

# said shorter wherever it still says the same
TERSE = (
    (re.compile(r"（周[一二三四五六日]）"), ""),
    (re.compile(r"尚未收到（(逾期\d+个工作日)）"), r"\1"),
    (re.compile(r"遇休息日顺延至"), "顺延至"),
)
# what may be cut, in this order: words that tell more, then what the thing is, then who
CUTTABLE = (
    "reason",
    "brief",
    "words",
    "decision",
    "verdict",
    "difference",
    "title",
    "subject",
    "what",
    "state",
    "fact",
)
NAMED = ("by", "reader", "unit")

_HALF_WORDS = re.compile(r"[0-9A-Za-z.%,~—-]+$")
NUMERIC = "0123456789.,%"
_STRAY = "，、；：,;:（(“《〔【—-·与和及的 "
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】"}


def sms(template: str, words: Mapping[str, object], *, office: str) -> str:
    """What fits one SMS, the office in front."""
    return _fit(template, words, signature=f"【{shorten(office, LONGEST_NAME)}】" if office else "", limit=PAGE)


def line(template: str, words: Mapping[str, object]) -> str:
    """What fits one line of a list, whose heading names the office."""
    return _fit(template, words, signature="", limit=LINE)


def _fit(template: str, words: Mapping[str, object], *, signature: str, limit: int) -> str:
    """At most `limit` characters; more only where a scheme's own fixed words leave no room."""
    told = {name: str(word) for name, word in words.items()}
    for pattern, terse in TERSE:
        if _excess(template, told, signature, limit) > 0:
            told = {name: pattern.sub(terse, word) for name, word in told.items()}
    for least in (2 * LEAST, LEAST):
        for name in (*CUTTABLE, *NAMED):
            excess = _excess(template, told, signature, limit)
            if excess > 0 and f"{{{name}}}" in template:
                told[name] = shorten(told[name], max(len(told[name]) - excess, least))
    return _filled(template, told, signature)


def _filled(template: str, told: Mapping[str, str], signature: str) -> str:
    return signature + " ".join(template.format_map(told).split())


def _excess(template: str, told: Mapping[str, str], signature: str, limit: int) -> int:
    return len(_filled(template, told, signature)) - limit


def shorten(text: str, limit: int) -> str:
    """At most so many characters, the last of them …; of 期次：指标 each part keeps its beginning."""
    if len(text) <= limit:
        return text
    parts = text.split("：")
    if len(parts) > 1 and limit >= len(parts) * (LEAST + 1):
        return _each_shortened(parts, limit)
    return _cut(text, limit)


def _each_shortened(parts: list[str], limit: int) -> str:
    """The longest part gives way first."""
    room = limit - len(parts) + 1
    lengths = [len(part) for part in parts]
    while sum(lengths) > room:
        lengths[lengths.index(max(lengths))] -= 1
    return "：".join(
        part if len(part) <= length else _cut(part, length) for part, length in zip(parts, lengths, strict=True)
    )


def _cut(text: str, limit: int) -> str:
    """Not inside a number or a Latin word, not behind an opened bracket or a mark that waits for more."""
    kept = text[: max(limit - 1, 1)]
    if _is_half_word(text, len(kept)):
        kept = _HALF_WORDS.sub("", kept) or kept
    for opening, closing in _PAIRS.items():
        place = kept.rfind(opening)
        if place > 0 and closing not in kept[place:]:
            kept = kept[:place]
    return (kept.rstrip(_STRAY) or kept) + ELLIPSIS


def _is_half_word(text: str, place: int) -> bool:
    """A number goes with what is counted: 5万名."""
    return text[place - 1] in NUMERIC or (text[place - 1].isascii() and text[place : place + 1].isascii())
