"""The clock's flow."""

from dataclasses import asdict

from pydantic import AwareDatetime

from actions import ticking
from actions.letters.printed import keep_prints
from config.settings import read_settings
from documents.evidence_stores import store_of
from documents.letters.desk import desk_of
from flows.running import clock_flow, keep_table, office_database, read_clock
from models.anchors import keep_last_anchor

LABEL = "时钟巡查"
NAMES = {
    "started": "年度开始执行",
    "opened": "打开填报窗口",
    "looked": "查看到点事项",
    "reminded": "提醒",
    "climbed": "逐级催办",
    "concluded": "提请认定",
    "confirmed": "事项期满确认",
    "noticed": "公示期满",
    "laid": "一票否决提交审定",
    "sealed": "履历加封",
    "printed": "文书排印",
    "set_aside": "搁置待查",
}


@clock_flow("tick", label=LABEL)
def tick(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """时钟巡查：到点的窗口打开，到点的事项提醒或逐级催办，履历加封。

    Safe to run twice, late, early or several at once. `as_of` stands for the clock, to look again at a past moment.
    """
    now = as_of or read_clock()
    with office_database() as database:
        counts = asdict(ticking.tick(database, now=now))
        settings = read_settings()
        counts["printed"] = keep_prints(database, store_of(settings), desk_of(settings), now=now)
        if as_of is None:
            # What was only supposed to be now leaves no mark outside the database.
            keep_last_anchor(database, settings.seals, now=now)
    keep_table("tick", LABEL, counts, names=NAMES, now=now)
    return counts
