"""A city's year ready for its result: five counties, facts recorded, every step that a scheme may ask for."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actions.acts import Done
from models.database import Database
from models.results import Result, ResultLine, ResultVersion
from models.units import Unit
from tests.integration.actions.year import Year, published, scheme_text

UNITS = {"a": "甲县", "b": "乙县", "c": "丙县", "d": "丁县", "e": "开发区"}
IN_2019 = {
    "year: 2012": "year: 2019",
    "due: 2012-03-13": "due: 2019-03-13",
    "of: {kind: judgement, slot: organisation, label: 实地检查组织实施情况, least: 0, most: 6, step: 0.1}":
        "of: {kind: imported, source: site}",
    "  sources:\n": "  sources:\n    - {code: site, name: 实地检查得分, least: 0, most: 6}\n",
}  # fmt: skip
DESK, GROUP = "office_desk", "group_member"
Rates = Mapping[str, tuple[int, int, int]]
RATES: Rates = {"a": (120, 100, 100), "b": (110, 98, 100), "c": (100, 100, 96), "d": (100, 100, 100), "e": (90, 96, 94)}
POLLS = {"a": "5.5", "b": "5.8", "c": "5.6", "d": "5.2", "e": "5.0"}


@dataclass(slots=True)
class Office:
    """The year, its result, and the words for what is done with it."""

    year: Year
    result: int = 0
    stages: "Stages | None" = None  # where other tests have been before

    def facts(self, when: str, *, rates: Rates = RATES, but: tuple[str, ...] = (), reason: str = "") -> None:
        """Figures, polls and inspections of every unit, without the polls of some."""
        rows = {UNITS[unit]: list(told) for unit, told in rates.items()}
        names = ["城镇新增就业完成率", "救助完成率", "保障房完成率"]
        imported = [
            {"unit": UNITS[unit], "source": source, "value": value}
            for unit, told in POLLS.items()
            for source, value in (("poll", told), ("site", "5.0"))
            if not (source == "poll" and unit in but)
        ]
        facts = {"tables": [{"figures": names, "rows": rows}], "imported": imported}
        self.year.do("record_facts", DESK, when, assessment=self.year.assessment, facts=facts, reason=reason)

    def record(self, when: str, facts: dict[str, Any], reason: str = "经核实更正") -> None:
        self.year.do("record_facts", DESK, when, assessment=self.year.assessment, facts=facts, reason=reason)

    def do(self, act: str, when: str, by: str = DESK, **data: Any) -> Done:
        return self.year.do(act, by, when, result=self.result, **data)

    def open(self, when: str) -> Done:
        done = self.year.do("open_result", DESK, when, assessment=self.year.assessment)
        self.result = done.ids["result"]
        return done

    @property
    def row(self) -> Any:
        return self.year.one(Result, id=self.result)

    @property
    def state(self) -> str:
        return str(self.row.state)

    def lines(self, number: int) -> dict[str, tuple[str, int | None, tuple[str, ...]]]:
        """Points, place and awards by unit, of one version."""
        version = self.year.one(ResultVersion, result_id=self.result, number=number)
        codes = {unit.id: unit.code for unit in self.units}
        rows = self.year.rows(ResultLine, version_id=version.id)
        return {codes[row.unit_id]: (row.points, row.place, tuple(row.awards)) for row in rows}

    @property
    def units(self) -> list[Any]:

        return self.year.rows(Unit)

    def until_marked(self) -> None:
        """自查 and 考评打分 done: it stands in 汇总审核."""
        self._reach("marked", self._mark)

    def until_checked(self) -> None:
        """得分反馈核对 done without a word: it stands in 征求意见."""
        self._reach("checked", self._check)

    def until_noticed(self) -> None:
        """征求意见, 审议, 批准 done: it stands in 公示."""
        self._reach("noticed", self._notice)

    def until_published(self) -> None:
        self._reach("published", self._publish)

    def _reach(self, stage: str, walk: Callable[[], None]) -> None:
        if self.stages is None or not self.stages.restore(stage, self):
            walk()
            if self.stages is not None:
                self.stages.keep(stage, self)

    def _mark(self) -> None:
        self.facts("2020-01-03 09:00")
        self.open("2020-01-06 09:00")
        for unit in UNITS:
            self.do("submit_self_check", "2020-01-07 09:00", by=f"{unit}_head", report="目标全部分解落实")
        self.do("end_self_check", "2020-01-08 09:00")
        self.do("end_marking", "2020-01-09 09:00")

    def _check(self) -> None:
        self.until_marked()
        self.do("pass_on_result", "2020-01-10 09:00")
        self.do("end_feedback", "2020-01-16 09:00")

    def _notice(self) -> None:
        self.until_checked()
        self.do("reply_opinion", "2020-01-17 09:00", by="statistics_head", agrees=True)
        self.do("reply_opinion", "2020-01-17 10:00", body="市纪检监察机关（示例）", agrees=True, document_no="纪函1号")
        self.do("end_opinions", "2020-01-17 11:00")
        self.do("decide_result", "2020-01-19 09:00", by=GROUP, agreed=True)
        self.do("record_result_decision", "2020-01-20 09:00", document_no="市政批〔2020〕1号")

    def _publish(self) -> None:
        self.until_noticed()
        self.year.tick("2020-02-05 09:00")
        self.do("announce_result", "2020-02-05 10:00", document_no="市考办发〔2020〕2号")


@dataclass(slots=True)
class Stages:
    """SQLite files of the same year as far as it has come: the way there is walked by real acts, once for all tests."""

    folder: Path
    results: dict[str, int] = field(default_factory=dict)

    def restore(self, stage: str, office: Office) -> bool:
        if stage not in self.results:
            return False
        _copied(self.folder / stage, Path(str(office.year.database.url.database)))
        office.result = self.results[stage]
        return True

    def keep(self, stage: str, office: Office) -> None:
        self.results[stage] = office.result
        _copied(Path(str(office.year.database.url.database)), self.folder / stage)


def _copied(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def text_2019() -> str:
    """The scheme as it is published here."""
    text = scheme_text("livelihood")
    for said, instead in IN_2019.items():
        text = text.replace(said, instead)
    return text


def ready(database: Database, folder: Path, other: Mapping[str, str] | None = None) -> Office:
    told = {**IN_2019, **(other or {})}
    return Office(published(database, "livelihood", when="2019-02-01 09:00", folder=folder, other=told))
