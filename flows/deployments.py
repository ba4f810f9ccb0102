"""The schedules: which flow runs when, in the office's time zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prefect import Flow, serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from config.errors import KaoheError
from config.zone import SHANGHAI
from flows.deliver import deliver
from flows.summaries import meeting_material, monthly_summary, overdue_list, quarterly_circular
from flows.tick import tick
from flows.year_end import year_end

NAME = "kaohe"

# Five missed runs arrive at once: the first does what all would have done, the others are called off, not queued. The
# grace is how long a slot may be held by a run that never starts; Prefect allows no less.
ONE_AT_A_TIME = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=60
)


class UnknownFlow(KaoheError):
    """A schedule was given for a flow that does not exist."""


@dataclass(frozen=True, slots=True)
class Timetable:
    flow: Flow[..., Any]
    cron: str
    description: str


TIMETABLES = (
    Timetable(tick, "*/5 * * * *", "每五分钟：打开窗口、提醒、逐级催办、履历加封"),
    Timetable(deliver, "* * * * *", "每分钟：投递待发消息"),
    # Every day: which days are workdays, make-up Sundays included, the action knows.
    Timetable(monthly_summary, "5 9 * * *", "每个工作日早上：收齐后拟月度汇总，呈报前更新"),
    Timetable(quarterly_circular, "10 9 * * *", "每个工作日早上：收齐后拟季度通报"),
    Timetable(overdue_list, "15 9 * * *", "每个工作日早上：收齐后拟逾期名单，呈报前更新"),
    Timetable(meeting_material, "20 9 * * *", "每个工作日早上：收齐后拟推进会材料，呈报前更新"),
    # Every hour of the day: which of them a year wants, its own scheme says.
    Timetable(year_end, "35 8-18 * * *", "每个工作日：过去的年度还没有办结的，每周报告考核办负责人一次"),
)


def deployments(crons: Mapping[str, str] | None = None) -> list[RunnerDeployment]:
    """Every flow with its schedule; `crons` (flow name → cron) replaces some of them."""
    other = dict(crons or {})
    known = [each.flow.name for each in TIMETABLES]
    if unknown := sorted(set(other) - set(known)):
        raise UnknownFlow(f"没有名为 {'、'.join(unknown)} 的定时任务，可用：{'、'.join(known)}")
    return [_deployment(each, cron=other.get(each.flow.name, each.cron)) for each in TIMETABLES]


def serve_deployments(crons: Mapping[str, str] | None = None) -> None:
    """Registers the schedules and runs what falls due, until told to stop."""
    # Left at its default, a clean stop would pause the schedules and the next start would run nothing.
    serve(*deployments(crons), pause_on_shutdown=False, print_starting_message=False)


def _deployment(timetable: Timetable, *, cron: str) -> RunnerDeployment:
    # Loaded by module path: loaded by file, flows/ would stand first on the path and hide packages of the same name.
    return RunnerDeployment.from_flow(
        timetable.flow,
        name=NAME,
        schedule=Cron(cron, timezone=SHANGHAI.name),
        concurrency_limit=ONE_AT_A_TIME,
        description=timetable.description,
        tags=["kaohe"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
