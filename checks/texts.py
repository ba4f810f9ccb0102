"""Can the office's own wording be sent (texts), and its choice of manners? A hole would only show when it is due.

What is said to leaders has no word that urges (O10); an SMS of the office's own has to fit one (O12).
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from string import Formatter

from checks.doubt import Doubt, error
from config.pointers import pointer_of
from config.scheme import Scheme
from states.manners import KINDS, URGING_WORDS, kind_of
from states.shortening import ENDLESS, PAGE, SHORT, longest_sms


def doubts_of_texts(scheme: Scheme, templates: Mapping[str, str]) -> Iterator[Doubt]:
    """`templates` are the shipped ones, by code: an override may use the words that they use."""
    for code, text in scheme.texts.items():
        pointer = pointer_of(("texts", code))
        if code not in templates:
            nearest = get_close_matches(code, templates, n=1, cutoff=0.6)
            advice = f"是不是“{nearest[0]}”？" if nearest else f"可以写：{'、'.join(sorted(templates))}"
            yield error(pointer, f"没有编码为“{code}”的消息", advice)
            continue
        faults = list(_template(pointer, text, templates[code]))
        yield from faults
        if not faults:
            yield from _short(scheme, code, pointer, text)
        yield from _to_leaders(code, pointer, text)


def doubts_of_manners(scheme: Scheme) -> Iterator[Doubt]:
    """A misspelt kind would silently go as usual."""
    for code in scheme.policy.messages.manners:
        if code not in KINDS:
            nearest = get_close_matches(code, KINDS, n=1, cutoff=0.6)
            advice = f"是不是“{nearest[0]}”？" if nearest else f"可以写：{'、'.join(sorted(KINDS))}"
            yield error(pointer_of(("policy", "messages", "manners", code)), f"没有编码为“{code}”的消息", advice)


def _to_leaders(code: str, pointer: str, text: str) -> Iterator[Doubt]:
    words = [word for word in URGING_WORDS if word in text]
    if kind_of(code).reports and words:
        yield error(
            pointer,
            f"这条消息是给领导看的，不能写“{'”、“'.join(words)}”",
            "对领导只呈报、不催办：写情况，如“已过3个工作日，尚未收到”（O10）",
        )


def _short(scheme: Scheme, code: str, pointer: str, text: str) -> Iterator[Doubt]:
    """An own 短信 line with the longest of everything."""
    for line in text.splitlines():
        if not line.startswith(SHORT):
            continue
        template = line.removeprefix(SHORT)
        lists = {"list": "某" * ENDLESS} if code.startswith("desk") else {}  # of a desk; elsewhere a name
        length = len(longest_sms(template, _words(template), office=scheme.office.name, lists=lists))
        if length > PAGE:
            yield error(
                pointer,
                f"短信稿最长会有{length}个字，超过一条短信的{PAGE}个字（含【签名】）",
                "缩短固定的文字；{text}、{list} 等长短不定的占位不写进短信稿",
            )


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
