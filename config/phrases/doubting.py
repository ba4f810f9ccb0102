"""What is said when a phrase cannot be read with certainty, and which readings come closest."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.deadlines import DeadlineRule, RuleBase
from config.errors import KaoheError
from config.phrases.text import Found

_SIGNS = "①②③④⑤⑥"


class Doubt(Exception):
    """A part of the one spelling, from `start` to `end`, why it is doubtful, and what could stand there instead."""

    def __init__(self, start: int, end: int, reason: str, *, instead: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.start = start
        self.end = end
        self.reason = reason
        self.instead = tuple(instead)


def doubtful(found: Found, reason: str, *instead: str, part: str | int = 0) -> Doubt:
    """A doubt about what was found, or about one group of it."""
    return Doubt(*found.span(part), reason, instead=instead)


@dataclass(frozen=True, slots=True)
class Closest:
    """A reading that is certain, as a phrase and as a rule."""

    phrase: str
    rule: DeadlineRule

    def __str__(self) -> str:
        return f"{self.phrase} {said_as_rule(self.rule)}"


class PhraseRefused(KaoheError):
    """期限词句读不准: the part that is doubtful, why, and the closest readings."""

    def __init__(self, phrase: str, *, part: str, place: int, reason: str, closest: Sequence[Closest]) -> None:
        self.phrase = phrase
        self.part = part
        self.place = place
        self.reason = reason
        self.closest = tuple(closest)
        super().__init__("。".join(filter(None, (self.sentence, self.advice))))

    @property
    def sentence(self) -> str:
        where = f"“{self.part}”" if self.part and self.part != self.phrase else ""
        return f"“{self.phrase}”读不准：{where}{self.reason}"

    @property
    def advice(self) -> str:
        offered = (f"{sign}{each}" for sign, each in zip(_SIGNS, self.closest, strict=False))
        return f"是不是：{' '.join(offered)}" if self.closest else ""


def said_as_rule(rule: DeadlineRule) -> str:
    """The rule as one line of YAML: what it is, then its conditions."""
    return _flow(rule.model_dump(mode="json", exclude_defaults=True))


def _flow(data: object) -> str:
    if isinstance(data, dict):
        last = [key for key in data if key in RuleBase.model_fields]
        data = {key: data[key] for key in [*(key for key in data if key not in last), *last]}
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, bool):
        return "true" if data else "false"
    text = str(data)
    return f'"{text}"' if isinstance(data, str) and (":" in text or "," in text) else text
