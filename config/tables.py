"""Tables of keys and words for the guide, made from the same descriptions as the errors and the JSON schema."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from config.deadlines import RuleBase
from config.labels import Labelled
from config.later import Later
from config.names import LABELS
from config.references import Reference
from config.scheme import Scheme
from config.scoring.factsheet import FactSheet
from config.scoring.part import Part
from config.scoring.rule import CONDITIONS
from config.seats import SeatRef
from config.walking import annotation_of, is_model, kind_of, members

_FEW = 4
_WORDS = {str: "文字", bool: "是否", int: "整数", Decimal: "数字", dt.date: "日期"}


def models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and every model inside it, each once, in the order of first use."""
    seen: dict[type[BaseModel], None] = {}
    _note_models(model, seen)
    yield from seen


def _note_models(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> None:
    if model in seen:
        return
    seen[model] = None
    for info in model.model_fields.values():
        for each in _parts(annotation_of(info)):
            if is_model(each):
                _note_models(each, seen)


def words_of(model: type[BaseModel]) -> Iterator[type[Labelled]]:
    """Every closed set of words that the model and its parts use."""
    found = [
        each
        for part in models_of(model)
        for info in part.model_fields.values()
        for each in _parts(annotation_of(info))
        if isinstance(each, type) and issubclass(each, Labelled)
    ]
    yield from dict.fromkeys(found)


def _parts(expected: Any) -> Iterator[Any]:
    """Every plain type inside an annotation."""
    for each in members(expected):
        inner = get_args(each) if get_origin(each) in (tuple, list, dict) else ()
        if not inner:
            yield each
        for part in inner:
            if part is not Ellipsis:
                yield from _parts(part)


def key_table(model: type[BaseModel]) -> str:
    """One row for each key: what it means, how it is written, what holds when it is not."""
    page = page_of(model)
    rows = [
        f"| `{name}` | {info.description or ''} | {_on_page(written(info), page)} | {default(info)} |"
        for name, info in _keys(model)
    ]
    return "\n".join(["| 键 | 含义 | 写法 | 不写时 |", "|---|---|---|---|", *rows])


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """A deadline's common keys stand in a table of their own."""
    common = {name for base in model.__bases__ if is_model(base) for name in getattr(base, "model_fields", {})}
    own = ((name, info) for name, info in model.model_fields.items() if name not in common)
    yield from own if kind_of(model) else model.model_fields.items()


SCHEMES, SCORING = "schemes.md", "scoring.md"
"""The guides that hold the tables."""


def page_of(part: type) -> str:
    """Rules have a guide of their own."""
    return SCORING if part.__module__.startswith("config.scoring.") else SCHEMES


def _on_page(cell: str, page: str) -> str:
    """Links within a page leave its name out."""
    return cell.replace(f"]({page}#", "](#")


def word_table(words: type[Labelled]) -> str:
    rows = [f"| `{word.value}` | {word.label} |" for word in words]
    return "\n".join(["| 写法 | 含义 |", "|---|---|", *rows])


def written(info: FieldInfo) -> str:
    return _written(info.annotation, tuple(info.metadata))


def _written(expected: Any, marks: tuple[Any, ...]) -> str:
    if get_origin(expected) is Annotated:
        inner, *more = get_args(expected)
        return _written(inner, (*marks, *more))
    for mark in marks:
        if isinstance(mark, Later):
            return _RULE_OR_CONDITION[mark.name]
        if isinstance(mark, Reference):
            return f"{LABELS[mark.target]}（编码或名称）"
    origin, args = get_origin(expected), get_args(expected)
    if origin is tuple:
        return f"列表：{_written(args[0], ())}"
    if origin is dict:
        return f"{'编码' if _is_text(args[0]) else _written(args[0], ())}: {_written(args[1], ())}"
    if origin is Literal:
        return "、".join(f"`{value}`" for value in args)
    return "，或".join(dict.fromkeys(_one(each) for each in _unmarked(expected)))


def _is_text(expected: Any) -> bool:
    return next(members(expected)) is str


def _unmarked(expected: Any) -> Iterator[Any]:
    """The alternatives of a union with their marks; not writing a key is no alternative of its value."""
    args = get_args(expected) if get_origin(expected) not in (None, tuple, dict, Literal, Annotated) else (expected,)
    for each in args:
        if each is not type(None):
            yield each


def _one(expected: Any) -> str:
    if get_origin(expected) is not None:
        return _written(expected, ())
    if is_model(expected):
        return _name_of_kind(expected) if kind_of(expected) else _link(expected)
    if isinstance(expected, type) and issubclass(expected, Labelled):
        if len(expected) <= _FEW:
            return "、".join(f"`{word.value}` {word.label}" for word in expected)
        return _link(expected)
    return _WORDS.get(expected, "文字")


_RULE_OR_CONDITION = {"Term": f"[规则]({SCORING}#rules)", "Condition": f"[条件]({SCORING}#conditions)"}


def _name_of_kind(model: type[BaseModel]) -> str:
    """The many kinds of one thing are named together."""
    if issubclass(model, RuleBase):
        return "期限"
    return _RULE_OR_CONDITION["Condition" if model in CONDITIONS else "Term"]


def _link(part: type) -> str:
    return f"[{name_of(part)}]({page_of(part)}#{part.__name__.lower()})"


def default(info: FieldInfo) -> str:
    if info.is_required():
        return "**必填**"
    if info.default_factory is dict:
        return "—"
    if info.default_factory is not None:
        return "各项取默认"
    if info.default in (None, (), "", PydanticUndefined):
        return "—"
    return _shown(info.default)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(_shown(each) for each in value)
    if isinstance(value, SeatRef):
        return f"`{value.role.value}` {value.role.label}"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def name_of(part: type) -> str:
    """What the part is called in Chinese: its docstring up to the first stop."""
    said = (part.__doc__ or part.__name__).strip()
    return re.split("[：。；（]", said)[0]


def key_of(model: type[BaseModel]) -> str:
    """By what the guide calls a table: a kind of deadline by its kind, everything else by its class."""
    kind = kind_of(model)
    if kind is None:
        return model.__name__
    return f"{'due' if issubclass(model, RuleBase) else 'rule'}:{kind}"


def tables() -> dict[str, str]:
    """Every generated table of the guides."""
    return {**tables_of(SCHEMES), **tables_of(SCORING)}


def tables_of(page: str) -> dict[str, str]:
    """The tables that stand on one page."""
    roots = (Scheme, FactSheet)
    models = {model for root in roots for model in models_of(root)}
    words = {each for root in roots for each in words_of(root)}
    common: dict[str, type[BaseModel]] = {"due": RuleBase} if page == SCHEMES else {"rule": Part}
    return {
        **{name: key_table(model) for name, model in common.items()},
        **{key_of(model): key_table(model) for model in models if page_of(model) == page},
        **{each.__name__: word_table(each) for each in words if page_of(each) == page},
    }


_PLACE = re.compile(r"(<!-- table: (?P<name>[\w:]+) -->\n).*?(<!-- /table -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with every table written anew between its marks."""
    known = tables()
    return _PLACE.sub(lambda place: f"{place[1]}{known[place['name']]}\n{place[3]}", page)


def places_in(page: str) -> list[str]:
    return [place["name"] for place in _PLACE.finditer(page)]
