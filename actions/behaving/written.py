"""What is written in a behaviour file, entry by entry."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator, model_validator

from actions.behaving.timing import ON_TIMING, WAYS, Timing
from config.entry import Code, Count, Entry, Many, Number, Text
from config.faults import fault
from config.labels import Labelled
from config.ladders import SpanUnit
from config.letters import LetterKind
from config.obligations import ObligationKind
from config.policy import Percent
from config.scheme import DayKind
from config.windows import PeriodCode


class Matters(Entry):
    """谁、什么事。没有写的条件不限。"""

    who: Many[Text] = Field(default=(), description="单位、岗位或角色的编码或名称；不写则所有人")
    what: Many[ObligationKind] = Field(default=(), description="哪种应办事项；不写则所有事项")
    indicator: Code | None = Field(default=None, description="只说哪一项指标（或片段）")
    period: Many[PeriodCode] = Field(default=(), description="只说哪一期，如 2019-06；几期写成列表")


class BehaviourRule(Matters):
    """一条：谁、什么事、何时办。没有写的条件不限；几条都合的，写在前面的算数。"""

    when: Timing = Field(default=ON_TIMING, description=f"何时办：{WAYS}")
    return_once: str = Field(default="", description="审核时头一次退回修改的理由；重新送来就同意")
    reaches: Percent | None = Field(default=None, description="报的数是示例的百分之几，如 80；不写则照示例")
    recorded_by: Text | None = Field(
        default=None, description="由哪个岗位经手：报送由他代录，审核凭签批件由他补录；不写则本人在系统里办"
    )
    cuts: Number | None = Field(default=None, description="核验时从上报的累计数里核减多少；不写则照上报值认定")
    why: str = Field(default="", description="核减的理由")

    @model_validator(mode="after")
    def _cut_for_a_reason(self) -> "BehaviourRule":
        if (self.cuts is None) != (not self.why):
            raise fault("核减多少和核减的理由要一起写", at=("cuts",), suggestion="补上 why，或删去 cuts")
        return self


class Leave(Entry):
    """请假：有代理人的由代理人办；没有的，他的事暂停督办，回来再办。"""

    who: Many[Text] = Field(min_length=1, description="请假人：岗位的编码或名称；写单位或角色则其中的人都请假")
    begins_on: date = Field(description="何日起（含）")
    ends_on: date = Field(description="何日止（含）")
    approved_on: date | None = Field(default=None, description="何日准假；不写则起日之前的工作日")
    substitute: Text | None = Field(default=None, description="代理人的岗位；不写则没有代理人")
    back_on: date | None = Field(default=None, description="提前回来的，哪一天回来上班")
    why: Text = Field(default="外出培训", description="事由")

    @model_validator(mode="after")
    def _in_order(self) -> "Leave":
        if self.ends_on < self.begins_on:
            raise fault("请假的止日早于起日", at=("ends_on",), suggestion="止日写在起日当天或以后")
        if self.back_on is not None and not self.begins_on < self.back_on <= self.ends_on:
            raise fault("提前回来的日子不在请假期间", at=("back_on",), suggestion="写起日之后、止日及以前的一天")
        if self.approved_on is not None and self.approved_on > self.ends_on:
            raise fault("准假的日子晚于请假的止日", at=("approved_on",), suggestion="请假过去以后不再登记")
        return self


class Answer(Labelled):
    """怎样答复。"""

    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"
    NONE = "none", "不答复"


def _points_ahead(value: Timing) -> Timing:
    if value.kind not in ("late", "on"):
        raise fault("这里要写延到何时", suggestion="写日期，如 2019-09-20；或写比原期限晚多少，如 +3 workdays")
    return value


class Asking(Matters):
    """申请和答复。"""

    why: Text = Field(description="理由")
    answer: Answer = Field(default=Answer.GRANTED, description="怎样答复")
    answered: Count = Field(default=1, description="申请后第几个工作日答复")
    words: str = Field(default="", description="答复的意见；不同意的不写则用一句平常的话")


class Extension(Asking):
    """延期申请：谁、什么事、何时申请、延到何时、怎样答复。"""

    what: Many[ObligationKind] = Field(default=(ObligationKind.REPORT,), description="哪种应办事项；不写则进展报送")
    ask: Timing = Field(default=Timing(kind="early", n=1), description="何时申请，写法同 when；不写则期限前1个工作日")
    until: Annotated[Timing, AfterValidator(_points_ahead)] = Field(
        default=Timing(kind="late", n=5, unit=SpanUnit.WORKDAYS), description="延到何时：日期，或比原期限晚多少"
    )


class Excuse(Asking):
    """情况说明：谁、什么事、迟了之后何时说明、认不认可。"""

    what: Many[ObligationKind] = Field(default=(ObligationKind.REPORT,), description="哪种应办事项；不写则进展报送")
    ask: Timing = Field(default=Timing(kind="late", n=1), description="何时说明，写法同 when；不写则期限后1个工作日")


_SIGNED = re.compile(r"(?:signed|签发)\s*(?P<when>.*)")
_LYING = {"left lying", "left_lying", "搁置"}
LETTER_WAYS = "signed +1 workday（签发 晚1个工作日，从拟稿起算）、left lying（搁置）"


class Handling(Entry):
    """文书拟稿以后怎么办。写成一句话即可：signed +1 workday、left lying。"""

    who: Many[Text] = Field(default=(), description="文书涉及哪些单位；不写则所有单位")
    kind: Many[LetterKind] = Field(default=(), description="哪种文书：warning、order、talk、circular；不写则所有文书")
    signed: Timing = Field(default=Timing(kind="late", n=1), description="拟稿后何时签发、送达；never 就是搁置")

    @model_validator(mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.strip() in _LYING:
            return {"signed": "never"}
        found = _SIGNED.fullmatch(value.strip())
        if found is None:
            raise fault(f"看不懂“{value}”是文书怎么办", suggestion=f"可以写：{LETTER_WAYS}")
        return {"signed": found["when"]} if found["when"] else {}

    @field_validator("signed")
    @classmethod
    def _by_workdays(cls, value: Timing) -> Timing:
        if value.kind in ("on_time", "never") or (value.kind == "late" and value.unit is SpanUnit.WORKDAYS):
            return value
        raise fault("文书何时签发，从拟稿起数工作日", suggestion=f"可以写：{LETTER_WAYS}")


class ChangedDay(Entry):
    """一天：原来怎样，后来怎样。"""

    date: date
    kind: DayKind = Field(description="后来：workday 上班、rest 休息、holiday 放假")
    was: DayKind = Field(description="公布以前：workday、rest 或 holiday")
    name: str = Field(default="", description="名称，如 劳动节")


class LateHoliday(Entry):
    """放假安排公布得迟：公布以前照原来的日子算，公布当天由考核办调整工作日历，期限随之重算。"""

    announced_on: date = Field(description="何日公布")
    source: Text = Field(description="依据的文件")
    days: Many[ChangedDay] = Field(min_length=1, description="哪几天变了")


class BehaviourFile(Entry):
    """各单位在全年模拟运行中的表现。"""

    title: Text = Field(description="名称，如 康复部拖延")
    otherwise: Timing = Field(default=ON_TIMING, description="没有写到的怎样办")
    rules: Many[BehaviourRule] = Field(default=(), description="各条")
    leave: Many[Leave] = Field(default=(), description="谁请假")
    extensions: Many[Extension] = Field(default=(), description="谁申请延期")
    excuses: Many[Excuse] = Field(default=(), description="谁作情况说明")
    letters: Many[Handling] = Field(default=(), description="文书拟稿以后怎么办；不写则拟稿后1个工作日签发、送达")
    holidays: Many[LateHoliday] = Field(default=(), description="哪些放假安排公布得迟")
