"""How a score is explained: 「这分怎么得的」 as text for people, as a tree for programs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from config.basis import Basis
from config.scheme import Scheme
from scoring.numbers import plain
from scoring.worked import How, Record, Sign, Truth, Worked

_SIGNS = {How.ADD: " + ", How.SUBTRACT: " − ", How.MULTIPLY: " × ", How.DIVIDE: " ÷ "}
_PRINTED = {Sign.AT_LEAST: "≥", Sign.AT_MOST: "≤"}
_INDENT = "  "
NOT_SO = "不成立"


@dataclass(frozen=True, slots=True)
class Outline:
    """One step that is more than a number: the arithmetic, the clause, why, and the steps that it was made from."""

    heading: str
    basis: str
    because: tuple[str, ...]
    parts: tuple["Outline", ...]


Say = Callable[[str], str]
"""Puts a text of ours into the reader's words; names and quotes that it does not know it leaves."""


def explain(worked: Worked, scheme: Scheme) -> str:
    """A line for each step that is more than a number: the arithmetic, the clause, the facts."""
    return "\n".join(_lines(outline(worked, scheme), 0))


def outline(worked: Worked, scheme: Scheme, *, say: Say = str) -> Outline:
    """The same, as a tree that unfolds."""
    return Outline(
        heading=_heading(worked, say),
        basis=say_basis(worked.basis, scheme) if worked.basis is not None else "",
        because=tuple(say_truth(truth, say) for truth in worked.when),
        parts=tuple(outline(part, scheme, say=say) for part in _named_below(worked)),
    )


def _lines(step: Outline, depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    yield f"{indent}{step.heading}"
    if step.basis:
        yield f"{indent}{_INDENT}依据 {step.basis}"
    for reason in step.because:
        yield f"{indent}{_INDENT}因为 {reason}"
    for part in step.parts:
        yield from _lines(part, depth + 1)


def _named_below(worked: Worked) -> Iterator[Worked]:
    """The nearest parts that have something of their own to say; what lies between stands in the arithmetic above."""
    for part in worked.parts:
        if _stands_alone(part):
            yield part
        else:
            yield from _named_below(part)


def _stands_alone(part: Worked) -> bool:
    named = bool(part.label) and bool(part.parts)
    return named or bool(part.when or part.basis or part.note or part.record)


def _heading(worked: Worked, say: Say) -> str:
    label = say(worked.label or worked.how.label)
    note = f"（{say(worked.note)}）" if worked.note else ""
    source = f"［{said}］" if worked.record and (said := say_record(worked.record, say)) != label else ""
    arithmetic = _arithmetic(worked, say)
    amount = _amount(worked, say)
    shown = f" = {arithmetic}" if arithmetic and arithmetic != plain(worked.value) else ""
    return f"{label}：{amount}{shown}{note}{source}"


def _amount(worked: Worked, say: Say) -> str:
    unit = say(worked.unit) if worked.unit else ""
    return f"{plain(worked.value)}{unit if unit == '%' or not unit else f' {unit}'}"


def _arithmetic(worked: Worked, say: Say) -> str:
    """The numbers put in. A number alone needs none."""
    parts = worked.parts
    if worked.how in _SIGNS:
        return _SIGNS[worked.how].join(_inline(part, say, inside=worked.how) for part in parts)
    if worked.how in (How.SAME, How.PICK):
        return _inline(parts[0], say) if not _stands_alone(parts[0]) else ""
    if worked.how in (How.GIVEN, How.CLAUSE):
        return ""
    if worked.how in (How.MORE, How.LESS, How.EQUAL):
        others = "、".join(_inline(part, say) for part in parts[1:]) or say("没有别家")
        return f"{_inline(parts[0], say)} {say('与')} {others} {say('比')}，{say(worked.how.label)}"
    if worked.how in (How.IN_PERCENT, How.OF_PERCENT):
        return _inline(parts[0], say) + ("%" if worked.how is How.OF_PERCENT else "")
    if worked.how in (How.MOST, How.LEAST) and (only := _chosen(worked)) is not None:
        return _inline(only, say)
    if worked.how is How.ROUND:
        return f"{_inline(parts[0], say)} {say(f'取 {worked.digits} 位小数')}"
    return f"{say(worked.how.label)}（{'、'.join(_inline(part, say) for part in parts)}）"


def _chosen(worked: Worked) -> Worked | None:
    """Where a limit does not bite, what it would have limited; where it does, nothing: the limit is told."""
    first, *limits = worked.parts
    plainly = all(limit.how is How.CLAUSE for limit in limits)
    return first if plainly and first.value == worked.value else None


def _seen_through(part: Worked) -> Worked:
    """Past what changes nothing: a limit that does not bite, a name that says nothing."""
    while not part.label and not _stands_alone(part) and part.parts:
        inner = _chosen(part) if part.how in (How.MOST, How.LEAST) else None
        inner = part.parts[0] if part.how in (How.SAME, How.PICK, How.IN_PERCENT) else inner
        if inner is None:
            break
        part = inner
    return part


def _inline(part: Worked, say: Say, inside: How | None = None) -> str:
    part = _seen_through(part)
    amount = plain(part.value)
    if part.how is How.OF_PERCENT and not part.label:
        return f"{_inline(part.parts[0], say)}%"
    if part.label or not part.parts or _stands_alone(part):
        shown = f"({amount})" if part.value < 0 and inside is not None else amount
        return f"{say(part.label)} {shown}" if part.label else shown
    arithmetic = _arithmetic(part, say)
    if inside in (How.MULTIPLY, How.DIVIDE, How.SUBTRACT) and part.how in (How.ADD, How.SUBTRACT, How.DIVIDE):
        return f"({arithmetic})"
    return arithmetic or amount


SETTLED = ("无异议", "确认", "维持", "变更", "撤销")


def say_record(record: Record, say: Say = str) -> str:
    said = [say(record.said)]
    if record.evidence:
        said.append(say(f"印证材料 {'、'.join(record.evidence)}"))
    if record.finder:
        said.append(say(f"{record.finder}发现"))
    if record.verified_by:
        # a finding is settled by somebody's word, told whole; everything else has somebody who verified it
        settled = record.verified_by.endswith(SETTLED)
        said.append(say(record.verified_by if settled else f"{record.verified_by}核验"))
    return "；".join(said)


def say_basis(basis: Basis, scheme: Scheme) -> str:
    document = next((one for one in scheme.documents if one.code == basis.document), None)
    named = (document.no or f"《{document.title}》") if document else basis.document
    return f"{named}{f' {basis.clause}' if basis.clause else ''}：“{basis.quote}”"


def say_truth(truth: Truth, say: Say = str) -> str:
    if truth.said:
        return say(truth.said if truth.holds or truth.sign is not Sign.RECORDED else f"不是：{truth.said}")
    values = [part for part in truth.parts if isinstance(part, Worked)]
    below = [part for part in truth.parts if isinstance(part, Truth)]
    inner = [say_truth(part, say) for part in below]
    if truth.sign is Sign.NOT:
        return f"{say('不合')}：{inner[0]}" if below[0].holds else inner[0]  # what does not hold says so itself
    if truth.sign in (Sign.ALL, Sign.ANY):
        return f"{say(truth.sign.label)}（{'；'.join(inner)}）"
    left, right = values
    sign = _PRINTED.get(truth.sign, truth.sign.value)
    return f"{_inline(left, say)} {sign} {_inline(right, say)}{'' if truth.holds else f' {say(NOT_SO)}'}"


def as_tree(worked: Worked, scheme: Scheme) -> dict[str, Any]:
    """The tree for programs: enough to work every number out again. Numbers are exact texts."""
    told: dict[str, Any] = {"how": worked.how.value, "value": plain(worked.value)}
    for key in ("label", "unit", "note"):
        if getattr(worked, key):
            told[key] = getattr(worked, key)
    if worked.how is How.ROUND and worked.mode is not None:
        told |= {"digits": worked.digits, "mode": worked.mode.value}
    if worked.basis is not None:
        told["basis"] = {**worked.basis.model_dump(mode="json"), "said": say_basis(worked.basis, scheme)}
    if worked.record is not None:
        record = worked.record
        told["record"] = {
            "ref": record.said,
            "evidence": list(record.evidence),
            "finder": record.finder,
            "verified_by": record.verified_by,
            "only_reported": record.is_only_reported,
        }
    if worked.when:
        told["when"] = [_truth_tree(truth, scheme) for truth in worked.when]
    if worked.parts:
        told["parts"] = [as_tree(part, scheme) for part in worked.parts]
    return told


def _truth_tree(truth: Truth, scheme: Scheme) -> dict[str, Any]:
    parts = [as_tree(part, scheme) if isinstance(part, Worked) else _truth_tree(part, scheme) for part in truth.parts]
    return {
        "sign": truth.sign.value,
        "holds": truth.holds,
        "said": say_truth(truth),
        **({"parts": parts} if parts else {}),
    }
