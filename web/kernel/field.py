"""One input of a form: what is asked, how it is typed in, what stands in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `kind`: text, long, number, date, moment, hour, yes, choice, several, rows, pairs (a mapping), or data
    for what only a page of its own can ask; chosen by name (web/kernel/known.py) also named, choices, document, hidden.
    """

    name: str
    label: str
    kind: str
    required: bool
    values: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    rows: tuple[tuple["Field", ...], ...] = ()
    help: str = ""
    is_cut: bool = False  # there is more to choose from than is listed
    finds: bool = False  # what is not listed can be looked for by a word

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Choices whose labels are names: nobody translates them."""
        return tuple((each.value, each.label) for each in self.choices)
