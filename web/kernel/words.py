"""What a page says: Chinese as it is written here, in the office's own words (O38), or English by the catalogue."""

import gettext as catalogues
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from config.terms import Own, speak
from states.sessions import Language
from web.kernel.plurals import Forms, forms
from web.kernel.sentences import Sentences

LOCALE = Path(__file__).parents[1] / "locale"
DOMAIN = "kaohe"


class Catalogue(catalogues.GNUTranslations):
    """A catalogue that can be looked through."""

    @property
    def texts(self) -> dict[str, Forms]:
        """By the Chinese, in all forms: the catalogue keeps these apart, as (text, form)."""
        found: dict[str, dict[int, str]] = {}
        for key, said in self._catalog.items():  # type: ignore[attr-defined]
            chinese, form = (key, 0) if isinstance(key, str) else key
            if chinese:
                found.setdefault(chinese, {})[form] = said
        plural = self.plural  # type: ignore[attr-defined]
        return {chinese: forms([said[n] for n in sorted(said)], plural) for chinese, said in found.items()}


@lru_cache(maxsize=4)
def _sentences(language: Language) -> Sentences:
    """What is said in a language other than Chinese, which needs no catalogue."""
    found = catalogues.translation(DOMAIN, LOCALE, languages=[language.value], class_=Catalogue)
    return Sentences(found.texts)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one visit. `own`: what the office calls otherwise."""

    language: Language = Language.CHINESE
    own: Own = ()

    def __call__(self, text: str, **values: object) -> str:
        """The text in the reader's language; `values` are put in by name, as `%(name)s`."""
        return self.shaped(text, values) % values if values else self.say(text)

    def say(self, text: str) -> str:
        if not text:
            return text
        if self.language is Language.CHINESE:
            return speak(text, self.own)
        return _sentences(self.language).say(text)

    def shaped(self, text: str, values: Mapping[str, object]) -> str:
        """The text before the values are put in, in the form that their numbers ask for."""
        if self.language is Language.CHINESE:
            return speak(text, self.own)
        found = _sentences(self.language).exact.get(text)
        return found.of(values) if found is not None else self.say(text)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that is put into words when it is shown."""

    text: str
    values: Mapping[str, object]


def say_later(text: str, **values: object) -> Said:
    """For what is decided before it is known who reads it: column heads, navigation."""
    return Said(text, values)
