"""The assignment (指标任务): an indicator given to its lead unit."""

from config.labels import Labelled


class AssignmentState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    ISSUED = "issued", "已下达"
    SIGNING = "signing", "待签订责任书"
    BREAKING_DOWN = "breaking_down", "分解中"
    AWAITING_CONSOLIDATION = "awaiting_consolidation", "待办公室汇总"
    SUBMITTED = "submitted", "已报送"
    IN_EXECUTION = "in_execution", "执行中"
    AWAITING_VERDICT = "awaiting_verdict", "待认定"
    SCORED = "scored", "已评分"
    ARCHIVED = "archived", "已归档"
    RETURNED = "returned", "退回修改"
    ADJUSTMENT_REQUESTED = "adjustment_requested", "调整申请中"
    WITHDRAWN = "withdrawn", "已撤销"
