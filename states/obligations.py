"""Obligations (应办事项): what a unit and a post may owe by a moment, and how that may end."""

from config.labels import Labelled
from config.obligations import ObligationKind

__all__ = ["ObligationKind", "Outcome"]


class Outcome(Labelled):
    """How an obligation ended."""

    DONE = "done", "已办"
    FREED = "freed", "已免办"
    RECALLED = "recalled", "已撤回"
    RETURNED = "returned", "已退回"
    REASSIGNED = "reassigned", "已转办"
    SKIPPED = "skipped", "自动跳过"
    WITHDRAWN = "withdrawn", "已撤销"
    WAIVED = "waived", "免报"
    EXEMPT_LATE_START = "exempt_late_start", "免追溯"
    LAPSED = "lapsed", "已失效"
    YEAR_ENDED = "year_ended", "年终办结"
