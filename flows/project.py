"""`deploy/prefect.yaml`: the same timetable for workers of a work pool, on as many machines as wanted.

`python -m flows.project` writes it again from `flows.deployments`.
"""

import sys
from io import StringIO
from pathlib import Path
from typing import Any

from prefect import __version__
from ruamel.yaml import YAML

from config.zone import SHANGHAI
from flows.deployments import NAME, ONE_AT_A_TIME, TIMETABLES, Timetable

FILE = Path(__file__).parents[1] / "deploy" / "prefect.yaml"
POOL = "kaohe"
HEAD = """\
# 由 make docs 从 flows/deployments.py 写出，不要手改。Written by `make docs`; do not edit.
# 每台机器装好同一版本，写明同一个 KAOHE_DATABASE_URL 和 PREFECT_API_URL，然后：
#   prefect work-pool create kaohe --type process
#   prefect deploy --all --prefect-file deploy/prefect.yaml
#   prefect worker start --pool kaohe
"""


def project() -> dict[str, Any]:
    """What Prefect reads: every flow by its module path, its schedule, one run at a time on all machines together."""
    return {
        "name": NAME,
        "prefect-version": __version__,
        "pull": [],  # every machine has the same version installed: nothing is fetched
        "deployments": [_deployment(each) for each in TIMETABLES],
    }


def _deployment(timetable: Timetable) -> dict[str, Any]:
    flow = timetable.flow
    strategy = ONE_AT_A_TIME.collision_strategy
    return {
        "name": NAME,
        "description": timetable.description,
        "entrypoint": f"{flow.fn.__module__}.{flow.fn.__name__}",
        "tags": [NAME],
        "concurrency_limit": {"limit": ONE_AT_A_TIME.limit, "collision_strategy": strategy.value},
        "work_pool": {"name": POOL},
        "schedules": [{"cron": timetable.cron, "timezone": SHANGHAI.name, "active": True}],
    }


def written() -> str:
    """The file as it should stand."""
    yaml, text = YAML(), StringIO()
    yaml.allow_unicode = True
    yaml.width = 120
    yaml.dump(project(), text)
    return HEAD + text.getvalue()


def main(what: str) -> int:
    if what == "docs":
        FILE.write_text(written(), encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == written():
        return 0
    sys.stderr.write("deploy/prefect.yaml is out of date: run `make docs` and commit it.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["docs"]))
