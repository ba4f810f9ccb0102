"""The submission window (报送窗口): one obligation over one or more periods, each with its own report."""

from config.labels import Labelled


class WindowState(Labelled):
    NOT_OPEN = "not_open", "未到填报期"
    OPEN = "open", "填报中"
    CLOSED = "closed", "已截止"
