"""The kinds of thing that a unit and a post may owe (应办事项): a ladder names them, `states/` opens and settles."""

from config.labels import Labelled


class ObligationKind(Labelled):
    """应办事项。The label is what to-do lists and reminders call it."""

    ISSUE = "issue", "下达任务"
    SIGN = "sign", "签订责任书"
    BREAKDOWN = "breakdown", "指标分解"
    CO_UNIT_PART = "co_unit_part", "配合材料"
    REVIEW = "review", "审核"
    OPINION = "opinion", "加签意见"
    REPORT = "report", "进展报送"
    FIGURE = "figure", "数据提供"
    CONSOLIDATION = "consolidation", "汇总"
    SEAL = "seal", "用印"
    SEND_UP = "send_up", "上报"
    RECEIPT = "receipt", "登记上级签收"
    REVISION = "revision", "补正"
    VERIFICATION = "verification", "核验"
    VERDICT = "verdict", "登记上级认定"
    SCORE = "score", "评分"
    SELF_CHECK = "self_check", "自查"
    DUTY = "duty", "例行工作"
    MILESTONE = "milestone", "节点任务"
    DECISION = "decision", "审批决定"
    TASK = "task", "交办事项"
