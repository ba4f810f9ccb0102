"""What a form acts upon, said above it: the task, the letter, the plan, with whose it is, how it stands and by when."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from web.kernel.visit import Visit
from web.things.table import BY_KIND, thing_of
from web.things.thing import Block, Thing, block_of

MOST = 12
"""So many things one after another are read by a person."""


def about(visit: Visit, model: type[BaseModel], given: Mapping[str, Sequence[str]]) -> list[Block]:
    """The things whose numbers the page before has told, as far as this reader may see them."""
    if visit.desk is None:
        return []
    found = [block_of(visit, thing, number) for thing, number in dict.fromkeys([*_told(model, given)][:MOST])]
    return [each for each in found if each is not None]


def _told(model: type[BaseModel], given: Mapping[str, Sequence[str]]) -> Iterator[tuple[Thing, int]]:
    kind = next(iter(given.get("kind", ())), "")
    for name, info in model.model_fields.items():
        thing = BY_KIND.get(kind) if name == "id" else thing_of(name, info.description or "")
        if thing is not None:
            for value in (*given.get(name, ()), *given.get(f"{name}[]", ())):
                if value.isdecimal() and len(value) < 19:
                    yield thing, int(value)
