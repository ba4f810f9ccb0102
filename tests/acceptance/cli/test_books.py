"""Books from the command line: exported, filled in, looked at, imported; several at once, each with its own result."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from cli.books import IN, OUT, Asking, Bringing, NotUnderstood, bring, export
from cli.opening import vault_of
from config.settings import Settings
from config.zone import SHANGHAI
from models.database import Database
from models.reports import ReportRow
from tests.acceptance.cli.conftest import FIXTURES
from tests.integration.books.exchange import put


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town whose March window is open."""
    settings = Settings(home=tmp_path / "home")
    settings.prepare()
    database = Database(settings.database, vault=vault_of(settings))
    database.migrate()
    text = (FIXTURES / "tiny.yaml").read_text(encoding="utf-8")
    perform(database, "publish", {"text": text}, door=Door(now=at("2019-03-04T09:00")))
    people = [
        {"office": "town", "person": post, "name": f"{post}甲", "post": post, "begins_on": "2019-01-01"}
        for post in ("desk", "farming_officer", "farming_head")
    ]
    perform(database, "appoint", {"office": "town", "people": people}, door=Door(now=at("2019-03-04T09:00")))
    tick(database, now=at("2019-03-20T09:00"))
    database.close()
    monkeypatch.setenv("KAOHE_HOME", str(settings.home))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bringing(*files: str, **more: Any) -> Bringing:
    told: dict[str, Any] = {
        "received": None, "writer": None, "answers": (), "marked": None, "dry_run": False, "hands_in": False,
    }  # fmt: skip
    return Bringing(files=files, **{**told, **more})


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.closes("A35", "A36", "O17")
def test_books_are_exported_looked_at_and_imported_for_their_unit(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Asking(kind="report", assessment=None, window="march", unit="农业站", output="农业站.xlsx")
    assert export(asked, person="desk", as_json=True) == 0
    out = told(capsys)
    assert (out["schema"], out["kind"], out["lines"]) == (OUT, "report", 2)
    book = load_workbook("农业站.xlsx")
    put(book.worksheets[0], "累计完成", 1, 400)
    book.save("农业站.xlsx")
    put(book.worksheets[0], "累计完成", 1, "四百")
    book.save("写错了.xlsx")
    looked = bringing("农业站.xlsx", "写错了.xlsx", dry_run=True, marked="退回", received="2019-03-28T16:30")
    assert bring(looked, person="desk", as_json=True) == 1
    seen = told(capsys)
    assert (seen["schema"], [one["standing"] for one in seen["files"]]) == (IN, ["可以导入", "有错"])
    assert seen["files"][0]["edits"][0]["after"] == {"cumulative": "400"}
    marked = load_workbook(io.BytesIO(Path(seen["files"][1]["marked"]).read_bytes()))
    assert marked["3月进展情况"]["G3"].comment is not None
    assert bring(bringing("农业站.xlsx", received="2019-03-28T16:30"), person="desk", as_json=False) == 0
    assert "已导入1行改动" in capsys.readouterr().out
    with Database(Settings(home=home / "home").database).read() as tx:
        (row,) = tx.execute(ReportRow.t.select())
    assert str(row.reported_cumulative) == "400"
    assert bring(bringing("农业站.xlsx"), person="desk", as_json=False) == 0
    assert "没有变化" in capsys.readouterr().out
    with pytest.raises(NotUnderstood, match="没有“月报”这种表"):
        export(Asking("月报", None, None, None, None), person="desk", as_json=False)
    with pytest.raises(NotUnderstood, match="没有报送“april”"):
        export(Asking("report", None, "april", None, None), person="desk", as_json=False)
