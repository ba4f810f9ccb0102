"""Numbers and points as notices write them."""

import re
from decimal import Decimal

NUMBER = r"\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?"
_IN_WORDS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

POINTS = re.compile(
    rf"[（【](?:共|满分|总分|计|分值：?|合计|总计|权重：?)?(?P<points>{NUMBER})分(?P<more>[，,；、]?[^（）【】\n]{{0,60}})[）】]"
)
"""(40 分), （共0.4分）, (60 分, 标注★的为…)."""

MARKED_OUT = re.compile(r"(?P<points>[A-Za-z]\.\d+|\d*[A-Za-z]+\d*(?:\.\d+)?)分")
"""M.5分: a letter where a digit should be."""


def decimal_of(words: str) -> Decimal:
    plain = words.replace(",", "")
    return Decimal(_IN_WORDS[plain]) if plain in _IN_WORDS else Decimal(plain)
