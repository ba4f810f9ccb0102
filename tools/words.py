"""The English catalogue: `python -m tools.words` finds every text and writes web/locale; `check` says what is wanting.

What is translated is kept; what is new waits with an empty translation; what nothing says any longer goes. Only words
must be translated. A sentence that is not is shown in Chinese, and `check` says how many wait.
"""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.texts import HAN, OF, WIDE, Text, texts

FOLDER = Path(__file__).parents[1] / "web/locale/en/LC_MESSAGES"
PO, MO = FOLDER / "kaohe.po", FOLDER / "kaohe.mo"
PUT_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
TYPED = re.compile(r"\{词\}|全体|按时|不办|催后|晚2个工作日|提前2个工作日")
"""What is typed in Chinese whatever the language of the page."""

HEADER = "# English words of the pages. The Chinese text is the key; written by `make words`, translated by hand."


class Words(Catalog):
    """A catalogue whose head has neither moments nor addresses, so that the same texts make the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Language", "en"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


Said = tuple[str, ...]
"""The forms of a translation: one, or one for one thing and one for several; none where it waits."""


def kept() -> dict[str, Said]:
    """What is translated, by the Chinese text. Its plural is the same text: Chinese has one form."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        found = [each for each in read_po(file, locale="en") if each.id and not each.fuzzy]
    return {_keyed(_only(each.id), each.context): _forms(each.string) for each in found}


def _keyed(msgid: str, sense: str | None) -> str:
    return f"{sense}{OF}{msgid}" if sense else msgid


def _only(msgid: str | Sequence[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _forms(string: str | Sequence[str]) -> Said:
    said = (string,) if isinstance(string, str) else tuple(string)
    return said if all(said) else ()


def catalogue(found: list[Text], said: dict[str, Said]) -> Words:
    made = Words(locale="en", header_comment=HEADER, fuzzy=False)
    for text in found:
        forms = said.get(text.msgid) or ("",)
        is_plural = len(forms) > 1
        sense, _, msgid = text.msgid.rpartition(OF)
        made.add(
            (msgid, msgid) if is_plural else msgid,
            forms if is_plural else forms[0],
            locations=[(text.file, None)],  # type: ignore[list-item]
            context=sense or None,
        )
    return made


def po_of(made: Words) -> bytes:
    file = io.BytesIO()
    write_po(file, made, width=0, sort_output=True, include_lineno=False)
    return file.getvalue()


def mo_of(made: Words) -> bytes:
    file = io.BytesIO()
    write_mo(file, made)
    return file.getvalue()


def write() -> None:
    made = catalogue(texts(), kept())
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_of(made))
    MO.write_bytes(mo_of(made))


def objections() -> Iterator[str]:
    """What is wrong with the files as they stand."""
    found, said = texts(), kept()
    made = catalogue(found, said)
    if not PO.exists() or PO.read_bytes() != po_of(made):
        yield "kaohe.po is not what the sources say now (new texts, texts that are gone, fuzzy entries): make words"
    if not MO.exists() or MO.read_bytes() != mo_of(made):
        yield "kaohe.mo is older than kaohe.po: make words"
    words = {text.msgid for text in found if text.is_word}
    yield from (f"no English for {text!r}" for text in sorted(words) if not said.get(text))
    yield from faults(said)


def faults(said: dict[str, Said]) -> Iterator[str]:
    """Translations that lose what is put in, that are Chinese still, or are pointed as Chinese is."""
    for chinese, forms in said.items():
        for english in forms:
            if Counter(PUT_IN.findall(chinese)) != Counter(PUT_IN.findall(english)):
                yield f"other places in the English for {chinese!r}: {english!r}"
            if HAN.search(TYPED.sub("", english)):
                yield f"Chinese in the English for {chinese!r}: {english!r}"
            if WIDE.search(english):
                yield f"Chinese points in the English for {chinese!r}: {english!r}"


def waiting() -> int:
    """How many sentences have no English yet."""
    said = kept()
    return len({text.msgid for text in texts()} - {chinese for chinese, english in said.items() if english})


def main(told: list[str]) -> int:
    if told == ["check"]:
        wrong = list(objections())
        sys.stdout.write("".join(f"{each}\n" for each in wrong))
        sys.stdout.write(f"{waiting()} sentences are shown in Chinese still\n" if not wrong else "")
        return 1 if wrong else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
