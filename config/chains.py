"""Review chains (审核流程) as data: who looks at a thing, in which order, and where it may go back to."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from config.basis import Basis
from config.entry import Code, Count, Entry, Many, Positive, Text
from config.faults import fault
from config.labels import Labelled
from config.seats import SeatOf, SeatRef

DRAFT = "draft"


class AtLeast(Entry):
    """会签人数：至少几个席位同意。"""

    at_least: Positive = Field(description="至少几个席位同意即通过，从 1 起")


class Together(Labelled):
    """几个席位一起审时怎样算通过。"""

    ONE = "one", "任一席位同意即可"
    ALL = "all", "全部会签"


class Skip(Labelled):
    """环节何时跳过。"""

    NONE = "none", "从不跳过"
    NO_POST = "no_post", "没有设这个岗位时跳过"
    SAME_PERSON = "same_person", "与上一环节为同一人时跳过"


def _mode_tag(value: Any) -> str:
    return "at_least" if isinstance(value, dict | AtLeast) else "word"


Mode = Annotated[
    Annotated[Together, Tag("word")] | Annotated[AtLeast, Tag("at_least")],
    Discriminator(_mode_tag),
]


class Step(Entry):
    """一个审核环节。"""

    code: Code = Field(description="环节编码，流程内不重复")
    label: Text = Field(description="环节名称，如 分管领导审阅")
    reviewers: Many[SeatRef] = Field(min_length=1, description="由哪些席位审核")
    mode: Mode = Field(default=Together.ONE, description="怎样算通过；{at_least: n} 为至少 n 个席位同意")
    days: Count = Field(default=2, description="本环节办理时限，工作日；0 为当日办结")
    may_return_to: Many[str] = Field(
        default=(DRAFT,), description="可以退回到哪些环节：此前环节的编码，或 draft 退回填报人"
    )
    skip_when: Skip = Field(default=Skip.NONE, description="何时跳过本环节")

    @field_validator("mode")
    @classmethod
    def _enough_reviewers(cls, mode: Together | AtLeast, info: ValidationInfo) -> Together | AtLeast:
        reviewers = info.data.get("reviewers", ())
        # A seat of every co-unit, or of a body (委员会的各位成员), may be many; only single seats can be counted here.
        countable = all(seat.of not in {SeatOf.CO_UNITS, SeatOf.OFFICE} for seat in reviewers)
        if isinstance(mode, AtLeast) and reviewers and countable and mode.at_least > len(reviewers):
            raise fault(
                f"要求至少 {mode.at_least} 个席位同意，但 reviewers 只列了 {len(reviewers)} 个席位，永远通不过",
                at=("at_least",),
                suggestion=f"at_least 改为 1 到 {len(reviewers)}，或补充 reviewers",
            )
        return mode


class Chain(Entry):
    """审核流程：按先后列出各环节。"""

    label: Text = Field(description="流程名称，如 指标分解审核")
    basis: Basis | None = Field(default=None, description="依据")
    steps: Many[Step] = Field(min_length=1, description="各审核环节，按先后次序")

    @model_validator(mode="after")
    def _steps_are_told_apart(self) -> "Chain":
        seen: dict[str, int] = {DRAFT: -1}
        for index, step in enumerate(self.steps):
            if step.code == DRAFT:
                raise fault(
                    "环节编码不能叫 draft：draft 专指填报人那里", at=("steps", index, "code"), suggestion="换一个编码"
                )
            if step.code in seen:
                raise fault(
                    f"环节编码“{step.code}”重复，前面已经用过", at=("steps", index, "code"), suggestion="换一个编码"
                )
            self._returns_go_back(index, step, seen)
            seen[step.code] = index
        return self

    @staticmethod
    def _returns_go_back(index: int, step: Step, earlier: dict[str, int]) -> None:
        for place, target in enumerate(step.may_return_to):
            if target not in earlier:
                raise fault(
                    f"“{step.label}”不能退回到“{target}”：此前没有这个环节",
                    at=("steps", index, "may_return_to", place),
                    suggestion="可以写：" + "、".join(earlier),
                )
