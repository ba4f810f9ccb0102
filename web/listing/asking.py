"""What a reader asks of a list, as it stands in the address: filters, order, page. Anything may stand there."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

Params = Sequence[tuple[str, str]]
"""Names and values in the order of the address: `request.query_params.multi_items()`."""

SORT, PAGE, SIZE, ALL, EXPORT = "sort", "page", "size", "all", "export"
LONGEST = 100
"""Characters of a search that are read; no name and no clause of one is longer."""
LONGEST_CARRIED = 1000
"""Characters of what other parts of the page ask."""
FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Asking:
    """The address, read for one list. `prefix` keeps the lists of one page apart."""

    params: tuple[tuple[str, str], ...]
    prefix: str = ""
    path: str = ""

    @classmethod
    def of(cls, params: Params, *, prefix: str = "", path: str = "") -> "Asking":
        return cls(tuple((name, cleaned(value, most=LONGEST_CARRIED)) for name, value in params), prefix, path)

    def value(self, key: str) -> str:
        """The last one given, as a form that was sent twice leaves it."""
        name = self.name(key)
        found = next((value for each, value in reversed(self.params) if each == name), "")
        return found[:LONGEST].strip()

    def name(self, key: str) -> str:
        return self.prefix + key

    @property
    def sort(self) -> tuple[str, bool]:
        """The column and whether the greatest comes first: `-due`."""
        asked = self.value(SORT)
        return asked.removeprefix("-"), asked.startswith("-")

    @property
    def page(self) -> int:
        asked = self.value(PAGE)
        return min(int(asked), FARTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1

    def size(self, sizes: Sequence[int]) -> int:
        asked = self.value(SIZE)
        return next((size for size in sizes if str(size) == asked), sizes[0])

    @property
    def is_whole(self) -> bool:
        """Without pages, for printing."""
        return bool(self.value(ALL))

    # the address of something else

    def but(self, **changes: str) -> "Asking":
        """The same with other values; an empty one drops out. A change of order or filter begins at the first page."""
        names = {self.name(key): value for key, value in changes.items()}
        dropped = {*names, self.name(EXPORT), *(() if PAGE in changes else (self.name(PAGE),))}
        kept = [(name, value) for name, value in self.params if name not in dropped]
        added = [(name, value) for name, value in names.items() if value]
        return replace(self, params=(*kept, *added))

    def without(self, *keys: str) -> "Asking":
        return self.but(**dict.fromkeys(keys, ""))

    def kept(self, *keys: str) -> tuple[tuple[str, str], ...]:
        """What the form has no box for and must carry on: other lists, other parameters of the page."""
        dropped = {self.name(key) for key in (*keys, PAGE, EXPORT, ALL)}
        return tuple((name, value) for name, value in self.params if name not in dropped and value)

    @property
    def address(self) -> str:
        """A link that leads here again. Relative: the page knows where it stands."""
        return f"{self.path}?{urlencode([each for each in self.params if each[1]])}"


def cleaned(text: str, *, most: int = LONGEST) -> str:
    """Without what no name holds and no database takes: control characters, halves of characters."""
    return "".join(each for each in text[:most] if unicodedata.category(each) not in ("Cc", "Cs"))
