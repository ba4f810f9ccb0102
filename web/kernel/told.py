"""What a form tells an act: flat names of inputs become the nested data that the act expects.

`rows.0.value` is the value of the first row; a name that ends in `[]` is a list, `name:json` holds JSON, `name:pairs`
a mapping (web/kernel/pairs.py). `name:lines` are rows of which the page knows something (`given`) and a person types
the rest (`said`): a row in which nothing was typed tells nothing. An input that was left empty was not filled in, so it
tells nothing. A local moment (`2019-05-13T17:00`) is Shanghai's.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from actions.acts import Refused
from config.walking import members, visits
from web.kernel.pairs import MARK

LOCAL_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
LINES, GIVEN, SAID = ":lines", "given", "said"
OWN = "_"
"""Inputs whose name begins so speak to the page, not to the act."""

DEEPEST = 10


def told(inputs: Iterable[tuple[str, str]], model: type[BaseModel], *, label: str) -> dict[str, Any]:
    """The data of an act. Raises `Refused` for what no form of ours sends."""
    tree: dict[str, Any] = {}
    for name, value in inputs:
        if name.startswith(OWN) or value == "":
            continue
        _put(tree, name, value, label=label)
    data: dict[str, Any] = _listed(tree, label=label)
    return _zoned(data, model)


def _put(tree: dict[str, Any], name: str, value: str, *, label: str) -> None:
    plain: Any = value
    if name.endswith(":json"):
        name, plain = name.removesuffix(":json"), _json(value, label=label)
    is_list = name.endswith("[]")
    *above, last = name.removesuffix("[]").split(".")
    if len(above) > DEEPEST:
        raise Refused(label, (f"“{name[:40]}”层次太深",))
    at = tree
    for step in above:
        at = at.setdefault(step, {})
        if not isinstance(at, dict):
            raise Refused(label, (f"“{name[:40]}”与另一项重名",))
    if is_list or (last in at and not isinstance(at[last], dict)):
        kept = at.setdefault(last, [])
        at[last] = [*(kept if isinstance(kept, list) else [kept]), plain]
    else:
        at[last] = plain


def _json(value: str, *, label: str) -> Any:
    try:
        return json.loads(value, parse_float=str)
    except ValueError:
        raise Refused(label, ("表单里的数据不完整，请刷新页面再试",)) from None


def _listed(node: Any, *, label: str) -> Any:
    """Mappings whose names are numbers are lists, in the order of the numbers; rows left out leave no gap."""
    if not isinstance(node, dict):
        return node
    inner: dict[str, Any] = {}
    for name, value in node.items():
        found = _listed(value, label=label)
        if name.endswith(MARK):
            found = _mapped(found, label=label)
        if name.endswith(LINES):
            found = _said(found)
        if found or not isinstance(value, dict):
            inner[name.removesuffix(MARK).removesuffix(LINES)] = found
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def _mapped(rows: Any, *, label: str) -> dict[str, Any]:
    """What belongs to which name, as far as anything was written."""
    written = [row for row in rows if isinstance(row, dict) and "value" in row] if isinstance(rows, list) else []
    if any("key" not in row for row in written):
        raise Refused(label, ("有一行写了内容，没有写名称",))
    return {str(row["key"]): row["value"] for row in written}


def _said(rows: Any) -> list[dict[str, Any]]:
    """Rows in which something was typed, with what the page knew of them."""
    listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    parts = ((row.get(GIVEN, {}), row.get(SAID)) for row in listed)
    return [{**given, **said} for given, said in parts if isinstance(given, dict) and said and isinstance(said, dict)]


def _zoned(data: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Moments as an input of a page writes them get their zone."""
    found = [
        visit.steps
        for visit in visits(model, data)
        if isinstance(visit.data, str)
        and LOCAL_MOMENT.fullmatch(visit.data)
        and datetime in set(members(visit.expected))
    ]
    for steps in dict.fromkeys(found):
        at: Any = data
        for step in steps[:-1]:
            at = at[step]
        at[steps[-1]] = f"{at[steps[-1]]}+08:00"
    return data


def typed(inputs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """What somebody typed, by input, to be shown again where an act was refused."""
    kept: dict[str, list[str]] = {}
    for name, value in inputs:
        if not name.startswith(OWN):
            kept.setdefault(name, []).append(value)
    return kept
