"""Can the office's own wording be sent (texts)? A template with a hole would only show when its message is due."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from string import Formatter

from checks.doubt import Doubt, error
from config.pointers import pointer_of
from config.scheme import Scheme


def doubts_of_texts(scheme: Scheme, templates: Mapping[str, str]) -> Iterator[Doubt]:
    """`templates` are the shipped ones, by code: an override may use the words that they use."""
    for code, text in scheme.texts.items():
        pointer = pointer_of(("texts", code))
        if code not in templates:
            nearest = get_close_matches(code, templates, n=1, cutoff=0.6)
            advice = f"是不是“{nearest[0]}”？" if nearest else f"可以写：{'、'.join(sorted(templates))}"
            yield error(pointer, f"没有编码为“{code}”的消息", advice)
            continue
        yield from _template(pointer, text, templates[code])


def _template(pointer: str, text: str, shipped: str) -> Iterator[Doubt]:
    if "\n" not in text.strip():
        yield error(pointer, "消息只有标题，没有正文", "第一行写标题，以下写正文")
    try:
        wanted = _words(text)
    except ValueError:
        yield error(pointer, "花括号没有配对", "占位写作 {词}；要显示花括号本身，写两遍：{{ }}")
        return
    known = _words(shipped)
    for word in sorted(wanted - known):
        yield error(
            pointer, f"这条消息里没有“{{{word}}}”可填", f"可以用：{'、'.join(f'{{{each}}}' for each in sorted(known))}"
        )


def _words(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
