"""Finding by 拼音: units, posts and indicators are few, so who is meant is settled here and the database gets ids.

Every character counts with each of its readings, whole, begun or by its first letter alone: mzj, minzhengju and minzj
all find 民政局. 单县 is found as shanxian and as danxian; an alias may be written in letters too.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, pinyin


@dataclass(frozen=True, slots=True)
class Name:
    """Something with an id and all the words that it goes by."""

    id: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The few things of one kind that a text may mean."""

    entries: tuple[Name, ...]

    @classmethod
    def of(cls, entries: Iterable[tuple[int, Sequence[str]]]) -> "Names":
        return cls(tuple(Name(each, tuple(filter(None, words))) for each, words in entries))

    def meant_by(self, text: str) -> tuple[int, ...]:
        """Those whose name is the text; else all that contain it, in characters or in letters of their 拼音."""
        wanted = squeezed(text)
        if not wanted:
            return ()
        called = [each.id for each in self.entries if any(squeezed(word) == wanted for word in each.words)]
        return tuple(called) or tuple(
            each.id for each in self.entries if any(sounds_like(word, wanted) for word in each.words)
        )


def sounds_like(word: str, text: str) -> bool:
    """Whether a squeezed text stands in a word, characters and letters mixed as people type them."""
    characters = squeezed(word)
    return any(_goes_on(characters[start:], text) for start in range(len(characters)))


def _goes_on(characters: str, text: str) -> bool:
    """Whether the characters, from the first one on, can be typed as the text."""
    reached = {0}
    for character in characters:
        beyond: set[int] = set()
        for place in reached:
            rest = text[place:]
            for spelling in spellings(character):
                if spelling.startswith(rest):
                    return True
                if rest.startswith(spelling):
                    beyond.add(place + len(spelling))
                if rest.startswith(spelling[0]):
                    beyond.add(place + 1)
        if not beyond:
            return False
        reached = beyond
    return False


@lru_cache(maxsize=8192)
def spellings(character: str) -> tuple[str, ...]:
    """How a character may be typed: as itself, or by any of its readings."""
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return (character, *dict.fromkeys(reading for each in readings for reading in each))


def squeezed(text: str) -> str:
    """Without blanks, wide or narrow, and in small letters."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
