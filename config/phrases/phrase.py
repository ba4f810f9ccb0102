"""Phrases both ways, and what is offered when one cannot be read with certainty."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from config.deadlines import DeadlineRule
from config.events import EVENT_NAMES
from config.phrases.carrying import RuleUnsayable, lost_in_words
from config.phrases.doubting import Closest, Doubt, PhraseRefused
from config.phrases.reading import read_wording
from config.phrases.text import same_spelling, wording_of
from config.phrases.writing import say_rule

_MOST = 4
_DEEPEST = 3
_TYPICAL = (
    "2026年5月13日17:00前",
    "当年5月13日前",
    "次年1月15日前",
    "6月底前",
    "当月15日前",
    "次月15日前",
    "当月末前",
    "当月最后一个工作日前",
    "当季末前",
    "当季最后一个工作日前",
    "当季末后5个工作日内",
    "当半年末前",
    "当年末前",
    "次月末前",
    "当月末提前2个工作日",
    "收到通知后3个工作日内",
    "收到通知后24小时内",
    "下达任务后10个工作日内",
    "市上评估反馈后2个工作日内",
    "当月最后一个工作日前；9月提前2个工作日",
    "次月15日前，遇休息日顺延",
    "次月15日前，宽限3个工作日",
    "全年至少4次",
    "未知，待上级通知",
    "制发时确定",
)
"""Offered where no part of a phrase says what could stand there instead."""


def read_phrase(phrase: str, *, events: Mapping[str, str] = EVENT_NAMES) -> DeadlineRule:
    """The rule that the words say; PhraseRefused where that is not certain. `events` are the names of event codes."""
    try:
        return read_wording(wording_of(phrase), events)
    except Doubt as doubt:
        raise _refused(phrase, doubt, events) from None


def write_phrase(rule: DeadlineRule, *, events: Mapping[str, str] = EVENT_NAMES) -> str:
    """Words that are read as this very rule; RuleUnsayable where there are none."""
    lost = tuple(lost_in_words(rule, events))
    if lost:
        raise RuleUnsayable(iter(lost))
    return say_rule(rule, events=events)


def _refused(phrase: str, doubt: Doubt, events: Mapping[str, str]) -> PhraseRefused:
    wording = wording_of(phrase)
    closest = {each.phrase: each for each in _closest(wording.text, doubt, events, depth=1)}
    offered = tuple(closest.values())[:_MOST] or tuple(_typical(wording.text, events))
    place = wording.spans[doubt.start][0] if doubt.start < len(wording.spans) else len(phrase)
    return PhraseRefused(
        phrase, part=wording.part(doubt.start, doubt.end), place=place, reason=doubt.reason, closest=offered
    )


def _closest(text: str, doubt: Doubt, events: Mapping[str, str], *, depth: int) -> Iterator[Closest]:
    """The phrase with each of the certain words in place of the doubtful ones; a second doubt is solved in turn."""
    for words in doubt.instead:
        tried = f"{text[: doubt.start]}{words}{text[doubt.end :]}"
        try:
            rule = read_wording(wording_of(tried), events)
        except Doubt as next_doubt:
            if depth < _DEEPEST:
                yield from _closest(wording_of(tried).text, next_doubt, events, depth=depth + 1)
        else:
            yield Closest(say_rule(rule, events=events), rule)


def _typical(text: str, events: Mapping[str, str]) -> Iterator[Closest]:
    names = {**EVENT_NAMES, **events}
    nearest = sorted(_TYPICAL, key=lambda each: -SequenceMatcher(None, same_spelling(each), text).ratio())
    for words in nearest[: _MOST - 1]:
        rule = read_wording(wording_of(words), names)
        yield Closest(say_rule(rule, events=names), rule)
