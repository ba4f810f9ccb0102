"""A number that knows how it was worked out: what is computed and what is explained are one thing.

Whoever distrusts a score can work it out again from the tree alone (`recomputed`); nothing in it was written by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import eq, ge, gt, le, lt, mul, sub, truediv
from typing import Protocol

from config.basis import Basis
from config.labels import Labelled
from config.scoring.words import RoundMode


class How(Labelled):
    """这个数怎么来的。"""

    GIVEN = "given", "登记的数"
    CLAUSE = "clause", "条文写明的数"
    SAME = "same", "即"
    ADD = "add", "相加"
    SUBTRACT = "subtract", "相减"
    MULTIPLY = "multiply", "相乘"
    DIVIDE = "divide", "相除"
    IN_PERCENT = "in_percent", "写成百分数"
    OF_PERCENT = "of_percent", "百分之"
    FLOOR = "floor", "舍去零头"
    CEIL = "ceil", "零头进一"
    MOST = "most", "取大"
    LEAST = "least", "取小"
    ROUND = "round", "取小数"
    PICK = "pick", "按情形取"
    COUNT = "count", "数出"
    MORE = "more", "比它大的家数"
    LESS = "less", "比它小的家数"
    EQUAL = "equal", "与它相同的家数"


class Sign(Labelled):
    """怎么比。"""

    AT_LEAST = ">=", "不低于"
    ABOVE = ">", "高于"
    AT_MOST = "<=", "不高于"
    BELOW = "<", "低于"
    EQUALS = "=", "等于"
    ALL = "all", "同时"
    ANY = "any", "有一个"
    NOT = "not", "不是"
    RECORDED = "recorded", "登记为"


@dataclass(frozen=True, slots=True)
class Record:
    """Where a given number comes from: the fact's own number in the ledger, its evidence, who stands behind it."""

    said: str
    evidence: tuple[str, ...] = ()
    finder: str = ""
    verified_by: str = ""
    is_only_reported: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether something holds, and what was compared."""

    holds: bool
    sign: Sign
    parts: "tuple[Worked | Truth, ...]" = ()
    said: str = ""

    def __bool__(self) -> bool:
        return self.holds


@dataclass(frozen=True, slots=True)
class Worked:
    """A number (points, or a measure in `unit`) with the arithmetic that led to it."""

    value: Fraction
    how: How
    parts: "tuple[Worked, ...]" = ()
    when: tuple[Truth, ...] = ()
    digits: int = 0
    mode: RoundMode | None = None
    label: str = ""
    unit: str = ""
    note: str = ""
    basis: Basis | None = None
    record: Record | None = None

    def __add__(self, other: "Worked") -> "Worked":
        return total((self, other))

    def __sub__(self, other: "Worked") -> "Worked":
        return Worked(self.value - other.value, How.SUBTRACT, (self, other))

    def __mul__(self, other: "Worked") -> "Worked":
        return product((self, other))

    def __truediv__(self, other: "Worked") -> "Worked":
        return Worked(self.value / other.value, How.DIVIDE, (self, other))

    def __neg__(self) -> "Worked":
        return clause(0) - self

    def called(self, label: str, *, unit: str = "", note: str = "", basis: Basis | None = None) -> "Worked":
        """The same number under a name of its own; what it was called before stays beneath."""
        if self.label or self.basis:
            return Worked(self.value, How.SAME, (self,), label=label, unit=unit or self.unit, note=note, basis=basis)
        return replace(self, label=label, unit=unit or self.unit, note=note or self.note, basis=basis)

    def noted(self, note: str) -> "Worked":
        return replace(self, note="；".join(said for said in (self.note, note) if said))


class Cited(Protocol):
    """A rule, or a line of one, that may have a name and a clause of its own."""

    @property
    def label(self) -> str: ...
    @property
    def basis(self) -> Basis | None: ...


def cited(rule: Cited, worked: Worked) -> Worked:
    """Under the rule's own label and clause; a rule without either adds nothing."""
    if not rule.label and rule.basis is None:
        return worked
    return worked.called(rule.label, basis=rule.basis)


def given(value: Fraction, label: str, *, unit: str = "", record: Record | None = None, note: str = "") -> Worked:
    return Worked(value, How.GIVEN, label=label, unit=unit, record=record, note=note)


def clause(value: Fraction | int, label: str = "", *, unit: str = "") -> Worked:
    return Worked(Fraction(value), How.CLAUSE, label=label, unit=unit)


def total(parts: Sequence[Worked]) -> Worked:
    return Worked(sum((part.value for part in parts), Fraction(0)), How.ADD, tuple(parts))


def product(parts: Sequence[Worked]) -> Worked:
    return Worked(reduce(mul, (part.value for part in parts), Fraction(1)), How.MULTIPLY, tuple(parts))


def in_percent(part: Worked) -> Worked:
    """1.2 as 120 %."""
    return Worked(part.value * 100, How.IN_PERCENT, (part,), unit="%")


def of_percent(part: Worked) -> Worked:
    """20 % as 0.2."""
    return Worked(part.value / 100, How.OF_PERCENT, (part,))


def floored(part: Worked) -> Worked:
    return Worked(Fraction(floor(part.value)), How.FLOOR, (part,))


def ceiled(part: Worked) -> Worked:
    return Worked(Fraction(ceil(part.value)), How.CEIL, (part,))


def largest(parts: Sequence[Worked]) -> Worked:
    return Worked(max(part.value for part in parts), How.MOST, tuple(parts))


def smallest(parts: Sequence[Worked]) -> Worked:
    return Worked(min(part.value for part in parts), How.LEAST, tuple(parts))


def counted(parts: Sequence[Worked], label: str = "") -> Worked:
    """How many there are."""
    return Worked(Fraction(len(parts)), How.COUNT, tuple(parts), label=label)


def picked(when: Sequence[Truth], part: Worked) -> Worked:
    """What holds in this case: the conditions asked on the way, the last of which decided."""
    return Worked(part.value, How.PICK, (part,), when=tuple(when))


def rounded(part: Worked, digits: int, mode: RoundMode) -> Worked:
    return Worked(round_to(part.value, digits, mode), How.ROUND, (part,), digits=digits, mode=mode)


def round_to(value: Fraction, digits: int, mode: RoundMode) -> Fraction:
    """Away from nothing but what the mode says; a half is exactly a half. Up and half up go away from zero."""
    scale = 10**digits
    scaled = abs(value) * scale
    whole = floor(scaled)
    rest = scaled - whole
    half = Fraction(1, 2)
    up = {
        RoundMode.DOWN: False,
        RoundMode.UP: rest > 0,
        RoundMode.HALF_UP: rest >= half,
        RoundMode.HALF_EVEN: rest > half or (rest == half and whole % 2 == 1),
    }[mode]
    size = Fraction(whole + (1 if up else 0), scale)
    return -size if value < 0 else size


_SIGNS: dict[Sign, Callable[[Fraction, Fraction], bool]] = {
    Sign.AT_LEAST: ge,
    Sign.ABOVE: gt,
    Sign.AT_MOST: le,
    Sign.BELOW: lt,
    Sign.EQUALS: eq,
}
_BESIDE: dict[How, Callable[[Fraction, Fraction], bool]] = {How.MORE: gt, How.LESS: lt, How.EQUAL: eq}


def compared(left: Worked, sign: Sign, right: Worked) -> Truth:
    return Truth(_SIGNS[sign](left.value, right.value), sign, (left, right))


def all_of(parts: Sequence[Truth]) -> Truth:
    return Truth(all(parts), Sign.ALL, tuple(parts))


def any_of(parts: Sequence[Truth]) -> Truth:
    return Truth(any(parts), Sign.ANY, tuple(parts))


def opposite(part: Truth) -> Truth:
    return Truth(not part.holds, Sign.NOT, (part,))


def recomputed(tree: Worked) -> Fraction:
    """The number again, from the leaves up: only what is recorded or written in a clause is taken as it stands.

    Raises AssertionError where a condition does not follow from what it compared.
    """
    for truth in tree.when:
        check(truth)
    if tree.how in (How.GIVEN, How.CLAUSE):
        return tree.value
    parts = [recomputed(part) for part in tree.parts]
    if tree.how is How.ROUND:
        return round_to(parts[0], tree.digits, tree.mode or RoundMode.HALF_UP)
    if tree.how in _BESIDE:
        return _beside(tree.how, parts[0], parts[1:])
    return _AGAIN[tree.how](parts)


_AGAIN: dict[How, Callable[[list[Fraction]], Fraction]] = {
    How.SAME: lambda parts: parts[0],
    How.PICK: lambda parts: parts[0],
    How.ADD: lambda parts: sum(parts, Fraction(0)),
    How.SUBTRACT: lambda parts: reduce(sub, parts),
    How.MULTIPLY: lambda parts: reduce(mul, parts, Fraction(1)),
    How.DIVIDE: lambda parts: truediv(parts[0], parts[1]),
    How.FLOOR: lambda parts: Fraction(floor(parts[0])),
    How.CEIL: lambda parts: Fraction(ceil(parts[0])),
    How.MOST: max,
    How.LEAST: min,
    How.COUNT: lambda parts: Fraction(len(parts)),
    How.IN_PERCENT: lambda parts: parts[0] * 100,
    How.OF_PERCENT: lambda parts: parts[0] / 100,
}


def beside(how: How, own: Worked, others: Sequence[Worked], many: int) -> Worked:
    """How many of the others are more, less or the same: counted by whoever has them in order."""
    return Worked(Fraction(many), how, (own, *others))


def _beside(how: How, own: Fraction, others: Sequence[Fraction]) -> Fraction:
    return Fraction(sum(1 for other in others if _BESIDE[how](other, own)))


def check(truth: Truth) -> None:
    """Raises AssertionError where a condition does not say what its parts say."""
    values = [recomputed(part) for part in truth.parts if isinstance(part, Worked)]
    inner = [part for part in truth.parts if isinstance(part, Truth)]
    for part in inner:
        check(part)
    if truth.sign is Sign.RECORDED:
        return
    held = _SIGNS[truth.sign](values[0], values[1]) if truth.sign in _SIGNS else _JOINED[truth.sign](inner)
    if held is not truth.holds:
        raise AssertionError(f"{truth.said or truth.sign.label}：{truth.holds}")


_JOINED: dict[Sign, Callable[[list[Truth]], bool]] = {
    Sign.ALL: all,
    Sign.ANY: any,
    Sign.NOT: lambda parts: not parts[0],
}
