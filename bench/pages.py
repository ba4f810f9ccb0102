"""What a page costs: signed in, scoped and escaped, from ever more tasks, beside an answer that is only a text.

The application runs in this process, without the network on either side.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from actions.entrance.signing_in import Browser, sign_in_known
from bench.province import NOW, Province
from bench.timing import Measured, in_turn
from config.settings import Settings
from states.sessions import Way
from web.app import create_app
from web.kernel.entering import SESSION_COOKIE
from web.kernel.surroundings import Surroundings

ASSIGNMENTS = (1_000, 100_000)
ROUNDS = 11
HOST = "http://127.0.0.1"
PAGES = (
    ("承办人的待办", "rehabilitation_officer", "/todo"),
    ("报送期的进展报告", "rehabilitation_officer", "/reports/window/1"),
    ("一件进展报告", "rehabilitation_officer", "/reports/{report}"),
    ("一项指标任务", "assessment_desk", "/assignments/{assignment}"),
    ("一项指标任务的分解", "rehabilitation_officer", "/department/assignments/{assignment}"),
    ("部门负责人的本部室", "rehabilitation_head", "/department"),
    ("综合部室的本部室", "collecting_desk", "/department"),
    ("领导呈阅", "leader_rehabilitation", "/leader"),
    ("主要领导呈阅", "principal_leader", "/leader"),
    ("主要领导的分管指标", "principal_leader", "/leader/indicators"),
    ("考核工作台", "assessment_desk", "/office"),
    ("应报情况，本月", "assessment_desk", "/office/reports"),
    ("应报情况，逐单位", "assessment_desk", "/office/reports?window=1"),
    ("应报情况，逐指标", "assessment_desk", "/office/reports?window=1&view=indicators"),
    ("应报情况，逐件", "assessment_desk", "/office/reports?window=1&view=lines&standing=late"),
    ("转发稿", "assessment_desk", "/office/forward"),
    ("待核验", "assessment_desk", "/office/verify"),
    ("指标灯", "assessment_desk", "/office/lights"),
    ("指标灯，落后的", "assessment_desk", "/office/lights?lagging=1"),
    ("名单", "assessment_desk", "/office/lights/lists"),
    ("督查文书", "assessment_desk", "/office/letters"),
    ("消息", "assessment_desk", "/office/messages"),
    ("减负", "assessment_desk", "/office/burden"),
    ("通知", "assessment_desk", "/office/announce"),
    ("大屏", "assessment_desk", "/screen"),
    ("报送汇总", "assessment_desk", "/unit-office"),
    ("报送汇总的转发稿", "assessment_desk", "/unit-office/forward"),
    ("考评打分", "assessment_desk", "/assessing"),
    ("加减分事项", "assessment_desk", "/findings"),
    ("问题", "assessment_desk", "/problems"),
    ("结果", "assessment_desk", "/results"),
    ("督查察访", "assessment_desk", "/visits"),
    ("监督", "auditor", "/overseeing"),
    ("单位", "assessment_desk", "/units"),
    ("人员", "assessment_desk", "/people"),
    ("体检", "auditor", "/care"),
    ("待发消息", "auditor", "/care/queue"),
    ("履历", "assessment_desk", "/care/journal"),
)
"""Every home and every list, and of what they lead to the most read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One page from so many tasks. `floor`: the same number of bytes, answered by a handler that has them ready."""

    page: str
    assignments: int
    size: int
    ours: Measured
    floor: Measured

    @property
    def ratio(self) -> float:
        return self.ours.median / self.floor.median


def measure(assignments: Sequence[int], *, rounds: int) -> list[Line]:
    return [line for number in assignments for line in _of_province(number, rounds)]


def _of_province(number: int, rounds: int) -> list[Line]:
    with tempfile.TemporaryDirectory(prefix="kaohe-bench-") as folder:
        province = Province(Path(folder), assignments=number)
        settings = Settings(home=Path(folder), database_url=f"sqlite:///{province.file}")
        app = create_app(Surroundings(database=province.database, settings=settings, clock=lambda: NOW))
        try:
            return [
                _line(province, settings, app, title, person, path.format_map(province.one), rounds=rounds)
                for title, person, path in PAGES
            ]
        finally:
            province.database.close()


def _line(
    province: Province, settings: Settings, app: object, title: str, person: str, path: str, *, rounds: int
) -> Line:
    browser = Browser(address="127.0.0.1", agent="bench")
    came = sign_in_known(
        province.database, person=person, way=Way.SINGLE_SIGN_ON, browser=browser, now=NOW, settings=settings
    )
    client = TestClient(app, base_url=HOST)  # type: ignore[arg-type]
    client.cookies.set(SESSION_COOKIE, came.secret)
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code} to {person}")
    floor = TestClient(_static(answer.text), base_url=HOST)
    ours, beside = in_turn(_asking(client, path), _asking(floor, "/"), rounds=rounds)
    return Line(title, province.assignments, len(answer.content), ours, beside)


def _asking(client: TestClient, path: str) -> Callable[[], None]:
    return partial(_ask, client, path)


def _ask(client: TestClient, path: str) -> None:
    client.get(path)


def _static(text: str) -> Starlette:
    def answer(_request: Request) -> HTMLResponse:
        return HTMLResponse(text)

    return Starlette(routes=[Route("/", answer)])


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    asked.add_argument("--assignments", type=int, nargs="+", default=ASSIGNMENTS)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--json", action="store_true")
    told = asked.parse_args(words)
    lines = measure(told.assignments, rounds=told.rounds)
    if told.json:
        rows = [
            {"page": line.page, "assignments": line.assignments, "ms": line.ours.median * 1000, "ratio": line.ratio}
            for line in lines
        ]
        sys.stdout.write(json.dumps({"schema": "kaohe.bench.pages/1", "lines": rows}, ensure_ascii=False) + "\n")
        return
    sys.stdout.write("| page | tasks | bytes | ms | a static answer, ms | × |\n|---|---:|---:|---:|---:|---:|\n")
    for line in lines:
        sys.stdout.write(
            f"| {line.page} | {line.assignments:,} | {line.size:,} | {line.ours.shown()} | {line.floor.shown()}"
            f" | {line.ratio:.1f} |\n"
        )


if __name__ == "__main__":
    main()
