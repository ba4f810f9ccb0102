"""The registry: every write that a person or the clock may ask for, under the name the office gives it.

The same entries feed `kaohe act`, the forms, the API and the documentation. An act is a function
`(Act, data) -> Done` beside its data model; it runs inside one transaction opened by `performing.perform`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

from config.errors import KaoheError
from states.burden import Asks
from states.quoting import quoted_within

if TYPE_CHECKING:
    from actions.context import Act


class Data(BaseModel):
    """What an act is told. Unknown keys are refused, so that a misspelt field is never silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: one Chinese sentence for people, ids for programs."""

    summary: str
    ids: Mapping[str, int] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "summary", quoted_within(self.summary))


class Refused(KaoheError):
    """The act was not done and nothing was changed; `reasons` holds every unmet condition, in Chinese.

    `asked`: what the act asks for, where the reasons call its fields by their names; a page says their labels.
    """

    def __init__(self, act: str, reasons: tuple[str, ...], *, asked: "type[Data] | None" = None) -> None:
        self.act = act
        self.reasons = tuple(map(quoted_within, reasons))
        self.asked = asked
        super().__init__(f"暂不能{act}：" + "；".join(self.reasons))


class Conflict(Refused):
    """Another person changed the thing between reading and writing. Looking again and repeating is safe."""


@dataclass(frozen=True, slots=True)
class Parts:
    """How an act on many things is done a few at a time, so that nobody waits for all of them: each part commits.

    `split` divides what was told; `join` makes one answer of those of the parts, or raises `Refused`.
    """

    split: Callable[[Any], Sequence[Data]]
    join: Callable[[Sequence[Done]], Done]


@dataclass(frozen=True, slots=True)
class Registered:
    """One act of the registry. Without `parts` it is all or nothing. `asks`: what it asks of units, if anything."""

    name: str
    label: str
    data: type[Data]
    run: "Callable[[Act, Any], Done]"
    parts: Parts | None = None
    asks: Asks | None = None

    @property
    def purpose(self) -> str:
        """The first line of the act's docstring."""
        return (self.run.__doc__ or "").strip().splitlines()[0] if self.run.__doc__ else ""


REGISTERED: dict[str, Registered] = {}


D = TypeVar("D", bound=Data)
UseCase = Callable[["Act", D], Done]


def act(
    name: str, *, label: str, data: type[D], parts: Parts | None = None, asks: Asks | None = None
) -> "Callable[[UseCase[D]], UseCase[D]]":
    """Register a use case under its stable English name and its Chinese label."""

    def register(run: "UseCase[D]") -> "UseCase[D]":
        if name in REGISTERED:
            raise KaoheError(f"the act {name!r} is registered twice")
        REGISTERED[name] = Registered(name=name, label=label, data=data, run=run, parts=parts, asks=asks)
        return run

    return register
