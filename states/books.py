"""Books that go out and come back: which there are, and where one that came back stands."""

from config.labels import Labelled


class BookKind(Labelled):
    """Which book it is."""

    BREAKDOWN = "breakdown", "指标分解表"
    REPORT = "report", "进展填报表"
    ROSTER = "roster", "岗位人员名册"
    FINDINGS = "findings", "加减分台账"
    SCORES = "scores", "考评打分表"


class ReturnState(Labelled):
    """What became of a book that came back."""

    WAITING = "waiting", "待核对"
    DONE = "done", "已导入"
    DROPPED = "dropped", "不导入"
