"""The kinds of thing that a unit and a post may owe (应办事项)."""

from enum import StrEnum


class ObligationKind(StrEnum):
    """应办事项的种类。"""

    label: str

    SIGN = "sign", "签订责任书"
    BREAKDOWN = "breakdown", "指标分解"
    CO_UNIT_PART = "co_unit_part", "配合单位供稿"
    REVIEW = "review", "审核"
    OPINION = "opinion", "加签意见"
    REPORT = "report", "进展报送"
    CONSOLIDATION = "consolidation", "汇总"
    SEND_UP = "send_up", "上报"
    RECEIPT = "receipt", "签收"
    REVISION = "revision", "补正"
    VERIFICATION = "verification", "核验"
    VERDICT = "verdict", "登记上级认定"
    SCORE = "score", "评分"
    SELF_CHECK = "self_check", "自查"
    DUTY = "duty", "例行工作"
    MILESTONE = "milestone", "进度节点"
    DECISION = "decision", "审批"
    FIGURE = "figure", "数据提供"

    def __new__(cls, value: str, label: str) -> "ObligationKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
