"""The administrator's January: copy, check, change a deadline in words, see the calendar, compare, publish."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from config.loading import load_scheme
from models.assessments import Assessment
from models.database import Database
from models.drafts import DraftText
from tests.integration.actions.year import Year, published
from tests.pages import Client, Site


class Form(HTMLParser):
    """The inputs of the editor's form, as a browser sends them when nobody touched any."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.within, self.name = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.within = "part-form" in told.get("class", "")
        elif self.within and tag == "input":
            self.values[told.get("name", "")] = told.get("value", "")
        elif self.within and tag in ("select", "textarea"):
            self.name = told.get("name", "")
            self.values[self.name] = ""
        elif self.within and tag == "option" and "selected" in told:
            self.values[self.name] = told["value"]

    def handle_data(self, data: str) -> None:
        if self.within and self.lasttag == "textarea" and self.name:
            self.values[self.name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.name = ""


PARTS = ("heading", "units", "posts", "indicators", "windows", "dates", "ladders", "numbering", "terms", "policy")


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    return published(sqlite_database, "supervised", when="2019-03-04 09:00", folder=tmp_path)


@pytest.fixture
def site(town: Year, tmp_path: Path) -> Site:
    return Site(town.database, tmp_path / "home", when="2019-12-05 09:00")


@pytest.fixture
def desk(site: Site) -> Client:
    return site.signed_in("desk")


def begun(desk: Client, town: Year, **told: object) -> str:
    """A draft is begun as the page's form does it; the address that it leads to."""
    sent = {"office": town.office, "_then": "/year/drafts/{draft}", **told}
    return desk.do("begin_draft", sent, follow=False).location


def newest(town: Year) -> str:
    return str(town.rows(DraftText)[-1].text)


def test_january(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    assert "由2019年度复制" in desk.get(draft).text
    told = {"_number": 1, "_part": "dates", "/windows/0/due": "当月最后一个工作日前，9月提前两个工作日"}
    saved = desk.post(draft, told)
    assert "已改1处，存为第2稿" in saved.text
    assert "2020年9月28日" in desk.get(f"{draft}?part=dates").text
    compared = desk.get(f"{draft}/compare")
    assert "9月为当月最后一个工作日提前2个工作日" in compared.text
    calendar = desk.get(f"{draft}/calendar")
    assert calendar.status == 200
    assert "2020年9月28日" in calendar.text
    assert 'href="#due-2020-09-28"' in calendar.html
    assert 'id="due-2020-09-28"' in calendar.html
    looked = desk.get(f"{draft}/publish")
    assert "先看会做什么，再发布" in looked.text
    done = desk.post(f"{draft}/publish", {"_number": 2})
    assert "已发布" in done.text
    assert [row.year for row in town.rows(Assessment)] == [2019, 2020]
    assert load_scheme(newest(town)).scheme.year == 2020


def test_a_form_that_was_not_touched_changes_nothing(desk: Client, town: Year) -> None:
    """What every input shows is what is written: sent back as it is, no part makes an edit."""
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    for part in PARTS:
        page = desk.get(f"{draft}?part={part}")
        form = Form()
        form.feed(page.html)
        assert "没有改动" in desk.post(draft, form.values).text, part


def test_order_new_entries_and_removal(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    desk.post(draft, {"_number": 1, "_part": "units", "_op": "down /units/0"})
    desk.post(draft, {"_number": 2, "_part": "units", "+/units code": "water", "+/units name": "县水利局"})
    units = [unit.code for unit in load_scheme(newest(town)).scheme.units]
    assert (units[:2], units[-1]) == (["leaders", "committee"], "water")
    desk.post(draft, {"_number": 3, "_part": "units", "_op": f"cut /units/{len(units) - 1}"})
    assert "县水利局" not in newest(town)


def test_an_indicator_gets_a_part_and_a_target(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    code = load_scheme(newest(town)).scheme.indicators[0].code
    part = {
        "+/indicatorschildren ^": code,
        "+/indicatorschildren code": "NEW",
        "+/indicatorschildren title": "新的一项",
    }
    desk.post(draft, {"_number": 1, "_part": "indicators", **part})
    target = {"+targets ^": "NEW", "+targets name": "户数", "+targets value": "20", "+targets unit": "户"}
    desk.post(draft, {"_number": 2, "_part": "indicators", **target})
    assert "{code: NEW, title: 新的一项, targets: [{name: 户数, value: 20, unit: 户}]}" in newest(town)


def test_what_is_not_written_yet_is_written_with_its_parents(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    sent = {"_number": 1, "_part": "policy", "/policy/extensions/at_most": "1", "/policy/extensions/lapse_days": "4"}
    desk.post(draft, sent)
    extensions = load_scheme(newest(town)).scheme.policy.extensions
    assert (extensions.at_most, extensions.lapse_days) == (1, 4)


def test_nothing_typed_is_lost_when_another_saved_first(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    desk.post(draft, {"_number": 1, "_part": "heading", "/title": "某县2020年度考核"})
    refused = desk.post(draft, {"_number": 1, "_part": "heading", "/title": "另一个名称"})
    assert (refused.status, "已经保存了第2稿，您改的是第1稿" in refused.text) == (409, True)
    assert 'value="另一个名称"' in refused.html


def test_every_error_is_shown_with_its_line(desk: Client, town: Year) -> None:
    text = "title: 试\nyear: 二〇二六\nunits: [\n"
    draft = desk.post("/year/upload", {"text": text}, follow=False).location
    page = desk.get(draft)
    assert "错误 第" in page.text
    assert "请先按下面的检查改好右边的 YAML" in page.text
    assert desk.get(f"{draft}/calendar").status == 422


@pytest.mark.closes("W2")
def test_words_of_a_deadline_are_read_beside_the_input(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    told = desk.get(f"{draft}/phrase", part=True, **{"/windows/0/due": "当月最后一个工作日前，9月提前两个工作日"})
    assert "读作：" in told.text
    assert "2020年9月28日" in told.text
    unread = desk.get(f"{draft}/phrase", part=True, **{"/windows/0/due": "收到后3日内"})
    assert "没有说是工作日还是自然日" in unread.text
    assert "3个工作日内" in unread.text


def test_a_change_of_the_running_year_is_looked_at_first(desk: Client, town: Year) -> None:
    desk.site.at("2019-04-05 09:00")
    draft = begun(desk, town, assessment=town.assessment)
    desk.post(draft, {"_number": 1, "_part": "dates", "/windows/0/due": "次月10日前"})
    told = {"_number": 2, "effective_on": "2019-05-01", "basis": "会议纪要〔2019〕3号"}
    seen = desk.post(f"{draft}/amend", told)
    assert "尚未改动" in seen.text
    assert "改期" in seen.text
    done = desk.post(f"{draft}/amend", {**told, "apply": "true"})
    assert "已变更" in done.text


def test_the_wall_chart_is_a_drawing_of_ours(desk: Client, town: Year) -> None:
    drawing = desk.get(f"/year/running/{town.assessment}/wall.svg")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert "style=" not in desk.get(f"/year/running/{town.assessment}/wall").html


def test_what_nobody_has_is_not_found(desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    asked = ("/year/drafts/99", f"{draft}/compare?with=99", f"{draft}/compare?with=year-99", f"{draft}/compare?with=x")
    assert [desk.get(path).status for path in asked] == [404] * len(asked)
    stale = desk.post(draft, {"_number": "9" * 5000, "_part": "heading", "/title": "x"})
    assert stale.status == 409


def test_a_unit_opens_none_of_it(site: Site, desk: Client, town: Year) -> None:
    draft = begun(desk, town, assessment=town.assessment, year=2020)
    officer = site.signed_in("labour_head")
    assert [officer.get(path).status for path in ("/year", draft, f"{draft}/text")] == [403, 403, 403]


def test_pages_ask_a_bounded_number_of_questions(site: Site, desk: Client, town: Year) -> None:
    for _ in range(3):
        draft = begun(desk, town, assessment=town.assessment, year=2020)
    for path in ("/year", draft, f"{draft}/compare", f"{draft}/publish"):
        desk.get(path)
        with site.queries() as asked:
            desk.get(path)
        assert len(asked) <= 22, (path, len(asked))
