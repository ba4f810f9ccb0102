"""投票打分 and 酌定 on their pages: from the roster to the sealed result, without anybody typing a code."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.ballots import BallotEntry, BallotRound
from models.judgements import Judgement
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import BEGINS, BUNDLES, CADRES, DAY, SERVED, SIX, agreed, closed, returned, typed
from tests.pages import Page, Site
from tests.years import SQLITE, PublishedYears


@pytest.fixture
def county(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("voting", when=BEGINS, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def pages(county: Year, tmp_path: Path) -> Site:
    return Site(county.database, tmp_path / "home", when=f"{DAY} 08:00")


def hidden(page: Page) -> dict[str, str]:
    """What the form sends along unseen."""
    form = page.html.split('class="act', 1)[1].split("</form>", 1)[0]
    return {
        name: value
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        if not name.startswith("_")
    }


@pytest.mark.closes("O30")
def test_paper_goes_out_and_comes_back_by_its_groups(county: Year, pages: Site) -> None:
    desk = pages.signed_in("kaohe_desk")
    assert "/act/plan_ballot" in desk.get("/ballots").html
    form = desk.get("/act/plan_ballot", assessment=county.assessment)
    assert ">民主测评<" in form.html
    told = {
        "assessment": county.assessment, "rating": "democracy", "title": "2019年度民主测评", "held_on": DAY,
        "units[]": ["qu", "yuanqu", "jiaoyu"], "groups.0.name": CADRES, "groups.0.roster": "12",
        "groups.1.name": SERVED, "groups.1.roster": "6", "_then": "/ballots/{ballot}",
    }  # fmt: skip
    page = desk.do("plan_ballot", told)
    assert "拟定" in page.text, page.said()
    number = county.one(BallotRound).id
    desk.do("settle_roster", {"ballot": number})
    form = desk.get("/act/issue_ballots", ballot=number)
    assert f'<input type="hidden" name="issued:pairs.0.key" value="{CADRES}">' in form.html
    counts = {**hidden(form), "issued:pairs.0.value": "12", "issued:pairs.1.value": "6"}
    desk.do("issue_ballots", counts)
    form = desk.get("/act/register_returns", ballot=number)
    back = {
        **hidden(form), "returned:pairs.0.value": "10", "returned:pairs.1.value": "5",
        "bundles:pairs.0.value[]": ["6", "4", ""], "_then": f"/ballots/{number}",
    }  # fmt: skip
    page = desk.do("register_returns", back)
    assert page.text.count("待录") == 3, page.said()
    assert "未收回" in page.text


@pytest.mark.closes("O30")
def test_a_bundle_is_typed_in_a_grid_and_what_differs_is_settled_by_a_third(county: Year, pages: Site) -> None:
    number = returned(county)
    desk = pages.at(f"{DAY} 11:00").signed_in("kaohe_desk")
    page = desk.get(f"/ballots/{number}")
    address = re.findall(rf"/ballots/{number}/bundles/\d+", page.html)[0]
    form = desk.get(address)
    cells = dict.fromkeys(re.findall(r'name="(lines:pairs[^"]+value(?:\.\w+)?)"', form.html), "")
    filled = {**hidden(form), **cells}
    for place, code in enumerate(("qu", "yuanqu", "jiaoyu")):
        for grade, name in enumerate(("优秀", "称职", "不称职")):
            key = f"lines:pairs.{place}.value.votes:pairs.{grade}.value"
            assert key in filled
            filled[key] = str(SIX[code]["votes"].get(name, ""))
        filled[f"lines:pairs.{place}.value.invalid"] = str(SIX[code]["invalid"])
        filled[f"lines:pairs.{place}.value.abstained"] = str(SIX[code]["abstained"])
    done = desk.do("enter_bundle", {**filled, "_then": f"/ballots/{number}"})
    assert "第一遍已录" in done.text, done.said()
    assert county.one(BallotEntry).content["qu"]["votes"] == {"优秀": 4, "称职": 2}
    other = {**SIX, "qu": {**SIX["qu"], "votes": {"优秀": 5, "称职": 1}}}
    typed(county, number, "kaohe_second", CADRES, 1, other, minute=30)
    third = pages.at(f"{DAY} 12:00").signed_in("ducha_desk")
    shown = third.get(f"/ballots/{number}")
    assert "两遍不一致，待核定" in shown.text
    form = third.get(address)
    assert "第一遍4张，第二遍5张" in form.text, form.text
    assert "jiaoyu" not in form.html, "what both say alike is not in question"
    paper = {
        **hidden(form), "lines:pairs.0.value.votes:pairs.0.value": "4", "lines:pairs.0.value.votes:pairs.1.value": "2",
        "words": "逐张核对", "_then": f"/ballots/{number}",
    }  # fmt: skip
    assert "已核对" in third.do("settle_difference", paper).text


@pytest.mark.closes("O27", "O30")
def test_result_shows_when_it_is_sealed_and_to_a_unit_its_own(county: Year, pages: Site) -> None:
    number = agreed(county)
    desk = pages.at(f"{DAY} 17:00").signed_in("kaohe_desk")
    assert "封存以前不显示结果" in desk.get(f"/ballots/{number}").text
    closed(county, number)
    page = desk.get(f"/ballots/{number}")
    assert all(name in page.text.split("结果", 1)[1] for name in ("城东区", "城东园区"))
    assert len(BUNDLES) == page.text.count("已核对")


def test_points_are_proposed_on_the_page_and_another_confirms_them(county: Year, pages: Site) -> None:
    county.do(
        "ask_judgements", "kaohe_desk", "2019-11-01 09:00", assessment=county.assessment, slot="site",
        units=["qu"], due_on="2019-11-29",
    )  # fmt: skip
    number = county.one(Judgement).id
    scan = county.attach_loose("ducha_desk", "2019-11-01 10:00", unit="ducha", title="实地检查记录")
    giver = pages.at("2019-11-02 09:00").signed_in("ducha_desk")
    page = giver.get(f"/judgements/{number}")
    assert "实地检查记录" in page.text
    told = {**hidden(page), "points": "4.5", "reason": "台账不全", "evidence[]": str(scan)}
    assert "slot" in told
    done = giver.do("propose_judgement", {**told, "_then": f"/judgements/{number}"})
    assert "第1次提出：4.5分" in done.text, done.said()
    office = pages.signed_in("kaohe_desk")
    assert "待确认" in office.get("/judgements").text
    assert 'action="/do/confirm_judgement"' in office.get(f"/judgements/{number}").html
    assert "已确认" in office.do("confirm_judgement", {"judgement": number, "_back": f"/judgements/{number}"}).text
    assert pages.signed_in("kaohe_desk").get(f"/judgements/{number}").text.count("提出酌定的分") <= 1
