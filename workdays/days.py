"""One day of the working calendar, and where that knowledge comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """日别. A make-up workday is a Saturday or Sunday on which China works."""

    WORKDAY = "workday"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKEUP_WORKDAY = "makeup_workday"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DayKind.WORKDAY: "工作日",
    DayKind.REST: "休息日",
    DayKind.HOLIDAY: "法定节假日",
    DayKind.MAKEUP_WORKDAY: "调休上班",
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """工作日历的一行. `name` is the festival (节名), empty on ordinary days; `source` and `version` say who told us."""

    date: date
    kind: DayKind
    name: str = ""
    source: str = ""
    version: str = ""
    provisional: bool = False
