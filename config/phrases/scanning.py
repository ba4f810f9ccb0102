"""A place in a phrase that moves forward as words are understood."""

import re
from dataclasses import dataclass

from config.phrases.text import Found, Wording


@dataclass(slots=True)
class Scanner:
    wording: Wording
    place: int = 0

    @property
    def text(self) -> str:
        return self.wording.text

    @property
    def rest(self) -> str:
        return self.text[self.place :]

    def sees(self, pattern: re.Pattern[str]) -> Found | None:
        return pattern.match(self.text, self.place)

    def take(self, pattern: re.Pattern[str]) -> Found | None:
        """Moves past the words, if they come next."""
        found = self.sees(pattern)
        if found is not None:
            self.place = found.end()
        return found
