"""Which rules words can carry, so that they are read back as the same rule; the others, and why."""

from collections.abc import Iterator, Mapping

from config.deadlines import AtIssue, AtLeast, ByMonth, DeadlineRule, EventAnchor, Offset, Unknown
from config.errors import KaoheError
from config.phrases.anchors import code_of

_BREAKS = '；;“”「」"\n\r'
"""Signs that end a part of a phrase, or a name in it."""


class RuleUnsayable(KaoheError):
    """规则写不成词句: words would say less than the rule, or something else."""

    def __init__(self, reasons: Iterator[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__(f"这条规则写不成词句：{'；'.join(self.reasons)}。请照原样写规则")


def lost_in_words(rule: DeadlineRule, events: Mapping[str, str]) -> Iterator[str]:
    """What the words would lose; nothing, where they carry the whole rule."""
    if rule.basis is not None:
        yield "依据（basis）要另写，不在词句里"
    if isinstance(rule, ByMonth):
        yield from _lost_by_month(rule, events)
    elif isinstance(rule, Unknown):
        yield from _lost_why(rule)
    elif isinstance(rule, Offset):
        yield from _lost_anchor(rule, events)


def _lost_by_month(rule: ByMonth, events: Mapping[str, str]) -> Iterator[str]:
    for each in (rule.default, *rule.months.values()):
        if isinstance(each, ByMonth):
            yield "逐月的规则里又有逐月的规则"
        else:
            yield from lost_in_words(each, events)


def _lost_why(rule: Unknown) -> Iterator[str]:
    if rule.why != rule.why.strip() or any(sign in rule.why for sign in _BREAKS):
        yield "未知的原因里有分号、引号、换行，或首尾有空格"


def _lost_anchor(rule: Offset, events: Mapping[str, str]) -> Iterator[str]:
    anchor = rule.anchor
    if isinstance(anchor, EventAnchor):
        name = events.get(anchor.event, anchor.event)
        if code_of(name, events) != anchor.event:
            yield f"事件 {anchor.event} 没有认得出的名称"
    elif isinstance(anchor, ByMonth | AtIssue | Unknown | AtLeast):
        yield f"起算点（{anchor.kind}）不是一个日子"
    else:
        yield from lost_in_words(anchor, events)
        if isinstance(anchor, Offset) and _is_quoted(anchor):
            yield "起算点本身又从引号里的起算点算起"


def _is_quoted(rule: Offset) -> bool:
    """Whether the words for it hold quotes; quotes inside quotes could not be told apart."""
    return isinstance(rule.anchor, EventAnchor | Offset)
