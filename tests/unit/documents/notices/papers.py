"""Papers for tests: a text as a file would give it, line by line."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from documents.notices.noise import noise_of
from documents.notices.normal import normalised
from documents.notices.paper import Paper, Place, Stretch

# The source documents are no part of the repository; where they lie beside it, the reader is held to them.
SEEDS = Path(__file__).parents[4].parent / "shared" / "seeds"


def paper_of(text: str, name: str = "通知.txt") -> Paper:
    return Paper(name, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, tuple(_lines(text)))


def _lines(text: str) -> Iterator[Stretch]:
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        yield Stretch(start, start + len(line), Place(line=number))
        start += len(line) + 1


def plain(text: str) -> str:
    """A quote in one spelling, without blanks: as it is compared with what was read from it."""
    return re.sub(r"\s", "", normalised(text, noise_of(text)).text)


_LINES = """一、 （一） 1. 1、 （1） 第一部分 附件1 附件： 【 】 （ ） 牵头 （办公室牵头） （12分） （M.5分） ★
分 扣0.5分
每次 每少一次 98%以上得0.2分 75%-100%（含75%，不含100%） 5万名 80%以上 5月13日17:00前 每月15日前
提前两天 当月最后一个工作日前 其中： 就业12分；社保8分。 由市教育部门负责牵头 关于考核的通知 ×办〔2026〕1号 2026年5月5日
甲 乙 3 。 ； ， × 目標(biāo) <p> | 一级指标\t考评细则\t分值 甲\t乙\t3 甲（5分）\t未报送的，每次扣0.5分。\t5"""
_WORDS = st.sampled_from([*(word for line in _LINES.split("\n") for word in line.split(" ")), "\t", "\n", "\n\n", " "])
PASTED = st.lists(_WORDS, max_size=60).map("".join)
"""Words of notices in any order, with tabs and line ends between them."""
