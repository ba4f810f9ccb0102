"""The register of numbers: every number with its letter, none missing, what was voided keeps its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from actions.letters.register import NotTheWholeRegister
from cli import numbers
from cli.opening import vault_of
from config.letters import LetterKind
from config.settings import Settings
from models.database import Database
from tests.integration.actions.letter_office import signed, warned
from tests.integration.actions.year import Year, published

WHEN = "2019-10-15T11:00"


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    """Three warnings signed, the second voided; one circular with a number from the dispatch register."""
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    monkeypatch.setenv("KAOHE_HOME", str(settings.home))
    monkeypatch.delenv("KAOHE_DATABASE_URL", raising=False)
    database = Database(settings.database, vault=vault_of(settings))
    database.migrate()
    year = published(database, "supervised", when="2019-03-01 09:00", folder=tmp_path)
    for number in [warned(year, rung=f"warning{place}") for place in range(3)]:
        signed(year, number)
    year.do("void_letter", "head", "2019-09-18 09:00", letter=2, reason="数字有误")
    circular = {
        "nature": "progress",
        "title": "三季度指标进展",
        "as_of": "9月底",
        "rule": "按月均匀",
        "basis": "第四条",
    }
    figures = [{"unit": "labour", "fact": "完成60%"}]
    about = {"assessment": year.assessment, "units": ["labour"], "figures": figures, **circular}
    year.do("draft_circular", "desk", "2019-10-09 09:00", **about)
    year.do("submit_letter", "desk", "2019-10-09 10:00", letter=4)
    year.do("approve", "head", "2019-10-09 11:00", kind="letter", id=4)
    year.do("sign_letter", "chair", "2019-10-10 09:00", letter=4, document_no="某考发〔2019〕12号")
    return year


def asked(capsys: pytest.CaptureFixture[str], *, code: int = 0, **how: Any) -> list[dict[str, Any]]:
    told = {"person": None, "kind": None, "moment": WHEN, **how}
    assert numbers.run(**told, as_json=True) == code
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == numbers.SCHEMA
    return list(said["series"])


@pytest.mark.closes("O04")
def test_register_shows_every_number_and_what_was_voided(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    warnings, circulars = asked(capsys)

    assert (warnings["kind_label"], warnings["year"], warnings["missing"]) == ("预警提示单", 2019, [])
    assert [(each["number"], each["is_voided"]) for each in warnings["entries"]] == [
        ("县考预〔2019〕1号", False),
        ("县考预〔2019〕2号", True),
        ("县考预〔2019〕3号", False),
    ]
    assert (circulars["is_own"], [each["number"] for each in circulars["entries"]]) == (False, ["某考发〔2019〕12号"])
    assert [each["kind"] for each in asked(capsys, kind=LetterKind.CIRCULAR)] == ["circular"]

    assert numbers.run(person=None, kind=None, moment=WHEN, as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "县考核办 预警提示单 2019年　已用3个，其中作废1个（编号保留），没有缺号"
    assert "县考核办 通报 2019年　发文字号取自发文登记簿，已用1个" in lines


def test_number_that_is_missing_is_named(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    with year.database.write() as tx:  # as nobody can through an act
        tx.execute(text("UPDATE letter SET series_number = NULL, number = '' WHERE id = 3"))

    assert asked(capsys, code=1)[0]["missing"] == [3]
    assert numbers.run(person=None, kind=None, moment=WHEN, as_json=False) == 1
    assert capsys.readouterr().out.splitlines()[0].endswith("缺号：3")


def test_register_is_shown_to_whoever_reads_all_letters(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, person="inspector") == asked(capsys)
    with pytest.raises(NotTheWholeRegister):
        asked(capsys, person="labour_head")
