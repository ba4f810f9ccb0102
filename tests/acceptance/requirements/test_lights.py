"""`kaohe lights` and `kaohe lists`: every light with its number and its reason, every list in official order."""

import pytest

from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.falling_short import JOBS, VISITS, report_jobs, verified
from tests.integration.actions.year import Year


def place(year: Year) -> dict[str, str]:
    return {"KAOHE_DATABASE_URL": year.database.shown}


@pytest.mark.closes("O20", "W6", "O19")
def test_each_light_explains_itself_hollow_until_verified(county: Year, shell: Shell) -> None:
    county.tick("2019-09-05 09:00")
    report_jobs(county, "2019-08", "500", when="2019-09-10 10:00")
    visits = report_jobs(county, "2019-08", "82", when="2019-09-10 10:00", title=VISITS, unit="tourism")
    verified(county, visits, when="2019-09-11 10:00")

    told = shell("lights", "--as-of", "2019-09-12", "--json", environment=place(county)).told
    assert told["schema"] == "kaohe.lights/1"
    assert [(each["unit"], each["light"], each["hollow"]) for each in told["items"]] == [
        ("县发改局（示例）", "none", True),
        ("县人社局（示例）", "red", True),
        ("县文旅局（示例）", "green", False),
    ]
    jobs = told["items"][1]
    assert {name: jobs[name] for name in ("title", "reported", "verified", "expected", "gap", "share", "pace")} == {
        "title": JOBS, "reported": "500", "verified": None, "expected": "600", "gap": "100", "share": "55.56",
        "pace": "66.67",
    }  # fmt: skip
    assert jobs["shortfall"] == 1
    assert jobs["basis"] == "第二条“确保各项指标任务月季领跑，年终领先”"
    assert jobs["sentence"] == (
        "据单位上报，截至2019年8月31日完成500人，占年度任务（900人）的55.6%。全年均匀推进，应完成900×8/12=600人，"
        "欠100人：红灯，尚未核验（空心）。达到的为绿灯，欠账数不超过应完成数10%的为黄灯，超过的为红灯。"
    )

    page = shell("lights", "--explain", "--unit", "labour", environment=place(county)).out
    assert "县文旅局" not in page
    assert jobs["sentence"] in page.replace("\n", "")
    assert "○红灯" in shell("lights", environment=place(county)).out


@pytest.mark.closes("O06")
def test_lists_of_a_month_say_who_stands_on_them_and_how_it_is_now(county: Year, shell: Shell) -> None:
    county.tick("2019-09-05 09:00")
    report_jobs(county, "2019-08", "500", when="2019-09-10 10:00")
    for day in ("09-10 10:30", "09-25 09:00", "10-14 09:00", "10-28 09:00", "11-11 09:00"):
        county.tick(f"2019-{day}")

    circular = shell("lists", "circular", "--month", "2019-10", "--json", environment=place(county)).told
    assert (circular["schema"], circular["label"], circular["month"]) == ("kaohe.lists/1", "通报名单", "2019-10")
    assert [(each["unit"], each["title"], each["standing"]) for each in circular["items"]] == [
        ("县人社局（示例）", JOBS, "仍欠账")
    ]
    assert "没有列入的" in shell("lists", "circular", "--month", "2019-11", environment=place(county)).out
    assert JOBS in shell("lists", "study", "--month", "2019-11", environment=place(county)).out.replace("\n", "")

    overdue = shell("lists", "overdue", "--month", "2019-11", "--json", environment=place(county)).told["items"]
    units = list(dict.fromkeys(each["unit"] for each in overdue))
    assert units == ["县纪委监委", "县委政法委", "市生态环境局宁陕分局", "县应急管理局", "县扶贫局", "县发改局（示例）",
                     "县人社局（示例）", "县文旅局（示例）"]  # fmt: skip
    assert {each["standing"] for each in overdue} == {"尚未办"}


def test_list_that_there_is_not_and_month_that_is_none_are_refused(county: Year, shell: Shell) -> None:
    unknown = shell("lists", "honours", environment=place(county))
    assert (unknown.code, "没有“honours”这个名单，可以写：circular 通报名单" in unknown.err) == (2, True)
    quarter = shell("lists", "study", "--month", "2019-Q3", environment=place(county))
    assert (quarter.code, "“2019-Q3”不是一个月" in quarter.err) == (1, True)
    nobody = shell("lights", "--assessment", "99", environment=place(county))
    assert (nobody.code, "没有编号为 99 的考核年度" in nobody.err) == (1, True)
