"""Targets in a text: 80%以上, 不低于4次, 5万名, 达到95%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from config.figures import Comparator
from documents.notices.amounts import NUMBER, decimal_of
from documents.notices.passages import Passage, Told

_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "亿": 100_000_000}
_UNITS = (
    "% ‰ 个百分点 平方公里 平方米 立方米 公里 千米 米 亩 公顷 千瓦时 度 吨 公斤 斤 元",
    "人次 件次 场次 家次 名 人 户 个 家 次 件 项 套 处 所 条 座 场 篇 例 起 期 辆 台 只 头 株 间 张 份 种 批 位",
    "天 日 小时 工作日 支 对 组 村 宗 笔 部 类 门 本 册",
)
_UNIT = "|".join(word for line in _UNITS for word in line.split())
_WORDS_BEFORE = (
    "不低于 不少于 不得低于 不得少于 至少 达到 达 增长到 增长 保持在 控制在 不超过 不高于 不得超过 不得高于 不大于",
    "超过 高于 低于 少于 ≥ ≤ > < 等于 为 对 资助 帮扶 完成 建成 新增 培训",
)
_BEFORE = f"(?P<before>{'|'.join(word for line in _WORDS_BEFORE for word in line.split())})?"
_AFTER = r"(?P<after>以上|及以上|以内|以下|及以下|左右)?"
_TARGET = re.compile(
    rf"{_BEFORE}(?P<number>(?<![\d.第年月\-—]){NUMBER})(?P<times>[十百]?[万亿]|[百千](?!米|瓦))?余?(?P<unit>{_UNIT})?{_AFTER}"
)
_WORD = re.compile(
    r"组[织长团]|人[民员才大社均]|家庭|个[人体]|场所|部[门分]|件次?数|天然|户籍|项目|项(?:考核)?指标|条例|位次|名[称单次]"
)
_AT_MOST = {"不超过", "不高于", "不得超过", "不得高于", "不大于", "控制在", "≤"}
_MORE = {"超过", "高于", ">"}
_LESS = {"低于", "少于", "<"}
_NOT_A_TARGET = re.compile(r"分|年|月|号|时|点|条|届|岁|期|[—\-～~至]\d|\.\d|位")
_NOT_BEFORE = re.compile(r"(?:占|前|后|第|扣|加|减|每|得分|分值的?)$")
_MEASURED = frozenset("元 亩 公顷 吨 公斤 斤 平方米 平方公里 立方米 公里 米 千瓦时 度".split())  # noqa: SIM905 -- read as one line
_STEP = re.compile(r"每[^，。；]{0,12}$")
_PRICE = re.compile(
    r"(?:（[^（）]{0,16}）)?[^，。；、\d]{0,8}(?:得|扣|加|减|计)(?:基本分|满分|\d+(?:\.\d+)?分)|(?:的)?(?:，)?不得分"
)
_NO_UNIT_OF = frozenset({"日", "条", "期", "部", "类", "门", "位"})


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """`name` is what is counted, in the writer's words around the number."""

    name: Told[str]
    value: Told[Decimal]
    unit: Told[str]
    comparator: Comparator
    words: Told[str]


def targets_in(passage: Passage) -> tuple[FoundTarget, ...]:
    return tuple(_targets(passage))


def _targets(passage: Passage) -> Iterator[FoundTarget]:
    for found in _TARGET.finditer(passage.text):
        unit = found["unit"]
        if unit is None or (unit in _NO_UNIT_OF and not found["before"]):
            continue
        if _NOT_A_TARGET.match(passage.text[found.end() : found.end() + 2]) and not found["after"]:
            continue
        if _WORD.match(passage.text, found.start("unit")) and not found["after"]:
            continue
        if _is_a_name(passage.text, found) or _NOT_BEFORE.search(
            passage.text, max(0, found.start() - 6), found.start()
        ):
            continue
        if _is_priced(passage.text, found):
            continue
        value, unit_start, end = _amount(found)
        yield FoundTarget(
            _name(passage, found),
            passage.told(value, found.start("number"), end),
            passage.told(passage.text[unit_start : found.end("unit")], unit_start, found.end("unit")),
            _comparator(found["before"] or "", found["after"] or ""),
            passage.found(found),
        )


def _amount(found: re.Match[str]) -> tuple[Decimal, int, int]:
    """5万名 are 50000; but money, land and goods are counted in 万元, 万亩, 亿元 as they stand."""
    number = decimal_of(found["number"])
    if not found["times"]:
        return number, found.start("unit"), found.end("number")
    if found["unit"] in _MEASURED:
        return number, found.start("times"), found.end("number")
    whole = number * _TIMES[found["times"]]
    return Decimal(int(whole)) if whole == int(whole) else whole, found.start("unit"), found.end("times")


def _is_priced(text: str, found: re.Match[str]) -> bool:
    """每高1个百分点加2分, 90%以上（含90%）得40分: steps and bands are rules, not targets."""
    if (
        text[max(0, found.start() - 2) : found.start()].startswith(("（含", "含"))
        or text[found.start() - 1 : found.start()] == "含"
    ):
        return True
    begin = max(text.rfind(stop, 0, found.start()) for stop in "，。；、")
    return bool(_STEP.search(text[begin + 1 : found.start()]) or _PRICE.match(text, found.end()))


def _is_a_name(text: str, found: re.Match[str]) -> bool:
    """“12345”热线, “5个一”工程 inside quotes are names."""
    opened = text.rfind("“", max(0, found.start() - 30), found.start())
    return opened >= 0 and "”" not in text[opened : found.start()] and "”" in text[found.end() : found.end() + 30]


def _comparator(before: str, after: str) -> Comparator:
    if before in _AT_MOST or after in ("以内", "以下", "及以下"):
        return Comparator.AT_MOST
    if before in _MORE:
        return Comparator.MORE_THAN
    if before in _LESS:
        return Comparator.LESS_THAN
    return Comparator.EXACTLY if before == "等于" else Comparator.AT_LEAST


_LEFT = re.compile(r"[^，。；：、（）【】\n]*$")
_RIGHT = re.compile(r"[^，。；：、（）【】\n和]{1,30}")


def _name(passage: Passage, found: re.Match[str]) -> Told[str]:
    """基本康复服务率 | 达到80%; of 6000名残疾人 it is what follows."""
    left = _LEFT.search(passage.text, max(0, found.start() - 40), found.start())
    if left and left.end() - left.start() > 1 and (found["unit"] in "%‰" or found["after"]):
        return passage.found(left)
    right = _RIGHT.match(passage.text, found.end())
    if right:
        return passage.found(right)
    return passage.found(left) if left and left[0] else passage.found(found)
