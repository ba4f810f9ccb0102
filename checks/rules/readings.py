"""What the text leaves open and nobody has chosen (O36)."""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.combining import Choice
from config.scoring.parts import parts_like


def doubts_of_readings(scheme: Scheme) -> Iterator[Doubt]:
    told: set[str] = set()
    for steps, choice in parts_like(Choice, scheme.scoring, ("scoring",)):
        if choice.default is None and choice.choice not in {*scheme.scoring.chosen, *told}:
            told.add(choice.choice)  # one decision, however many rules wait for it
            options = "、".join(f"{one.code}（{one.label}）" if one.label else one.code for one in choice.options)
            yield warning(
                pointer_of(steps),
                f"“{choice.label or choice.choice}”有几种读法，还没有选定，选定以前不评分",
                f"在 scoring.chosen 里写 {choice.choice}: 其中之一：{options}",
                choice.basis,
            )
