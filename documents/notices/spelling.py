"""One spelling: simplified letters, half-width digits, Chinese punctuation."""

import unicodedata
from functools import lru_cache

import opencc

_SIMPLIFIED = opencc.OpenCC("t2s")
_WIDE = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "∶": "：", "﹕": "："}
_SAME = {
    "〜": "～", "~": "～", "∼": "～", "–": "—", "―": "—", "─": "—", "﹣": "-", "−": "-",
    "[": "〔", "]": "〕", "［": "〔", "］": "〕", "｟": "〔", "〖": "【", "〗": "】",
    "「": "“", "」": "”", "『": "“", "』": "”", "＂": "”", "☆": "★", "⭐": "★", "＋": "+", "╳": "×", "✕": "×",
}  # fmt: skip
_TRADITIONAL = 3  # of a hundred letters
_LOOKED_AT = 20_000


@lru_cache(maxsize=65536)
def letter_of(letter: str) -> str:
    """The letter in one width and one set of marks; always one letter for one, so that places stay."""
    if letter in _SAME:
        return _SAME[letter]
    if "\uff01" <= letter <= "\uff5e":
        letter = unicodedata.normalize("NFKC", letter)
    letter = _SAME.get(letter, letter)
    return _WIDE.get(letter, letter)


@lru_cache(maxsize=65536)
def simplified(letter: str) -> str:
    """Letter by letter: what a word of several letters would become does not keep its places."""
    if letter.isascii():
        return letter
    said = _SIMPLIFIED.convert(letter)
    return said if len(said) == 1 else letter


def is_traditional(text: str) -> bool:
    """A text in simplified letters keeps its 乾隆 and 瞭望."""
    chinese = [letter for letter in text[:_LOOKED_AT] if "\u4e00" <= letter <= "\u9fff"]
    return 100 * sum(simplified(letter) != letter for letter in chinese) > _TRADITIONAL * len(chinese)


def in_context(letter: str, before: str, after: str) -> str:
    """A colon between two digits is a clock, a comma before three of them a thousand: neither is a stop."""
    if letter == "：" and before.isdecimal() and after[:1].isdecimal():
        return ":"
    if (
        letter == "，"
        and before.isdecimal()
        and after[:3].isdecimal()
        and len(after) > 2
        and not after[3:4].isdecimal()
    ):
        return ","
    return letter


def is_chinese(letter: str) -> bool:
    """A Chinese letter, or a mark that only Chinese text has: no blank is wanted beside it."""
    return (
        "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter in _MARKS or letter >= "\U00020000"
    )


_MARKS = frozenset("，。；：？！（）【】《》〈〉〔〕“”‘’、—…～％×★·○〇")
