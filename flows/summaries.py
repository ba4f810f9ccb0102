"""The flows that draw up summaries, lists and the material for meetings (R2.14–16, R2.19)."""

from pydantic import AwareDatetime

from actions.summaries.drawing import draw_up
from flows.running import clock_flow, keep_table, office_database, read_clock
from states.summary import SummaryKind

MONTHLY, QUARTERLY, OVERDUE, MEETING = (kind.label for kind in SummaryKind)
NAMES = {"drawn": "新拟", "renewed": "更新草稿", "set_aside": "搁置待查"}


@clock_flow("monthly-summary", label=MONTHLY)
def monthly_summary(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """一月一汇总：各单位报送收齐后的第一个工作日早上拟好，呈报前每个工作日更新。

    Safe to run twice. On a rest day it draws up nothing. `as_of` stands for the clock.
    """
    return _draw(SummaryKind.MONTHLY, "monthly-summary", MONTHLY, as_of)


@clock_flow("quarterly-circular", label=QUARTERLY)
def quarterly_circular(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """一季一通报：收齐后拟出通报稿，交审核、签发、印发。

    Safe to run twice: one quarter is drafted once. `as_of` stands for the clock.
    """
    return _draw(SummaryKind.QUARTERLY, "quarterly-circular", QUARTERLY, as_of)


@clock_flow("overdue-list", label=OVERDUE)
def overdue_list(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """逾期名单：方案要求的，当期报送都到期后拟好，呈报前每个工作日更新。

    Safe to run twice. On a rest day it draws up nothing. `as_of` stands for the clock.
    """
    return _draw(SummaryKind.OVERDUE, "overdue-list", OVERDUE, as_of)


@clock_flow("meeting-material", label=MEETING)
def meeting_material(as_of: AwareDatetime | None = None) -> dict[str, int]:
    """推进会材料：各单位进度、滞后和欠账指标、未办事项、上次议定事项；呈报前每个工作日更新。

    Safe to run twice. On a rest day it draws up nothing. `as_of` stands for the clock.
    """
    return _draw(SummaryKind.MEETING, "meeting-material", MEETING, as_of)


def _draw(kind: SummaryKind, key: str, label: str, as_of: AwareDatetime | None) -> dict[str, int]:
    now = as_of or read_clock()
    with office_database() as database:
        counts = draw_up(database, now=now, kinds=(kind,))
    keep_table(key, label, counts, names=NAMES, now=now)
    return counts
