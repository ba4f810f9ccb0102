"""What a token of another system may be used for. A single act is a scope of its own: `act:announce`."""

from collections.abc import Iterable, Iterator

from config.labels import Labelled

ACT = "act:"
NEVER = frozenset({"reset_password", "end_sessions", "issue_token", "revoke_token"})
"""Who comes in is never a machine's affair: a token that leaked must not make others."""


class TokenScope(Labelled):
    """What stands ready for other systems."""

    OBLIGATIONS = "obligations", "读应办事项"
    REPORTS = "reports", "读进展报告"
    SCORES = "scores", "读已公布的考核结果"
    FACTS = "facts", "登记评分事实"
    FINDINGS = "findings", "登记加减分事项"
    EVENTS = "events", "管理事件接收方"


OF_ACTS = {
    "record_facts": TokenScope.FACTS,
    "draft_findings": TokenScope.FINDINGS,
    "set_listener": TokenScope.EVENTS,
    "drop_listener": TokenScope.EVENTS,
}
"""Acts that belong to one of these; every other is asked for by its own name."""


def scope_of(act: str) -> str:
    """What a token needs for an act."""
    return OF_ACTS[act].value if act in OF_ACTS else f"{ACT}{act}"


def faults_of(scopes: Iterable[str], *, acts: Iterable[str]) -> Iterator[str]:
    """Scopes that there are none of."""
    known, named = {scope.value for scope in TokenScope}, set(acts)
    for scope in scopes:
        act = scope.removeprefix(ACT)
        if scope.startswith(ACT) and act in NEVER:
            yield f"“{act}”不能由外部系统办理"
        elif scope not in known and not (scope.startswith(ACT) and act in named):
            yield f"没有权限“{scope}”，可用的有：{'、'.join(sorted(known))}，或者 act:事项名称"
