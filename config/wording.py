"""What the types object to, in plain Chinese: what is wrong, and what would be right."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from config.faults import CUSTOM
from config.labels import Labelled
from config.walking import Steps, Visit, is_model, kind_of, members


@dataclass(frozen=True, slots=True)
class Case:
    """One objection: what was written where, what was expected there, and what the type knows about it."""

    code: str
    steps: Steps
    input: Any
    context: dict[str, Any]
    expected: tuple[Visit, ...]
    around: tuple[Visit, ...]
    at_key: bool = False

    @property
    def key(self) -> str:
        """The nearest word above the value: the key that a person would look for."""
        above = self.steps[:-1] if self.at_key else self.steps
        return next((str(step) for step in reversed(above) if isinstance(step, str)), "")

    @property
    def models(self) -> list[type[BaseModel]]:
        return [visit.expected for visit in self.around if is_model(visit.expected)]

    @property
    def meaning(self) -> str:
        described = [visit.info.description for visit in self.expected if visit.info and visit.info.description]
        return described[0] if described else ""


Said = tuple[str, str]


def said_of(case: Case) -> Said:
    if case.code == CUSTOM:
        return case.context["sentence"], case.context["suggestion"]
    if case.code in ("value_error", "assertion_error"):
        return str(case.context["error"]), case.meaning and f"{case.key}：{case.meaning}"
    if case.input is None and case.code not in ("missing", "extra_forbidden"):
        return f"“{case.key}”后面是空的", "写上内容，或删去这一行"
    say = _SAY.get(case.code)
    return say(case) if say else (f"“{case.key}”的内容不合要求：{shown(case.input)}", case.meaning)


def shown(value: Any) -> str:
    """A value as the file has it, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "下级内容（键: 值）"
    if isinstance(value, list | tuple):
        return f"有 {len(value)} 项的列表"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _missing(case: Case) -> Said:
    name = str(case.steps[-1])
    info = next((model.model_fields[name] for model in case.models if name in model.model_fields), None)
    meaning = f"（{info.description}）" if info and info.description else ""
    return f"缺少“{name}”{meaning}", f"在这里补上 {name}: …"


def _unknown_key(case: Case) -> Said:
    allowed = [name for model in case.models for name in model.model_fields]
    name = str(case.steps[-1])
    nearest = get_close_matches(name, allowed, n=1, cutoff=0.6)
    if nearest:
        return f"不认识的键“{name}”", f"是不是“{nearest[0]}”？"
    if case.input is None:
        return f"不认识的键“{name}”，后面是空的", "花括号里的半角逗号会把文字断开：含逗号的文字要整个加引号"
    return f"不认识的键“{name}”", f"这里可以写：{'、'.join(allowed)}" if allowed else ""


def _text(case: Case) -> Said:
    if isinstance(case.input, bool):
        return (
            f"“{case.key}”要写文字，写成了是否值 {shown(case.input)}",
            f'如果就是这个词，加引号："{shown(case.input)}"',
        )
    if isinstance(case.input, int | Decimal):
        return f"“{case.key}”要写文字，写成了数字 {shown(case.input)}", f'加引号："{shown(case.input)}"'
    return f"“{case.key}”要写一段文字，写成了{shown(case.input)}", case.meaning


def _number(case: Case) -> Said:
    sentence = f"“{case.key}”要写数字，写成了“{shown(case.input)}”"
    digits = re.match(r"-?\d+(\.\d+)?", str(case.input))
    return sentence, f"只写 {digits[0]}" if digits else "只写阿拉伯数字，如 12 或 0.5，不带单位"


def _whole(case: Case) -> Said:
    return f"“{case.key}”要写整数，写成了“{shown(case.input)}”", "只写阿拉伯数字，不带小数和单位"


def _list(case: Case) -> Said:
    return f"“{case.key}”要写列表，写成了“{shown(case.input)}”", "每项一行，以“- ”开头；或写 [甲, 乙]"


def _mapping(case: Case) -> Said:
    fields = "、".join(dict.fromkeys(_fields(case)))
    if any(kind_of(each) for visit in case.expected for each in members(visit.expected) if is_model(each)):
        return (
            f"“{case.key}”要写期限，写成了“{shown(case.input)}”",
            "写日期，如 2019-05-13 17:00；或写词句，如 次月15日前；或写规则，如 {kind: last_workday, of: month}",
        )
    return (
        f"“{case.key}”要写成“键: 值”的形式，写成了“{shown(case.input)}”",
        f"这里可以写：{fields}" if fields else case.meaning,
    )


def _fields(case: Case) -> Iterator[str]:
    for visit in case.expected:
        for each in members(visit.expected):
            if is_model(each):
                yield from each.model_fields


def _choice(case: Case) -> Said:
    choices = dict(_choices(case))
    sentence = f"“{case.key}”不能写“{shown(case.input)}”"
    by_label = [value for value, label in choices.items() if label == case.input]
    nearest = by_label or get_close_matches(str(case.input), choices, n=1, cutoff=0.6)
    if nearest:
        label = choices[nearest[0]]
        return sentence, f"是不是 {nearest[0]}{f'（{label}）' if label else ''}？"
    listed = "、".join(f"{value}（{label}）" if label else value for value, label in choices.items())
    meaning = f"。{case.meaning}" if case.meaning and not any(choices.values()) else ""
    return sentence, f"可以写：{listed}{meaning}"


def _choices(case: Case) -> Iterator[tuple[str, str]]:
    for visit in () if case.at_key else case.expected:
        for each in members(visit.expected):
            if isinstance(each, type) and issubclass(each, Labelled):
                yield from ((member.value, member.label) for member in each)
            elif get_origin(each) is Literal:
                yield from ((str(value), "") for value in get_args(each))
    for visit in case.around if case.at_key else ():
        if get_origin(visit.expected) is dict:
            keys = replace(visit, expected=get_args(visit.expected)[0])
            yield from _choices(replace(case, expected=(keys,), at_key=False))


def _kind(case: Case) -> Said:
    kinds = [
        (kind, each.model_fields["kind"].description or kind)
        for visit in case.expected
        for each in members(visit.expected)
        if is_model(each) and (kind := kind_of(each))
    ]
    listed = "；".join(dict.fromkeys(meaning for _, meaning in kinds))
    if case.code == "union_tag_not_found":
        return f"“{case.key}”没有写 kind，不知道是哪一种", f"kind 可以写：{listed}"
    written = str(case.context.get("tag", ""))
    nearest = get_close_matches(written, [kind for kind, _ in kinds], n=1, cutoff=0.6)
    advice = f"是不是 {nearest[0]}？" if nearest else f"可以写：{listed}"
    return f"kind 不能写“{written}”", advice


def _too_few(case: Case) -> Said:
    least = case.context.get("min_length", 1)
    return f"“{case.key}”至少要有 {least} 项，只写了 {case.context.get('actual_length', 0)} 项", case.meaning


def _too_many(case: Case) -> Said:
    return f"“{case.key}”最多 {case.context.get('max_length')} 项", case.meaning


def _not_below(case: Case) -> Said:
    return f"“{case.key}”不得小于 {case.context['ge']}，写成了 {shown(case.input)}", case.meaning


def _not_above(case: Case) -> Said:
    return f"“{case.key}”不得大于 {case.context['le']}，写成了 {shown(case.input)}", case.meaning


def _blank(case: Case) -> Said:
    return f"“{case.key}”不能是空文字", case.meaning


def _too_long(case: Case) -> Said:
    return f"“{case.key}”最多 {case.context['max_length']} 个字，写了 {len(case.input)} 个", "缩短，只留要点"


def _digits(case: Case) -> Said:
    return f"“{case.key}”的数字太长：最多 28 位", "请检查是否多写了数字"


def _day(case: Case) -> Said:
    return f"“{case.key}”不是有效日期：{shown(case.input)}", "日期写作 年-月-日，如 2019-05-13"


_SAY: dict[str, Callable[[Case], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _text,
    "string_too_short": _blank,
    "string_too_long": _too_long,
    "int_type": _whole,
    "int_parsing": _whole,
    "int_parsing_size": _digits,
    "int_from_float": _whole,
    "decimal_type": _number,
    "decimal_parsing": _number,
    "decimal_max_digits": _digits,
    "decimal_whole_digits": _digits,
    "finite_number": _number,
    "date_type": _day,
    "date_parsing": _day,
    "date_from_datetime_parsing": _day,
    "date_from_datetime_inexact": _day,
    "enum": _choice,
    "literal_error": _choice,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "list_type": _list,
    "too_short": _too_few,
    "too_long": _too_many,
    "greater_than_equal": _not_below,
    "less_than_equal": _not_above,
}
