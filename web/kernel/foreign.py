"""Chinese in a page of another language: names and titles stay as they were written, and say that they are Chinese.

Whatever a template puts in that is no text of the catalogue is noted while the page is drawn (`noted`), and the marks
become `lang` attributes once it stands (`told`): on the element that holds nothing else, or on a span round the words.
A screen reader then reads a name as Chinese, and the browser takes its Chinese faces. The points that a template sets
between its parts (：、（ …) are Chinese too; outside of what is noted they become those of other languages.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

BEGIN, END = "\ue000", "\ue001"
"""Of the private use area: nothing that a person typed is stored with them."""

HAN = "\u3400-\u9fff"
RUN = re.compile(f"[0-9“《（〔【]*[{HAN}](?:[^\\x00-\\x1f<>&A-Za-z{BEGIN}{END}]*[{HAN}）》”〕】，。；：、！？])?")
"""Chinese from its first character to its last, with the figures and points between."""
MARKS = re.compile(f"[{BEGIN}{END}]")
NOTE = re.compile(f"{BEGIN}([^{END}]*){END}")
TAG = re.compile(r"(<[^>]*>)")
OPENING = re.compile(r"<([a-z][a-z0-9]*)")
PLAIN = frozenset({"option", "textarea", "title", "svg"})
"""Elements in which no span may stand."""
LANG = ' lang="zh-CN"'
POINTS = str.maketrans(
    {"：": ": ", "、": ", ", "，": ", ", "；": "; ", "。": ". ", "（": " (", "）": ")", "\u3000": " "}
)
LABELS = re.compile(r' (?:aria-label|aria-valuetext|data-label|title|placeholder)="[^"]*"')
TYPED = "textarea"
"""What stands in it was typed, and is sent as it stands."""


def noted(value: object) -> object:
    """What a template puts in, its Chinese between marks; so too where a text of ours and a name were joined."""
    if type(value) is str or (isinstance(value, Markup) and "<" not in value):
        return type(value)(RUN.sub(f"{BEGIN}\\g<0>{END}", MARKS.sub("", value)))
    return value


def told(html: str) -> str:
    """The page, with its marks become attributes."""
    return "".join(_told(html))


def _told(html: str) -> Iterator[str]:
    first, *pieces = TAG.split(html)
    yield _said(first, span=True)
    plain = ""
    for at in range(0, len(pieces), 2):
        tag, text = _labelled(pieces[at]), pieces[at + 1]
        name = found[1] if (found := OPENING.match(tag)) else ""
        closing = pieces[at + 2] if at + 2 < len(pieces) else ""
        if name and closing == f"</{name}>" and NOTE.fullmatch(text.strip()):
            yield f"{tag[:-1]}{LANG}>{MARKS.sub('', text)}"
            continue
        if name in PLAIN:
            plain = name
        elif tag == f"</{plain}>":
            plain = ""
        yield tag
        yield MARKS.sub("", text) if plain == TYPED else _said(text, span=not plain)


def _labelled(tag: str) -> str:
    return MARKS.sub("", LABELS.sub(lambda label: _said(label[0], span=False), tag))


def _said(text: str, *, span: bool) -> str:
    """A text between tags, or of a label: what is noted as it is, the points between it turned."""
    if BEGIN not in text:
        return text.translate(POINTS)
    begin, end = (f"<span{LANG}>", "</span>") if span else ("", "")
    return "".join(
        f"{begin}{piece}{end}" if at % 2 else piece.translate(POINTS) for at, piece in enumerate(NOTE.split(text))
    )
