"""A place in typed data as people call it: by what a form calls its fields, not by their names in a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from config.walking import annotation_of, is_model, members

EXPLAINED = re.compile(r"[，；：]|: ")
"""Where a description goes on to explain."""
IN_A_SENTENCE = {"哪个单位": "单位", "多少": "结果", "是什么": "状况"}
"""What the head of a column asks, as a form and a sentence call it."""


def worded(model: type[BaseModel], steps: Sequence[str]) -> tuple[str, ...]:
    """A word for each step: `“认定值”` for a field, `第2个` in a list, `“领导”` for a name that somebody gave."""
    found, kinds = [], [model]
    for step in steps:
        fields = {name: info for kind in kinds if is_model(kind) for name, info in kind.model_fields.items()}
        info = fields.get(step)
        if info is not None:
            asked = EXPLAINED.split(info.description or step)[0]
            found.append(f"“{IN_A_SENTENCE.get(asked, asked)}”")
            kinds = [*members(annotation_of(info))]
        else:
            found.append(f"第{int(step) + 1}个" if step.isdecimal() else f"“{step}”")
            kinds = [*_held(kinds)]
    return tuple(found)


def _held(kinds: Iterable[Any]) -> Iterator[Any]:
    """What a list or a mapping holds: the last that is told of it, but for the dots of a tuple."""
    for kind in kinds:
        inner = [each for each in get_args(kind) if each is not Ellipsis]
        if inner:
            yield from members(inner[-1])
