"""Seed 004 is a scan read by machine: traditional script, pinyin in brackets, characters misread. Made readable."""

import re
import unicodedata

_TRADITIONAL = (
    "個備傳價內別創務勵匯區協參單嚴國執報實審將對導層廣強復應懲揮據擬時書會業構標機檔檢歸決況減測準滿濟為牽狀獎"
    "獲現產療發眾確簽級終組結統經綜縣總織繼續罰職臺與薦處衛見規視訂計設評試該認調諧議負財貧責資辦農連進過達鄉醫"
    "銜鎮門開闊關陽際險項順領頭額類體點"
)
_SIMPLIFIED = (
    "个备传价内别创务励汇区协参单严国执报实审将对导层广强复应惩挥据拟时书会业构标机档检归决况减测准满济为牵状奖"
    "获现产疗发众确签级终组结统经综县总织继续罚职台与荐处卫见规视订计设评试该认调谐议负财贫责资办农连进过达乡医"
    "衔镇门开阔关阳际险项顺领头额类体点"
)
_SIGNS = str.maketrans(_TRADITIONAL + ",", _SIMPLIFIED + "，")
_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
_MISREAD = {"基木": "基本", "根本分值": "基本分值", "了以扣分": "予以扣分", "己获得": "已获得"}


def simplified(text: str) -> str:
    """In simplified script, without pinyin; what was misread is as it must have been (spaces are the caller's)."""
    plain = re.sub(r"\s+", "", _PINYIN.sub("", unicodedata.normalize("NFC", text))).translate(_SIGNS)
    for wrong, right in _MISREAD.items():
        plain = plain.replace(wrong, right)
    return plain
