"""What a page says: Chinese as it is written here, in the office's own words (O38), or English by the catalogue."""

import gettext as catalogues
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from config.terms import Own, speak
from states.quoting import quoted_within
from states.sessions import Language
from web.kernel.plurals import Forms, forms
from web.kernel.sentences import Sentences, small

LOCALE = Path(__file__).parents[1] / "locale"
DOMAIN = "kaohe"
OF = "\x04"
"""What gettext puts between a sense (its msgctxt) and a text."""


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
        return quoted_within(self.shaped(text, values) % values) if values else self.say(text)

    def say(self, text: str, sense: str = "") -> str:
        """`sense`: where one Chinese word is several words elsewhere (`SENSES` in tools/texts.py)."""
        if not text:
            return text
        if self.language is Language.CHINESE:
            return quoted_within(speak(text, self.own))
        sentences = _sentences(self.language)
        found = sentences.exact.get(f"{sense}{OF}{text}") if sense else None
        return found.of({}) if found is not None else quoted_within(sentences.say(text))

    def within(self, text: str) -> str:
        """The text where it does not stand first."""
        said = self.say(text)
        return said if self.language is Language.CHINESE else small(said)

    def month(self, month: int, *, whole: bool = False) -> str:
        """8月; Aug, or August where there is room for the `whole` of it."""
        if self.language is Language.CHINESE:
            return f"{month}月"
        return f"{date(2000, month, 1):%B}" if whole else f"{date(2000, month, 1):%b}"

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
