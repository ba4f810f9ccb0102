"""The report (进展报告): one period of one assignment, a row per second-level item."""

from config.labels import Labelled


class ReportState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    NOT_OPEN = "not_open", "未到填报期"
    FILLING = "filling", "填报中"
    SUBMITTED = "submitted", "已报送"
    VERIFIED = "verified", "已核验"
    RETURNED = "returned", "退回修改"
    CORRECTING = "correcting", "更正中"
    WAIVED = "waived", "免报"
    NIL = "nil", "零报告"
