"""A message in one line (O12): complete, and as long as an SMS, or a line of a list, may be.

What is too long is said shorter first; then titles are cut at a place where no word breaks. A date is never cut.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

SHORT = "短信："
"""How the line of a template begins that says it in short."""

PAGE = 70
"""Characters of one SMS, the 【签名】 among them."""

LINE = 110
"""Characters of one line in a list."""

SCREEN = 520
"""Characters that a phone shows without being touched: 26 lines of 20."""

ELLIPSIS = "…"
LONGEST_NAME = 12  # of an office, in its 【签名】
LEAST = 4  # so many characters of a title remain, or nobody knows what is meant

# said shorter wherever it still says the same
TERSE = (
    (re.compile(r"（周[一二三四五六日]）"), ""),
    (re.compile(r"尚未收到（(逾期\d+个工作日)）"), r"\1"),
    (re.compile(r"遇休息日顺延至"), "顺延至"),
    (re.compile(r"（原期限\d+月\d+日）"), ""),
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
NAMED = ("by", "reader", "unit", "issuer", "meeting")
# said shorter still where names alone have no room: a date is never lost, a second one loses what it says besides
TERSEST = (
    (re.compile(r"，尚未收到$"), ""),
    (re.compile(r"；告知\d+项"), ""),
    (re.compile(r"，最近一项请于(.+)办理"), r"，最近\1"),
)
BARE = {"before": re.compile(r"（[^）]*）")}

_HALF_WORDS = re.compile(r"[0-9A-Za-z.%,~—-]+$")
NUMERIC = "0123456789.,%"
_STRAY = "，、；：,;:（(“《〔【—-·与和及的 "
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】"}


def sms(template: str, words: Mapping[str, object], *, office: str) -> str:
    """What fits one SMS, the office in front."""
    names = (LONGEST_NAME, 2 * LEAST, LEAST) if office else ()
    return _fit(template, words, signatures=[f"【{shorten(office, length)}】" for length in names] or [""], limit=PAGE)


def line(template: str, words: Mapping[str, object]) -> str:
    """What fits one line of a list, whose heading names the office."""
    return _fit(template, words, signatures=[""], limit=LINE)


def _fit(template: str, words: Mapping[str, object], *, signatures: Sequence[str], limit: int) -> str:
    """At most `limit` characters, with the longest signature that fits; more only where fixed words leave no room."""
    signature = signatures[0]
    told = {name: str(word) for name, word in words.items()}
    for pattern, terse in TERSE:
        if _excess(template, told, signature, limit) > 0:
            told = {name: pattern.sub(terse, word) for name, word in told.items()}
    for least in (2 * LEAST, LEAST):
        for name in (*CUTTABLE, *NAMED):
            excess = _excess(template, told, signature, limit)
            if excess > 0 and f"{{{name}}}" in template:
                told[name] = shorten(told[name], max(len(told[name]) - excess, least))
    if _excess(template, told, signature, limit) > 0:
        told = {name: _tersest(name, word) for name, word in told.items()}
    signature = next((each for each in signatures if _excess(template, told, each, limit) <= 0), signatures[-1])
    return _filled(template, told, signature)


def _tersest(name: str, word: str) -> str:
    for pattern, terse in TERSEST:
        word = pattern.sub(terse, word)
    return BARE[name].sub("", word) if name in BARE else word


def _filled(template: str, told: Mapping[str, str], signature: str) -> str:
    return signature + " ".join(template.format_map(told).split())


def _excess(template: str, told: Mapping[str, str], signature: str, limit: int) -> int:
    return len(_filled(template, told, signature)) - limit


def fitting(lines: Sequence[str], *, room: int) -> Sequence[str]:
    """As many numbered lines as fill the room, and at least one."""
    for place, line in enumerate(lines):
        room -= len(line) + len(f"\n{place}. ")
        if room < 0 and place:
            return lines[:place]
    return lines


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


ENDLESS = 300
DATE = "12月30日（周三）17:00前（遇休息日顺延至12月31日）"
# the longest that each word is in practice; what is not here is a name of a dozen characters
LONGEST: Mapping[str, str] = {
    **dict.fromkeys(("due", "before"), DATE),
    **dict.fromkeys(("subject", "title", "fact", "what", "decision", "verdict", "reason", "words", "brief"), "某" * 60),
    **dict.fromkeys(("unit", "reader", "by", "issuer"), "某" * 24),
    "lateness": "尚未收到（逾期22个工作日）",
    "wait": "已过22个工作日，尚未收到",
    "signed": "12月30日（周三）",
    "since": "自12月30日（周三）起算",
    "number": "某考预警〔2026〕112号",
    "counts": "今日待办32项：逾期12项、今日到期12项；告知12项",
    "soonest": f"，最近一项请于{DATE}办理",
    **dict.fromkeys(("count", "days"), "32"),
    **dict.fromkeys(("text", "rest", "body", "subjects", "difference", "requires", "periods", "done"), "某" * ENDLESS),
}
ORDINARY = "某" * 12


def longest_sms(
    template: str, names: Iterable[str], *, office: str, lists: Mapping[str, str] = MappingProxyType({})
) -> str:
    """An SMS with the longest of everything, as short as it can be made."""
    words = {name: lists.get(name, LONGEST.get(name, ORDINARY)) for name in names}
    return sms(template, words, office=office)
