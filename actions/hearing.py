"""What an act is told, before anything begins: every field of its kind, every value one that can be kept.

All that is wrong is said at once, in Chinese, with the place where it stands.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from actions.acts import Data, Refused, Registered
from config.objections import findings_of
from config.pointers import pointer_of, steps_of
from config.walking import Steps, is_model, members, visits
from models.types import exact

LARGEST = 2**31 - 1  # the widest whole number that every column keeps, on both databases
YEARS = range(1900, 3000)  # beyond them no calendar of ours can count
LAID_OUT = "\t\n\r"  # control characters that a text may hold
TURNED = "\u202d\u202e"  # they make a text read otherwise than it is written

BARE = re.compile(r"\s*[+-]?\d+(\.\d*)?\s*")
NAMED = {"missing": "没有填写", "extra_forbidden": "没有这一项，请核对名称"}


def hear(entry: Registered, told: Mapping[str, Any] | BaseModel) -> Data:
    """What the act will work with. Raises `Refused` with every fault."""
    plain = _plain(told)
    reasons = list(_counterfeits(entry.data, plain))
    try:
        heard = told if isinstance(told, entry.data) else entry.data.model_validate(plain)
    except ValidationError as error:
        reasons += _objections(error, entry.data, plain)
    else:
        reasons += _unkeepable(heard, ())
    if reasons:
        raise Refused(entry.label, tuple(dict.fromkeys(reasons)), asked=entry.data)
    return heard


def _plain(told: Any) -> Any:
    """As a file would have it: mappings and lists."""
    if isinstance(told, BaseModel):
        return _plain(told.model_dump())
    if isinstance(told, Mapping):
        return {str(name): _plain(value) for name, value in told.items()}
    return [_plain(each) for each in told] if isinstance(told, list | tuple) else told


def _counterfeits(model: type[BaseModel], plain: Any) -> Iterator[str]:
    """What would pass for a number or a date although nobody wrote one: true for 1, seconds since 1970 for a day."""
    for visit in visits(model, plain):
        kinds = set(members(visit.expected))
        if isinstance(visit.data, bool) and bool not in kinds and kinds & {int, Decimal}:
            yield f"“{_place(visit.steps)}”要写数字，写成了是否值"
        elif isinstance(visit.data, float) and kinds & {int, Decimal}:
            yield f"“{_place(visit.steps)}”经过了二进制浮点数，可能已经失真，请以文字或十进制数给出"
        elif kinds & {date, datetime} and _is_bare_number(visit.data):
            like = "2019-09-18T10:00+08:00" if datetime in kinds else "2019-09-18"
            yield f"“{_place(visit.steps)}”要写日期，如 {like}"


def _is_bare_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) or (isinstance(value, str) and bool(BARE.fullmatch(value)))


def _objections(error: ValidationError, model: type[BaseModel], plain: Any) -> Iterator[str]:
    """Fields that are missing or unknown by their place; everything else in the words that schemes use too."""
    named = {pointer_of(each["loc"]): each for each in error.errors(include_url=False) if each["type"] in NAMED}
    for details in named.values():
        what = _described(model, plain, details["loc"]) if details["type"] == "missing" else ""
        yield f"“{_place(details['loc'])}”{what}{NAMED[details['type']]}"
    for finding in findings_of(error, model, plain):
        if finding.pointer not in named:
            above = [*_numbered(plain, steps_of(finding.pointer)[:-1])]
            yield (f"“{_place(above)}”的" if above else "") + finding.sentence


def _numbered(plain: Any, steps: Sequence[str]) -> Iterator[str | int]:
    """A pointer says of no step whether it counts entries or is a name; the data does."""
    for step in steps:
        is_entry = isinstance(plain, list)
        yield int(step) if is_entry else step
        plain = plain[int(step) if is_entry else step]


def _described(model: type[BaseModel], plain: Any, location: Steps) -> str:
    """What is meant to be written there; the name alone tells little."""
    for visit in visits(model, plain):
        if visit.steps == tuple(location[:-1]) and is_model(visit.expected):
            field = visit.expected.model_fields.get(location[-1])
            if field is not None and field.description:
                return f"（{field.description}）"
    return ""


def _unkeepable(value: Any, steps: Steps) -> Iterator[str]:
    """Values that are of their kind, and yet no column, no calendar and no letter could hold them."""
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield from _unkeepable(getattr(value, name), (*steps, name))
        case list() | tuple():
            for number, each in enumerate(value):
                yield from _unkeepable(each, (*steps, number))
        case Mapping():
            for name, each in value.items():
                yield from _unkeepable(each, (*steps, str(name)))
        case _:
            if fault := _fault(value):
                yield f"“{_place(steps)}”{fault}"


def _fault(value: Any) -> str | None:
    match value:
        case str() if any(_is_stray(letter) for letter in value):
            return "含有不能保存的控制字符，请删去（从别处粘贴来的，先粘贴为纯文本）"
        case bool():
            return None
        case int() if abs(value) > LARGEST:
            return f"的数字太大，最大 {LARGEST}"
        case Decimal():
            return _inexact(value)
        case datetime() if value.tzinfo is None:
            return "要写明时区，如 2019-09-18T10:00+08:00"
        case date() if value.year not in YEARS:
            return f"的年份不在{YEARS.start}年到{YEARS.stop - 1}年之间"
    return None


def _is_stray(letter: str) -> bool:
    return letter in TURNED or (unicodedata.category(letter) in ("Cc", "Cs") and letter not in LAID_OUT)


def _inexact(value: Decimal) -> str | None:
    try:
        exact(value)
    except ValueError:
        return "的数字太长：最多 28 位"
    return None


def _place(steps: Any) -> str:
    """Entries of a list are counted from one, as people count them."""
    return "".join(_step(step, is_first=n == 0) for n, step in enumerate(steps)) or "数据"


def _step(step: Any, *, is_first: bool) -> str:
    if isinstance(step, int):
        return f"第{step + 1}项"
    return str(step) if is_first else f".{step}"
