"""A light that explains itself (O20, W6): the figure, as of which day, the plan and its arithmetic, gap and rule."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property

from config.figures import Comparator
from config.pace import MONTHS
from config.policy import ORDINARY_LIGHTS, Lights, Measured
from states.pace import (
    DIGITS,
    HUNDRED,
    ByMilestones,
    ByMonth,
    Even,
    Light,
    Plan,
    Reading,
    Whole,
    is_low,
    read,
)
from states.saying import TENTH, say_number, say_percent

COLOURS = {Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯", Light.NONE: "尚无数据"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One numeric target of an assignment, how it is meant to grow, and how the office reads the lights."""

    name: str
    unit: str
    value: Decimal
    plan: Plan
    comparator: Comparator = Comparator.AT_LEAST
    lights: Lights = ORDINARY_LIGHTS
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was reported for one period, and what was found. `as_of`: until which day it holds."""

    period: str
    as_of: date
    reported: Decimal | None
    verified: Decimal | None = None
    is_verified: bool = False
    is_partial: bool = False
    report_id: int = 0

    @property
    def actual(self) -> Decimal | None:
        """认定值 where there is one."""
        return self.verified if self.is_verified else self.reported


@dataclass(frozen=True)
class Explained:
    """A light with everything that it was read from. Without a figure it is none, as of `today`."""

    aim: Aim
    figure: Figure | None
    today: date

    @cached_property
    def reading(self) -> Reading:
        aim, figure = self.aim, self.figure
        return read(
            aim.plan,
            target=aim.value,
            actual=figure.actual if figure else None,
            on=self.as_of,
            months=self.months,
            comparator=aim.comparator,
            is_verified=figure is not None and figure.is_verified,
            lights=aim.lights,
        )

    @property
    def as_of(self) -> date:
        return self.figure.as_of if self.figure else self.today

    @property
    def months(self) -> int:
        """Whole months that the figure covers: nobody is asked on the 20th for what the month's end should bring."""
        on = self.as_of
        ended = on.day == monthrange(on.year, on.month)[1]
        return on.month if ended or (self.figure is not None and not self.figure.is_partial) else on.month - 1

    @property
    def light(self) -> Light:
        return self.reading.light

    @property
    def due_share(self) -> Decimal | None:
        """序时进度 in per cent of the year's target."""
        with localcontext(prec=DIGITS):
            return self.reading.expected * HUNDRED / self.aim.value if self.aim.value else None

    @property
    def pace(self) -> Decimal | None:
        """The same as it is told beside a figure: a rate that is to hold all year through runs at no pace."""
        return None if isinstance(self.aim.plan, Whole) else self.due_share

    @property
    def source(self) -> str:
        """经核, or 据单位上报 while nobody has verified it (O20)."""
        return "经核" if self.figure is not None and self.figure.is_verified else "据单位上报"

    # in words

    @property
    def plan(self) -> str:
        if is_low(self.aim.comparator):
            return "全年任何时候都不得超过目标值"
        match self.aim.plan:
            case Even(1, last) if last == MONTHS:
                return "全年均匀推进"
            case Even(first, last):
                return f"{first}月至{last}月均匀推进"
            case ByMonth():
                return "按逐月进度"
            case ByMilestones():
                return "按进度节点"
            case Whole():
                return "全年任何时候都与目标值比"

    @property
    def arithmetic(self) -> str:
        """How the expected figure comes about: 6000×8/12=4000人."""
        aim, due = self.aim, f"{say_number(self.reading.expected)}{self.aim.unit}"
        value = say_number(aim.value)
        if is_low(aim.comparator) or isinstance(aim.plan, Whole):
            return f"目标{due}"
        if isinstance(aim.plan, Even):
            first, last = aim.plan.first_month, aim.plan.last_month
            passed = min(max(self.months - first + 1, 0), last - first + 1)
            return f"{value}×{passed}/{last - first + 1}={due}"
        return f"{value}×{say_percent(self.due_share or Decimal(0))}={due}"

    @property
    def rule(self) -> str:
        """How the office reads the lights."""
        lights = self.aim.lights
        within = say_number(lights.yellow_within)
        if lights.measured is Measured.OF_DUE:
            return f"达到的为绿灯，欠账数不超过应完成数{within}%的为黄灯，超过的为红灯"
        return f"达到的为绿灯，低于序时进度不超过{within}个百分点的为黄灯，超过的为红灯"

    @property
    def sentence(self) -> str:
        """The whole of it, for whoever asks why."""
        if self.figure is None or self.figure.actual is None:
            return f"尚无数据。截至{self._on}{self._expects}。"
        hollow = "" if self.figure.is_verified else "，尚未核验（空心）"
        seen = f"{self._expects}，{self._compared}：{COLOURS[self.light]}{hollow}"
        return f"{self.source}，截至{self._on}{self._done}。{seen}。{self.rule}。"

    @property
    def _on(self) -> str:
        return f"{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日"

    @property
    def _expects(self) -> str:
        if is_low(self.aim.comparator):
            return f"{self.plan}，不得超过{self.arithmetic}"
        return f"{self.plan}，应完成{self.arithmetic}"

    @property
    def _done(self) -> str:
        """完成3200人，占年度任务（6000人）的53.3%."""
        reading, unit = self.reading, self.aim.unit
        done = f"完成{say_number(reading.actual or Decimal(0))}{unit}"
        if reading.share is None or unit == "%" or is_low(self.aim.comparator):
            return f"{done}（年度目标{say_number(self.aim.value)}{unit}）"
        return f"{done}，占年度任务（{say_number(self.aim.value)}{unit}）的{say_percent(reading.share)}"

    @property
    def _compared(self) -> str:
        gap = f"{say_number(self.reading.gap)}{'个百分点' if self.aim.unit == '%' else self.aim.unit}"
        if self.light is Light.GREEN:
            return "达到序时进度"
        return f"超出{gap}" if is_low(self.aim.comparator) else f"欠{gap}"

    @property
    def fact(self) -> str:
        """As letters say it (O39): 完成3200人，占…的53.3%，低于序时进度（66.7%）13.3个百分点，欠账800人."""
        reading, due, unit = self.reading, self.due_share, self.aim.unit
        if reading.gap == 0 or reading.share is None or due is None or unit == "%" or is_low(self.aim.comparator):
            return f"{self._done}，{self._compared}"
        points = say_number(due - reading.share, TENTH)
        return f"{self._done}，低于序时进度（{say_percent(due)}）{points}个百分点，欠账{say_number(reading.gap)}{unit}"

    @property
    def until(self) -> str:
        """8月底, or 8月20日."""
        on = self.as_of
        return f"{on.month}月底" if on.day == monthrange(on.year, on.month)[1] else f"{on.month}月{on.day}日"
