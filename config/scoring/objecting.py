"""After a finding was told: how long its unit may object, who answers by when, what silence means."""

from pydantic import Field

from config.entry import Many, Positive
from config.labels import Labelled
from config.roles import Role
from config.scoring.part import Scored
from config.seats import SeatOf, SeatRef


class Silence(Labelled):
    """异议期满没有提出异议的，怎么办。"""

    CONFIRMS = "confirms", "视为确认"
    WAITS = "waits", "仍由人确认"


def _at_office(*roles: Role) -> tuple[SeatRef, ...]:
    return tuple(SeatRef(role=role, of=SeatOf.OFFICE) for role in roles)


class Objecting(Scored):
    """加减分事项告知以后：几天内可以提出异议，谁在几天内复核，期满怎么办。"""

    days: Positive = Field(default=5, description="告知后几个工作日内可以提出异议，告知当日不计")
    decision_days: Positive = Field(default=5, description="提出异议后几个工作日内复核答复，当日不计")
    silence: Silence = Field(default=Silence.CONFIRMS, description="期满没有提出异议的怎么办")
    decided_by: Many[SeatRef] = Field(
        default=_at_office(Role.ASSESSMENT_OFFICE_HEAD, Role.ASSESSMENT_OFFICE, Role.UNIT_OFFICE),
        min_length=1,
        description="异议由谁复核：写几个席位的，由第一个设了的复核；登记人不复核自己登记的",
    )
    confirmed_by: Many[SeatRef] = Field(
        default=_at_office(Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD, Role.UNIT_OFFICE),
        min_length=1,
        description="silence 为 waits 时，期满后由谁确认：写几个席位的，由第一个设了的确认",
    )
