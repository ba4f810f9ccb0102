from typing import Any

import pytest
from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule

from flows.deployments import TIMETABLES, UnknownFlow, deployments


def test_timetable_is_the_offices() -> None:
    found = [(each.flow_name, each.name, each.entrypoint, each.schedules[0].schedule) for each in deployments()]

    assert found == [
        ("tick", "kaohe", "flows.tick.tick", CronSchedule(cron="*/5 * * * *", timezone="Asia/Shanghai")),
        ("deliver", "kaohe", "flows.deliver.deliver", CronSchedule(cron="* * * * *", timezone="Asia/Shanghai")),
        (
            "monthly-summary", "kaohe", "flows.summaries.monthly_summary",
            CronSchedule(cron="5 9 * * *", timezone="Asia/Shanghai"),
        ),
        (
            "quarterly-circular", "kaohe", "flows.summaries.quarterly_circular",
            CronSchedule(cron="10 9 * * *", timezone="Asia/Shanghai"),
        ),
        (
            "overdue-list", "kaohe", "flows.summaries.overdue_list",
            CronSchedule(cron="15 9 * * *", timezone="Asia/Shanghai"),
        ),
        (
            "meeting-material", "kaohe", "flows.summaries.meeting_material",
            CronSchedule(cron="20 9 * * *", timezone="Asia/Shanghai"),
        ),
        (
            "year-end", "kaohe", "flows.year_end.year_end",
            CronSchedule(cron="35 8-18 * * *", timezone="Asia/Shanghai"),
        ),
    ]  # fmt: skip


def test_one_run_at_a_time_and_a_newcomer_is_called_off() -> None:
    limits = [(each.concurrency_limit, each.concurrency_options) for each in deployments()]

    assert [(limit, options and options.collision_strategy) for limit, options in limits] == [
        (1, ConcurrencyLimitStrategy.CANCEL_NEW)
    ] * len(TIMETABLES)


def test_every_parameter_has_a_default() -> None:
    required = [each._parameter_openapi_schema.required for each in deployments()]

    assert required == [[]] * len(TIMETABLES)


def test_cron_replaces_the_timetable_of_its_flow_only() -> None:
    crons = [each.schedules[0].schedule.cron for each in deployments({"tick": "* * * * *"})]

    assert crons[:2] == ["* * * * *", "* * * * *"]
    assert deployments({"deliver": "0 9 * * *"})[0].schedules[0].schedule.cron == "*/5 * * * *"


def test_cron_of_an_unknown_flow_is_refused() -> None:
    with pytest.raises(UnknownFlow, match="没有名为 tock 的定时任务，可用：tick、deliver、monthly-summary"):
        deployments({"tock": "* * * * *"})


@pytest.mark.parametrize("flow", [each.flow for each in TIMETABLES])
def test_every_flow_says_that_it_may_run_twice(flow: Flow[..., Any]) -> None:
    assert "Safe to run twice" in (flow.__doc__ or "")
