"""Deadlines without a day: 未知，待上级通知; 制发时确定; 全年至少4次."""

import re

from config.phrases.conditions import take_conditions
from config.phrases.drafts import Draft
from config.phrases.scanning import Scanner

_AT_ISSUE = re.compile(r"[制签]发时(?:另行)?确定|限期(?:整改|反馈|办理|办结|完成|报送)?(?:到位|落实)?(?=$|[,;。(])")
_AWAITED = re.compile(r"(?:待|另行)[^\d,;。]*(?:通知|确定|明确|认定|下达|公布|规定)(?:后(?:另行)?确定)?(?=$|[;。])")
_UNKNOWN = re.compile(r"未知")
_WHY = re.compile(r",(?P<why>[^;]+)")
_TIMES = re.compile(
    r"(?P<per>每个?月|每个?季度?|每半年|每年度?|全年|年内|本?年度)[^\d,;。]{0,20}?"
    r"(?:至少|不少于|不得少于|最少)[^\d,;。]{0,10}?(?P<times>\d{1,6})次(?:以上)?"
)
_SPANS = {"月": "month", "季": "quarter", "半": "half_year"}


def take_undated(scanner: Scanner) -> Draft | None:
    if scanner.take(_AT_ISSUE):
        return {"kind": "at_issue"}
    if found := scanner.take(_TIMES):
        per = next((span for sign, span in _SPANS.items() if sign in found["per"]), "year")
        return {"kind": "at_least", "times": int(found["times"]), "per": per}
    if found := scanner.take(_AWAITED):
        return {"kind": "unknown", "why": scanner.wording.part(*found.span())}
    if scanner.take(_UNKNOWN):
        return _unknown(scanner)
    return None


def _unknown(scanner: Scanner) -> Draft:
    conditions = take_conditions(scanner)
    found = scanner.take(_WHY)
    why = {"why": scanner.wording.part(*found.span("why"))} if found else {}
    return {"kind": "unknown", **conditions, **why}
