"""The submission package (报送件): what goes upward, one per unit, kind and period."""

from config.labels import Labelled


class PackageState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    COLLECTING = "collecting", "收集中"
    CONSOLIDATING = "consolidating", "汇总中"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已审定"
    SEALED = "sealed", "已用印"
    SENT = "sent", "已报送"
    RECEIPTED = "receipted", "上级已签收"
    SUPERIOR_RETURNED = "superior_returned", "上级退回修改"
