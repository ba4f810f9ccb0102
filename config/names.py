"""Codes and names that a scheme declares, and every place where it uses one.

A reference may be written as a code or as an exact name; what is loaded always holds the code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from config.pointers import pointer_of
from config.problems import Finding
from config.references import Reference
from config.scheme import Scheme
from config.walking import Steps, visits

LABELS = {
    "units": "单位",
    "posts": "岗位",
    "chains": "审核流程",
    "ladders": "督办阶梯",
    "kinds": "指标类别",
    "figures": "数据项",
    "documents": "依据文件",
    "indicators": "指标",
    "windows": "报送",
    "duties": "例行工作",
    "scoring.findings": "加减分事项",
    "scoring.answers": "登记的状况",
    "scoring.ratings": "打分或投票",
    "scoring.sources": "登记来的结果",
    "scoring.moments": "时刻",
    "scoring.groups": "分组",
    "scoring.rules": "评分规则",
    "scoring.results": "总分",
    "scoring.rankings": "排名",
    "scoring.awards": "奖项",
}
# By which words, besides its code, an entry may be called.
NAMED_BY = {
    "units": ("name", "short", "aliases"),
    "posts": ("title",),
    "chains": ("label",),
    "ladders": ("label",),
    "kinds": ("label",),
    "figures": ("name",),
    "documents": ("no", "title"),
    "indicators": ("title",),
    "windows": (),
    "duties": (),
    "scoring.findings": ("name",),
    "scoring.answers": ("name",),
    "scoring.ratings": ("name",),
    "scoring.sources": ("name",),
    "scoring.moments": ("name",),
    "scoring.groups": ("name",),
    "scoring.rules": (),
    "scoring.results": ("name",),
    "scoring.rankings": ("name",),
    "scoring.awards": ("name",),
}
_BY_CODE = frozenset({"chains", "ladders", "kinds", "scoring.rules"})
REQUIRED = "chains"  # where it is not written at all, that is told once
_LIST_AT_MOST = 8
_SEVERAL = re.compile("[、，,；; ]+")


@dataclass(slots=True)
class Names:
    """What may be said for the entries of one list."""

    codes: dict[str, Steps] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)


def normalised(data: dict[str, Any]) -> tuple[Any, tuple[Finding, ...]]:
    """The data with every reference turned into a code, and what is wrong with its codes and references."""
    return data, (*_repeated(data), *resolved(Scheme, data, by=data))


def resolved(model: type[BaseModel], data: dict[str, Any], *, by: dict[str, Any]) -> tuple[Finding, ...]:
    """Turns every reference into a code that the scheme `by` declares; answers with those that it cannot."""
    declared = {target: _names(by, target) for target in LABELS}
    findings = []
    for visit in list(visits(model, data)):
        for mark in visit.marks:
            if isinstance(mark, Reference) and isinstance(visit.data, str):
                code = _resolve(visit.data, declared[mark.target])
                if code is None and not _is_whole(by, mark.target):
                    continue  # the list itself is at fault, and that is told once
                if code is None:
                    findings.append(_unknown(visit.steps, visit.data, mark.target, declared[mark.target]))
                else:
                    _put(data, visit.steps, code)
    return tuple(findings)


def words_for(data: dict[str, Any], target: str) -> tuple[str, ...]:
    """Every code and name that an entry of this list goes by."""
    names = _names(data, target)
    return (*names.codes, *names.called)


def _is_whole(data: dict[str, Any], target: str) -> bool:
    """Whether every entry of the list has a code, so that what is not among them is really unknown."""
    written = _written(data, target)
    if target in _BY_CODE and (isinstance(written, dict) or (written is None and target != REQUIRED)):
        return True
    items = written if isinstance(written, list) else [] if written is None else [written]
    return target not in _BY_CODE and all(
        isinstance(item, dict) and isinstance(item.get("code"), str) for item in items
    )


def entries(data: dict[str, Any], target: str) -> Iterator[tuple[Steps, str, dict[str, Any]]]:
    """Every entry of a list or mapping that has a code: where it stands, its code, itself."""
    written, steps = _written(data, target), tuple(target.split("."))
    if isinstance(written, dict) and target in _BY_CODE:
        yield from (((*steps, code), code, entry if isinstance(entry, dict) else {}) for code, entry in written.items())
        return
    yield from _coded(steps, written)


def _written(data: dict[str, Any], target: str) -> Any:
    """The list or mapping of that name, which may stand inside another."""
    written: Any = data
    for step in target.split("."):
        written = written.get(step) if isinstance(written, dict) else None
    return written


def _coded(steps: Steps, written: Any) -> Iterator[tuple[Steps, str, dict[str, Any]]]:
    single = isinstance(written, dict)
    items = [written] if single else written if isinstance(written, list) else []
    for place, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        here = steps if single else (*steps, place)
        if isinstance(item.get("code"), str):
            yield here, item["code"], item
        if steps[0] == "indicators":
            yield from _coded((*here, "children"), item.get("children"))


def _names(data: dict[str, Any], target: str) -> Names:
    names = Names()
    coded = list(entries(data, target))
    if target == "indicators":
        coded.extend(_segments(coded))  # a segment has a rule, a target and a score of its own
    for steps, code, entry in coded:
        names.codes.setdefault(code, steps)
        for word in _words(entry, NAMED_BY[target]):
            codes = names.called.setdefault(word, [])
            if code not in codes:
                codes.append(code)
    return names


def _words(entry: dict[str, Any], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        written = entry.get(key)
        for word in written if isinstance(written, list) else [written]:
            if isinstance(word, str) and word:
                yield word


def _resolve(text: str, names: Names) -> str | None:
    if text in names.codes:
        return text
    codes = names.called.get(text, [])
    return codes[0] if len(codes) == 1 else None


def _unknown(steps: Steps, text: str, target: str, names: Names) -> Finding:
    label, pointer = LABELS[target], pointer_of(steps)
    if text in names.called:
        codes = "、".join(names.called[text])
        return Finding(pointer, f"有几个{label}都叫“{text}”", f"改写编码，是其中哪一个：{codes}")
    several = [part for part in _SEVERAL.split(text) if part]
    nearest = get_close_matches(text, [*names.codes, *names.called], n=1, cutoff=0.5)
    if len(several) > 1 and all(_resolve(part, names) for part in several):
        advice = f"几个分开写成列表：[{', '.join(several)}]"
    elif nearest:
        advice = f"是不是“{nearest[0]}”？"
    elif 0 < len(names.codes) <= _LIST_AT_MOST:
        advice = f"已定义的有：{'、'.join(names.codes)}"
    else:
        advice = f"先在 {target} 里写明它"
    return Finding(pointer, f"没有定义{label}“{text}”", advice)


def _repeated(data: dict[str, Any]) -> Iterator[Finding]:
    for target, label in LABELS.items():
        coded = list(entries(data, target))
        if target == "indicators":
            coded.extend(_segments(coded))
        yield from _twice([((*steps, "code"), code) for steps, code, _ in coded], f"{label}编码")
    named = [(steps, entry.get("name")) for steps, _, entry in entries(data, "units")]
    yield from _twice([((*steps, "name"), name) for steps, name in named if isinstance(name, str)], "单位名称")


def _segments(coded: list[tuple[Steps, str, dict[str, Any]]]) -> list[tuple[Steps, str, dict[str, Any]]]:
    return [part for steps, _, entry in coded for part in _coded((*steps, "segments"), entry.get("segments"))]


def _twice(written: list[tuple[Steps, str]], what: str) -> Iterator[Finding]:
    first: dict[str, Steps] = {}
    for steps, code in written:
        if code in first:
            yield Finding(
                pointer_of(steps), f"{what}“{code}”重复", "改成不同的，或删去其中一个", pointer_of(first[code])
            )
        first.setdefault(code, steps)


def _put(data: Any, steps: Steps, code: str) -> None:
    for step in steps[:-1]:
        data = data[step]
    data[steps[-1]] = code
