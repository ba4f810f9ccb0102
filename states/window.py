"""The submission window (报送窗口): one obligation over one or more periods, each with its own report."""

from collections.abc import Iterable

from config.labels import Labelled
from states.facts import Circumstances
from states.report import ReportState
from states.rules import Definition, Rule, State, rule
from states.subjects import SubjectKind


class WindowState(Labelled):
    NOT_OPEN = "not_open", "未到填报期"
    OPEN = "open", "填报中"
    CLOSED = "closed", "已截止"


W = WindowState

OWED = frozenset({ReportState.NOT_OPEN.value, ReportState.FILLING.value})


def is_settled(reports: Iterable[str]) -> bool:
    """The window's one obligation is met when every one of its reports has left the writer's desk once."""
    return OWED.isdisjoint(reports)


def definition() -> Definition[Circumstances]:
    """The machine of every window. Late reports still come in while it is open; closing it is a person's wish."""
    return Definition(
        name="window",
        kind=SubjectKind.WINDOW,
        label=SubjectKind.WINDOW.label,
        initial=W.NOT_OPEN.value,
        states=tuple(State(each.value, each.label, final=each is W.CLOSED) for each in W),
        rules=(
            _rule("open", W.NOT_OPEN, W.OPEN, "开始填报"),
            # a window that is opened twice, by two ticks or by hand, is simply open
            _rule("open", W.OPEN, W.OPEN, "开始填报"),
            _rule("close", W.OPEN, W.CLOSED, "截止"),
            _rule("reopen", W.CLOSED, W.OPEN, "重新开放"),
        ),
    )


def _rule(trigger: str, source: W, dest: W, label: str) -> Rule[Circumstances]:
    return rule(SubjectKind.WINDOW, trigger, source.value, dest.value, label)
