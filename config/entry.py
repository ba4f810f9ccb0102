"""What every part of a scheme has in common, and the small kinds of value that a clerk writes."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from config.faults import fault
from config.marks import AlsoText, OneOrMany

T = TypeVar("T")


class Entry(BaseModel):
    """A mapping in a scheme. An unknown key is an error, and what was read never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _number(value: Any) -> Any:
    # Python counts True as 1; a scheme does not.
    if isinstance(value, bool):
        raise fault("这里要写数字，写成了是否值（true/false）", suggestion="只写阿拉伯数字，如 12 或 0.5")
    if isinstance(value, float):
        raise fault("数字不得经过二进制浮点数：请用 Decimal 或整数")
    return value


_FLAGS = {"是": True, "否": False, "yes": True, "no": False}


def _flag(value: Any) -> Any:
    read = _FLAGS.get(value, value) if isinstance(value, str) else value
    if not isinstance(read, bool):
        raise fault("这里要写是或否", suggestion="写 true（是）或 false（否）")
    return read


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


@dataclass(frozen=True, slots=True)
class OfYear:
    """Marks a text or number that speaks of the scheme's year and moves with it when the scheme is rolled."""


CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


def _code(value: str) -> str:
    if not re.fullmatch(CODE_PATTERN, value):
        raise fault(
            "编码只用字母、数字和 . _ -，以字母或数字开头，最长64个字符",
            suggestion="例如 kangfu、A1、2019-06；中文名称写在 name 或 title 里",
        )
    return value


Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": CODE_PATTERN})]
Text = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_flag), AlsoText(enum=[*_FLAGS])]
# The widest number that both databases keep unchanged.
MAX_DIGITS = 28

# Bounds stand before it, so that they reach the JSON schema too.
NotFlag = BeforeValidator(_number)
Number = Annotated[Decimal, Field(max_digits=MAX_DIGITS), NotFlag]
Points = Annotated[Decimal, Field(max_digits=MAX_DIGITS, ge=0), NotFlag]
Count = Annotated[int, Field(ge=0), NotFlag]
Positive = Annotated[int, Field(ge=1), NotFlag]
# one thing may be written without the list around it
Many = Annotated[tuple[T, ...], BeforeValidator(_many), OneOrMany()]
