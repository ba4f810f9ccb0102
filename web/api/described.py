"""The OpenAPI document as people read it: what to send, what comes back, each name with its meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

PLAIN = {"string": "文字", "integer": "整数", "number": "数", "boolean": "是否", "object": "对象", "array": "列表"}
FORMATS = {"date-time": "时刻", "date": "日期"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: of a parameter, of a field."""

    name: str
    kind: str
    required: bool
    meaning: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that may be asked or brought."""

    anchor: str
    method: str
    path: str
    summary: str
    asked: tuple[Entry, ...]
    sent: tuple[Entry, ...]
    answered: tuple[Entry, ...]
    refusals: tuple[tuple[str, str], ...]


def described(document: Mapping[str, Any]) -> Sequence[tuple[str, Sequence[Operation]]]:
    """By heading, in the order of the document."""
    schemas = document["components"]["schemas"]
    found = [
        (operation["tags"][0], _operation(method, f"/api{path}", operation, schemas))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return [(tag, [each for _, each in those]) for tag, those in groupby(found, key=lambda one: one[0])]


def _operation(method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Operation:
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        asked=tuple(_parameter(each, schemas) for each in operation.get("parameters", ())),
        sent=tuple(_fields(_schema(operation.get("requestBody", {})), schemas)),
        answered=tuple(_fields(_schema(operation["responses"]["200"]), schemas)),
        refusals=tuple(
            (status, said["description"]) for status, said in operation["responses"].items() if status != "200"
        ),
    )


def _schema(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = body.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _parameter(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Entry:
    schema = told["schema"]
    meaning = told.get("description") or schema.get("description", "")
    return Entry(told["name"], _kind(schema, schemas), told.get("required", False), meaning, _choices(schema, schemas))


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int = 0) -> Iterator[Entry]:
    """The fields of an object; of those within it, named with a point, as deep as a page can show."""
    inner = _resolved(schema, schemas)
    inner = _resolved(inner["items"], schemas) if inner.get("type") == "array" else inner
    for name, field in inner.get("properties", {}).items():
        choices = _choices(field, schemas)
        yield Entry(
            name, _kind(field, schemas), name in inner.get("required", ()), field.get("description", ""), choices
        )
        if depth == 0 and not choices:
            for entry in _fields(_one(field), schemas, depth + 1):
                yield Entry(f"{name}.{entry.name}", entry.kind, entry.required, entry.meaning, entry.choices)


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = _one(schema)
    found: Mapping[str, Any] = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _one(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands there when it is not empty."""
    given: Mapping[str, Any] = next((each for each in schema.get("anyOf", ()) if each.get("type") != "null"), schema)
    return given


def _kind(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    inner = _resolved(schema, schemas)
    if inner.get("type") == "array":
        return f"{_kind(inner.get('items', {}), schemas)}的列表"
    return FORMATS.get(inner.get("format", ""), PLAIN.get(inner.get("type", ""), "对象"))


def _choices(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    inner = _resolved(schema, schemas)
    values = inner.get("enum", ())
    return tuple(zip(values, inner.get("enumDescriptions", values), strict=True))
