"""`kaohe act --list`: what can be done, and what each act must be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rich.table import Table
from rich.text import Text

from actions.acts import Registered
from actions.registry import registry
from cli.acting import find
from cli.speaking import answer, page

SCHEMA = "kaohe.acts/1"
WORDS = {
    "str": "文字",
    "int": "整数",
    "Decimal": "数",
    "bool": "是或否（true、false）",
    "date": "日期，如 2019-05-13",
    "datetime": "时刻，如 2019-05-13T17:00:00+08:00",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of an act; one of several inside another lies deeper."""

    name: str
    kind: str
    is_required: bool
    words: str
    depth: int = 0

    @property
    def shown(self) -> str:
        return f"{self.name}*" if self.is_required else self.name


def show(name: str | None, *, as_json: bool) -> int:
    acts = [find(name)] if name else sorted(registry().values(), key=lambda each: each.name)
    if as_json:
        answer(SCHEMA, {"acts": [_told(each) for each in acts]})
    elif name:
        _one(acts[0])
    else:
        _all(acts)
    return 0


def _told(entry: Registered) -> dict[str, Any]:
    schema = entry.data.model_json_schema()
    return {"name": entry.name, "label": entry.label, "purpose": entry.purpose, "data": schema}


def _all(acts: list[Registered]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading, style in (("事项", "cyan"), ("名称", "bold"), ("做什么", ""), ("要填的", "dim")):
        table.add_column(heading, style=style, no_wrap=heading == "事项", overflow="fold")
    for entry in acts:
        told = "、".join(each.shown for each in lines_of(entry.data) if each.depth == 0)
        table.add_row(entry.name, entry.label, Text(entry.purpose), Text(told))
    console = page()
    console.print(table)
    console.print("\n* 必填。kaohe act 事项 --list 说明每一项怎么填。")


def _one(entry: Registered) -> None:
    console = page()
    console.print(Text(f"{entry.name}　{entry.label}", style="bold"))
    console.print(Text(entry.purpose))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("要填的", "怎么填", "说明"):
        table.add_column(heading, overflow="fold")
    for line in lines_of(entry.data):
        table.add_row(Text("  " * line.depth + line.shown, style="cyan"), Text(line.kind), Text(line.words))
    if table.row_count:
        console.print()
        console.print(table)
        console.print("\n* 必填。写成 YAML 或 JSON，用 --data 文件 交给 kaohe act。")
    else:
        console.print("\n不用填什么。")


def lines_of(model: type[BaseModel], *, depth: int = 0) -> Iterator[FieldLine]:
    """Every field, and below a field that holds several its own fields."""
    for name, info in model.model_fields.items():
        inner = _inner(info.annotation)
        yield FieldLine(name, _kind(info, inner), info.is_required(), info.description or "", depth)
        if inner is not None and inner is not model:
            yield from lines_of(inner, depth=depth + 1)


def _kind(info: FieldInfo, inner: type[BaseModel] | None) -> str:
    several = _holds_several(info.annotation)
    if inner is not None:
        return "若干项，每项写" if several else "写"
    names = [_word(each) for each in _alternatives(info.annotation)]
    return ("若干个，每个是" if several else "") + " 或 ".join(dict.fromkeys(name for name in names if name))


def _holds_several(annotation: Any) -> bool:
    return get_origin(annotation) in (tuple, list) or any(_holds_several(each) for each in get_args(annotation))


def _word(annotation: Any) -> str:
    members = getattr(annotation, "__members__", None)
    if members is not None:
        return "、".join(
            f"{each.value}（{each.label}）" if hasattr(each, "label") else each.value for each in annotation
        )
    if annotation is type(None):
        return ""
    if isinstance(annotation, str | int):  # a member of a Literal
        return str(annotation)
    return WORDS.get(
        getattr(annotation, "__name__", str(annotation)), "按名称写的若干项" if _is_mapping(annotation) else "文字"
    )


def _is_mapping(annotation: Any) -> bool:
    return str(annotation).startswith(("dict", "collections.abc.Mapping", "typing.Mapping"))


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The plain types inside unions, lists and marks."""
    inner = [each for each in get_args(annotation) if each is not Ellipsis]
    if not inner or _is_mapping(annotation):
        yield annotation
        return
    if hasattr(annotation, "__metadata__"):
        inner = inner[:1]
    for each in inner:
        yield from _alternatives(each)


def _inner(annotation: Any) -> type[BaseModel] | None:
    for each in _alternatives(annotation):
        if isinstance(each, type) and issubclass(each, BaseModel):
            return each
    return None
