"""When a target counts as a shortfall (欠账), and when a shortfall enters a rung directly."""

from pydantic import Field, model_validator

from config.entry import Entry, Flag, Points, Positive
from config.faults import fault
from config.labels import Labelled
from config.policy import Measured, Percent


class Shade(Labelled):
    """落后到什么程度。"""

    YELLOW = "yellow", "黄灯或红灯（略有滞后也算）"
    RED = "red", "红灯（滞后）"


class Compare(Labelled):
    """排位比什么。"""

    SHARE = "share", "完成率"
    VALUE = "value", "完成数"


class Ties(Labelled):
    """并列怎么排。"""

    BETTER = "better", "并列的都取靠前的位次"
    WORSE = "worse", "并列的都取靠后的位次"


class PercentUp(Labelled):
    """后百分之几算出来不是整数时。"""

    DOWN = "down", "舍去零头"
    UP = "up", "进一位"


class Position(Entry):
    """位次：在承担同一数据项的单位、兄弟县区中排在后几位。各家的数到齐了才排。"""

    last: Positive | None = Field(default=None, description="后几位；与 last_percent 只写一样")
    last_percent: Percent | None = Field(default=None, description="后百分之几")
    rounding: PercentUp = Field(default=PercentUp.DOWN, description="后百分之几算出来不是整数时")
    external: Flag = Field(default=True, description="是否与登记的外部同类（兄弟县区）一起排")
    compare: Compare = Field(default=Compare.SHARE, description="比什么；没有目标数的外部同类只能比完成数")
    ties: Ties = Field(default=Ties.BETTER, description="并列怎么排")
    at_least: Positive = Field(default=3, description="至少几家才排位")

    @model_validator(mode="after")
    def _one_measure(self) -> "Position":
        if (self.last is None) == (self.last_percent is None):
            raise fault("位次要写 last（后几位）或 last_percent（后百分之几），只写一样", suggestion="如 {last: 3}")
        return self


class Criterion(Entry):
    """够上什么：写了几样的，要同时够上。"""

    light: Shade | None = Field(
        default=None, description="最近一期是什么灯；写了 months_running、months_in_all 时，也是数什么灯，不写数红灯"
    )
    amount_over: Points | None = Field(default=None, description="欠账数超过多少（目标的计量单位，不含本数）")
    rate_over: Percent | None = Field(default=None, description="落后超过百分之几（不含本数）")
    measured: Measured = Field(default=Measured.OF_DUE, description="rate_over 怎么量")
    months_running: Positive | None = Field(default=None, description="连续几期")
    months_in_all: Positive | None = Field(default=None, description="全年累计几期，不必连续")
    times_opened: Positive | None = Field(default=None, description="全年第几次形成欠账；只用于 enters_when")
    position: Position | None = Field(default=None, description="排位靠后")

    @model_validator(mode="after")
    def _says_something(self) -> "Criterion":
        if all(value is None for name, value in self if name != "measured"):
            raise fault("没有写够上什么", suggestion="如 {light: red} 或 {light: red, months_running: 3}")
        if self.measured is not Measured.OF_DUE and self.rate_over is None:
            raise fault("measured 只说明 rate_over 怎么量", at=("measured",), suggestion="删去，或写 rate_over")
        return self


USUAL = Criterion(light=Shade.RED)
"""What opens a shortfall where the scheme does not say."""
