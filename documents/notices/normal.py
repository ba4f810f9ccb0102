"""From the letters of the paper to one spelling, without noise; nothing loses its place."""

from documents.notices.noise import Noise
from documents.notices.passages import Passage
from documents.notices.spelling import in_context, is_chinese, is_traditional, letter_of, simplified

_BLANK = frozenset(" \u00a0\u3000\u2002\u2003\u2009\u202f")


def normalised(text: str, noise: Noise) -> Passage:
    """Line feeds and tabs stay; a blank stays only between two words that are not Chinese."""
    letters = _letters(text, noise)
    kept: list[tuple[str, int, int]] = []
    for place, (letter, at) in enumerate(letters):
        if letter in _BLANK:
            after = _after(letters, place)
            if kept and not _is_apart(kept[-1][0], after):
                continue
            if not kept or kept[-1][0] in " \n\t" or after in "\n\t":
                continue
            kept.append((" ", at, at + 1))
            continue
        kept.append((letter, at, at + 1))
    said = [letter for letter, _, _ in kept]
    for place, letter in enumerate(said):
        if letter in "，：" and 0 < place < len(said) - 1:
            said[place] = in_context(letter, said[place - 1], "".join(said[place + 1 : place + 5]))
    return Passage(text, "".join(said), tuple(start for _, start, _ in kept), tuple(end for _, _, end in kept))


def _letters(text: str, noise: Noise) -> list[tuple[str, int]]:
    letters: list[tuple[str, int]] = []
    said = simplified if is_traditional(text) else str
    last = 0
    for start, end in (*noise.spans, (len(text), len(text))):
        letters.extend((said(letter_of(text[at])), at) for at in range(last, start) if text[at] != "\r")
        last = end
    return letters


def _after(letters: list[tuple[str, int]], place: int) -> str:
    """The next letter that is no blank. A run of blanks asks once: the first of them settles the rest."""
    for letter, _ in letters[place + 1 : place + 33]:
        if letter not in _BLANK:
            return letter
    return "\n"


def _is_apart(before: str, after: str) -> bool:
    return not (is_chinese(before) or is_chinese(after)) and after not in "\n\t" and before not in "\n\t"
