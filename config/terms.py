"""The office's own words (用语, O38): codes never change, labels belong to the office."""

import re
from collections.abc import Mapping
from functools import lru_cache

from config.labels import Labelled

NAMED = "“[^”]*”"


class Term(Labelled):
    """用语：可以改叫法的词；标签是不改时的叫法。"""

    ASSESSMENT = "assessment", "目标责任考核"
    ASSESSMENT_OFFICE = "assessment_office", "考核办"
    COMMITTEE = "committee", "考核委员会"
    SUPERIOR = "superior", "上级考核机关"
    PRINCIPAL_LEADER = "principal_leader", "主要领导"
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导"
    LEADERS = "leaders", "会领导"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    UNIT_OFFICE = "unit_office", "办公室"
    DEPARTMENT = "department", "责任部室"
    RESPONSIBLE_PERSON = "responsible_person", "责任人"
    OFFICER = "officer", "承办人"
    LIAISON = "liaison", "联络员"
    LEAD_UNIT = "lead_unit", "牵头单位"
    CO_UNIT = "co_unit", "配合单位"
    INDICATOR = "indicator", "考核指标"
    BREAKDOWN = "breakdown", "指标分解"
    EVIDENCE = "evidence", "印证材料"
    REPORT = "report", "进展报告"
    PACKAGE = "package", "报送件"
    VERDICT = "verdict", "上级认定结果"
    STAR = "star", "对标一流、改革创新"


Own = tuple[tuple[str, str], ...]


WHOLE = "委员会领导"
"""A word in which another one (会领导) only seems to stand."""


def own_words(terms: Mapping[Term, str]) -> Own:
    """What an office calls otherwise: the product's word and its own."""
    return tuple((term.label, word) for term, word in terms.items() if word != term.label)


def speak(sentence: str, own: Own) -> str:
    """A sentence of the product in the office's own words. What stands in “…” is a name and stays as it was written."""
    if not own:
        return sentence
    pattern, words = _speaker(own)
    return pattern.sub(lambda found: words.get(found.group(), found.group()), sentence)


@lru_cache(maxsize=64)
def _speaker(own: Own) -> tuple[re.Pattern[str], dict[str, str]]:
    """Longest first, and the own words too: one of them may hold a word of the product (县委、县政府主要领导)."""
    known = sorted({word for pair in own for word in pair}, key=len, reverse=True)
    return re.compile("|".join((NAMED, WHOLE, *map(re.escape, known)))), dict(own)
