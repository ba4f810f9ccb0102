"""What a verifier asks about when he looks at a figure: it fell, it jumped, the words are those of last time.

They are questions to a person, not walls (O28); those that the unit was asked already carry its answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from states.doubts import DIGITS, Doubt, jumping_period, repeated_text

WORDS = {"progress": "进展情况", "problems": "存在问题及原因分析", "next_steps": "下步措施"}


@dataclass(frozen=True, slots=True)
class Question:
    """`answer`: what the unit said to it, where it was asked before it reported."""

    sentence: str
    answer: str = ""


def answered(doubts: Sequence[Doubt], explanations: Mapping[str, str], about: str) -> Iterator[Question]:
    """What the check before the submission found, with the unit's own words."""
    for doubt in doubts:
        if doubt.about == about:
            yield Question(doubt.sentence, explanations.get(doubt.key, ""))


def of_history(row: Any, earlier: Sequence[Any], *, unit: str, about: str) -> Iterator[Question]:
    """Against the periods before: `earlier` are the unit's own lines of this item, oldest first."""
    periods = [line.reported_period for line in earlier if line.reported_period is not None]
    if row.reported_period is not None:
        jump = jumping_period(row.reported_period, earlier=periods, unit=unit, about=about)
        if jump is not None:
            yield Question(jump.sentence)
    if earlier:
        for name, label in WORDS.items():
            same = repeated_text(getattr(row, name), before=getattr(earlier[-1], name), about=label)
            if same is not None:
                yield Question(same.sentence)


def total(values: Sequence[Decimal | None]) -> Decimal | None:
    """The items together; none where one of them has no number."""
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    with localcontext(prec=DIGITS):
        return sum(known, Decimal(0))
