"""任务下达通知、目标责任书、工作日历挂图: the papers of a year, from its scheme as it runs."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection

from actions.acts import Refused
from actions.letters.papering import DRAFT, head_of
from actions.running import running_of
from config.labels import Labelled
from config.readings import assignments_of
from config.scheme import Scheme
from config.zone import SHANGHAI
from documents.letters.charts import wall_sheet
from documents.letters.model import AnyLetter
from documents.letters.tasks import task_notice, task_pledge
from documents.wall_charts import wall_chart
from workdays.wording import say_date


class YearPaper(Labelled):
    """What can be printed of a year."""

    NOTICE = "task_notice", "任务下达通知"
    PLEDGE = "task_pledge", "目标责任书"
    CHART = "wall_chart", "工作日历挂图"


def year_paper(tx: Connection, kind: YearPaper, assessment: int, *, now: datetime, unit: str = "") -> AnyLetter:
    """Raises `Refused` where there is no such year, or no such unit in it."""
    day = now.astimezone(SHANGHAI).date()
    running = running_of(tx, assessment, day=day)
    scheme = running.published.scheme
    match kind:
        case YearPaper.NOTICE:
            return task_notice(scheme, organ=head_of(scheme), issuer=_issuer(scheme), date=say_date(day), draft=DRAFT)
        case YearPaper.PLEDGE:
            return task_pledge(scheme, _lead(scheme, unit), organ=head_of(scheme))
        case YearPaper.CHART:
            return wall_sheet(wall_chart(scheme, running.plan, running.calendar, as_of=day))


def pledging(tx: Connection, assessment: int, *, now: datetime) -> list[tuple[str, str, int]]:
    """Units that lead something, in the official order: code, name, how many tasks."""
    scheme = running_of(tx, assessment, day=now.astimezone(SHANGHAI).date()).published.scheme
    leads = Counter(each.lead for each in assignments_of(scheme))
    return [(unit.code, unit.name, leads[unit.code]) for unit in scheme.units if unit.code in leads]


def _issuer(scheme: Scheme) -> str:
    return scheme.letters.signed_as or scheme.unit(scheme.office.unit).name


def _lead(scheme: Scheme, unit: str) -> str:
    """The unit that pledges: one that leads something."""
    leads = dict.fromkeys(each.lead for each in assignments_of(scheme))
    found = next((code for code in leads if unit in (code, scheme.unit(code).name, scheme.unit(code).shown)), None)
    if found is None:
        names = "、".join(f"{code} {scheme.unit(code).shown}" for code in leads)
        raise Refused(YearPaper.PLEDGE.label, (f"请写明牵头单位，可以是：{names}",))
    return found
