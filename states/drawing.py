"""A machine drawn and written down from its own rules: a mermaid diagram, a table of transitions, what is awaited."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from config.chains import AtLeast, Chain, Step, Together
from config.roles import Role
from config.seats import SeatOf
from states.actors import Who
from states.rights import RIGHTS, Right
from states.rules import Await, Definition, Rule, State
from states.verbs import label_of

# Possible nearly everywhere, so a diagram that drew them would show nothing else.
ASIDE = frozenset({"recall", "withdraw"})
WHOSE = {
    SeatOf.LEAD: "牵头单位",
    SeatOf.OFFICE: "考核主办单位或本级",
    SeatOf.CO_UNITS: "各配合单位",
    SeatOf.UNIT: "指定单位",
}


def mermaid(definition: Definition[Any]) -> str:
    """A state diagram. Mermaid takes no Chinese ids: states go by their codes, the labels beside them."""
    edges = _edges(definition)
    drawn = {definition.initial, *(end for ends, _ in edges for end in ends)}
    states = [state for state in definition.states if state.code in drawn]
    arrows = [f"{_id(source)} --> {_id(dest)}: {'、'.join(labels)}" for (source, dest), labels in edges]
    lines = [
        *(f'state "{state.label}" as {_id(state.code)}' for state in states),
        f"[*] --> {_id(definition.initial)}",
        *arrows,
        *(f"{_id(state.code)} --> [*]" for state in states if state.final),
    ]
    return "\n    ".join(["stateDiagram-v2", *lines])


def _edges(definition: Definition[Any]) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """Every change of state, with all labels that lead from the one to the other."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for rule in definition.rules:
        if rule.source != rule.dest and rule.verb not in ASIDE:
            found.setdefault((rule.source, rule.dest), {})[rule.label] = None
    return [(ends, tuple(labels)) for ends, labels in found.items()]


def _id(code: str) -> str:
    return re.sub(r"[^0-9A-Za-z_]", "_", code)


def transitions(definition: Definition[Any]) -> str:
    """The table of transitions; what reads the same from several states is one line."""
    labels = {state.code: state.label for state in definition.states}
    rows = ["| 现在 | 办理 | 之后 | 谁可以办 | 须通过 |", "|---|---|---|---|---|"]
    for rules in _alike(definition.rules):
        first = rules[0]
        now = "、".join(dict.fromkeys(labels[rule.source] for rule in rules))
        then = "（不变）" if first.source == first.dest else labels[first.dest]
        guards = "、".join(f"`{_name(guard)}`" for guard in first.guards)
        rows.append(f"| {now} | {first.label} `{first.trigger}` | {then} | {_people(first.who)} | {guards} |")
    return "\n".join(rows)


def _alike(rules: Iterable[Rule[Any]]) -> list[list[Rule[Any]]]:
    found: dict[object, list[Rule[Any]]] = {}
    for rule in rules:
        leads_to = None if rule.source == rule.dest else rule.dest
        found.setdefault((rule.trigger, leads_to, rule.who, tuple(map(_name, rule.guards))), []).append(rule)
    return list(found.values())


def _name(guard: Any) -> str:
    """A guard's own name; of one that was made for a place, that of its maker."""
    made_in: str = guard.__qualname__
    return made_in.split(".<locals>", maxsplit=1)[0].rpartition(".")[2].lstrip("_")


def _people(who: Iterable[Who]) -> str:
    """Those of one relation together: 牵头单位：承办人、责任人."""
    found: dict[str, list[str]] = {}
    for each in who:
        is_clock = each.role is Role.CLOCK
        roles = found.setdefault("系统定时" if is_clock else each.relation.label, [])
        roles += [each.role.label] if each.role is not None and not is_clock else []
    return "；".join(f"{whose}：{'、'.join(roles)}" if roles else whose for whose, roles in found.items())


def awaited(definition: Definition[Any]) -> str:
    """Which states open an obligation, whose it is, and for how long."""
    rows = ["| 状态 | 应办事项 | 由谁 | 时限 |", "|---|---|---|---|"]
    rows += [_awaited(state, state.awaits) for state in definition.states if state.awaits is not None]
    return "\n".join(rows)


def _awaited(state: State, awaits: Await) -> str:
    found: dict[str, list[str]] = {}
    for seat in awaits.seats:
        found.setdefault(seat.unit or WHOSE[seat.of], []).append(seat.role.label)
    seats = "；".join(f"{whose}：{'、'.join(roles)}" for whose, roles in found.items())
    whose = seats if awaits.each or len(awaits.seats) == 1 else f"{seats}（先有人的先）"
    days = "随阶段或报送期限" if awaits.days is None else f"{awaits.days}个工作日"
    return f"| {state.label} | {awaits.kind.label}{'（合并为一项）' if awaits.joint else ''} | {whose} | {days} |"


def steps(chain: Chain) -> str:
    """A chain in one line: 部门负责人审核 → 分管领导审阅."""
    return " → ".join(f"{step.label}{_mode(step)}" for step in chain.steps)


def _mode(step: Step) -> str:
    if isinstance(step.mode, AtLeast):
        return f"（至少{step.mode.at_least}个席位同意）"
    return "" if step.mode is Together.ONE else f"（{step.mode.label}）"


def rights() -> str:
    """The table of rights, as it stands."""
    rows = ["| 办理 | 对什么 | 谁可以 | 什么状态下 |", "|---|---|---|---|"]
    return "\n".join([*rows, *(_right(row) for row in RIGHTS)])


def _right(row: Right) -> str:
    bars = "".join(f"；回避：`{bar.__name__}`" for bar in row.bars)
    states = "、".join(f"`{state}`" for state in row.states) or "任何状态"
    kinds = "、".join(kind.label for kind in row.kinds)
    return f"| {label_of(row.act)} `{row.act}` | {kinds} | {_people(row.who)}{bars} | {states} |"


def section(definition: Definition[Any], *, title: str, note: str = "") -> Iterator[str]:
    """One machine on the page."""
    yield f"## {title}\n"
    if note:
        yield f"{note}\n"
    yield f"```mermaid\n{mermaid(definition)}\n```\n"
    if any(state.awaits for state in definition.states):
        yield f"{awaited(definition)}\n"
    yield f"{transitions(definition)}\n"
