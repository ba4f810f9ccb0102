"""The parts of the pages, in the words that officials use."""

from pathlib import Path

import pytest

from models.database import Database
from tests.integration.actions.year import published
from tests.looks import looks_of
from tests.pages import Client


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    town = published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    return looks_of(town.database, tmp_path / "home", monkeypatch, when="2019-09-10 12:00").signed_in("desk")


@pytest.mark.closes("O10", "O20", "O39")
def test_marks_say_how_things_stand(desk: Client) -> None:
    page = desk.get("/looks")
    for words in (
        "已过期限2天",
        "今日下班前",
        "今日17:00前",
        "剩余2个工作日暂定",
        "未知，待上级通知",
        "略有滞后（据单位上报，尚未核验）",
    ):
        assert words in page.text.replace(" ", ""), words
    assert "已过时限" in page.text, "what waits on a leader's desk is never called late"
    assert "逾期" not in page.text
    assert 'aria-label="完成53.3%，序时进度66.7%"' in page.html
    assert "受托办理：康复部承办人" in page.text
    assert "线下签批补录：办公室联络员" in page.text


def test_forms_send_what_acts_expect(desk: Client) -> None:
    page = desk.get("/looks")
    assert '<input type="hidden" name="report" value="7">' in page.html
    assert [f'name="several[]" value="{each}"' in page.html for each in (1, 2)] == [True, True], (
        "one alone is a list too"
    )
    assert '<input type="hidden" name="_back" value="/looks">' in page.html
    assert '<input type="hidden" name="_then" value="/reports/{report}">' in page.html
    assert page.html.count(f'name="_token" value="{desk.token}"') == page.html.count("<form") - 1, "all but the keys"
    assert '<option value="b" selected>图片</option>' in page.html
    assert 'value="2019-09-10T12:00"' in page.html
