"""More machines: the same timetable deployed to a work pool, and a worker that takes a run from it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.embedded import kaohe_environment
from flows.environment import prefect_environment
from flows.project import FILE, POOL
from tests.acceptance.flows.conftest import Product, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

PREFECT = Path(sys.executable).parent / "prefect"


def test_timetable_is_deployed_to_a_pool_and_a_worker_runs_it(product: Product, tmp_path: Path) -> None:
    """The commands of the file's own head, from a folder that is not ours."""
    told = prefect_environment(product.running.home, product.running.address, base=os.environ)
    environment = told | kaohe_environment(product.settings)

    def prefect(*words: str | Path) -> str:
        done = subprocess.run(
            [PREFECT, *words], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
        return done.stdout

    prefect("work-pool", "create", POOL, "--type", "process")
    prefect("--no-prompt", "deploy", "--all", "--prefect-file", FILE)
    deployed = {name: product.server.deployment(name) for name in ("tick", "deliver", "monthly-summary")}
    prefect("deployment", "run", "monthly-summary/kaohe", "--param", 'as_of="2019-05-15T09:30:00+08:00"')
    with subprocess.Popen(
        [PREFECT, "worker", "start", "--pool", POOL],
        cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as worker:  # fmt: skip
        (run,) = wait_for(lambda: product.server.runs("monthly-summary", state="COMPLETED"), len, seconds=90)
        worker.terminate()

    assert {name: each["work_pool_name"] for name, each in deployed.items()} == dict.fromkeys(deployed, POOL)
    assert [each["active"] for each in deployed["tick"]["schedules"]] == [True]
    assert run["name"].startswith("月度汇总 ")
