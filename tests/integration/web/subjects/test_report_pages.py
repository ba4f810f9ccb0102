"""The report as its writer meets it: one page for a window, nothing typed is lost, each refusal names its place."""

from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.evidence import EvidenceUse, EvidenceVersion
from models.indicators import Target
from models.reports import Report, ReportRow
from models.windows import Window
from tests.databases import vault
from tests.integration.actions.year import Year, published
from tests.pages import Client, Site

WHO = "farming_officer"
FARMLAND, SAFETY = "新建高标准农田", "农机安全检查"
TEXT = ("台账.txt", "完成情况\n".encode(), "text/plain")


@pytest.fixture
def opened(town: Year) -> Year:
    town.tick("2019-03-20 09:00")
    return town


@pytest.fixture
def writer(opened: Year, site: Site) -> Client:
    return site.at("2019-03-21 10:00").signed_in(WHO)


def window(year: Year) -> str:
    return f"/reports/window/{year.one(Window).id}"


def ids(year: Year) -> tuple[int, int]:
    return year.report(FARMLAND, "2019-03").id, year.report(SAFETY, "2019-03").id


def name(year: Year, field: str, title: str = FARMLAND) -> str:
    """The input of a line, as the page names it."""
    target = year.one(Target, name="建成面积").id if title == FARMLAND else 0
    return f"{year.report(title, '2019-03').id}.0.{target}.{field}"


def form(year: Year, **more: Any) -> dict[str, Any]:
    farmland, safety = ids(year)
    told = {
        f"{farmland}.version": year.one(Report, id=farmland).version,
        f"{safety}.version": year.one(Report, id=safety).version,
        name(year, "cumulative"): "２６０",
        name(year, "progress"): "已完成选址和勘界",
        name(year, "progress", SAFETY): "已检查农机42台",
    }
    return {**told, **more}


def test_window_shows_ones_own_rows_beside_last_figures_and_pace(opened: Year, writer: Client) -> None:
    page = writer.get(window(opened))

    assert page.status == 200, page.said()
    assert "800亩" in page.text
    assert f'name="{name(opened, "cumulative")}"' in page.html
    assert "25.0%" in page.text, "序时进度 of March"
    assert "报送前自查：2项中0项可以报送" in page.text
    assert "缺完成数、进展情况" in page.text


@pytest.mark.closes("W16", "O22")
def test_draft_is_kept_and_the_check_names_what_is_still_missing(opened: Year, writer: Client) -> None:
    done = writer.post(window(opened), form(opened, _do="keep"))

    assert done.status == 200, done.said()
    (row,) = opened.rows(ReportRow, report_id=ids(opened)[0])
    assert (row.reported_cumulative, row.progress) == (Decimal(260), "已完成选址和勘界")
    assert "32.5%" in done.text
    assert "报送前自查：还差1处 缺印证材料1份" in done.text


@pytest.mark.closes("A35")
def test_unreadable_figure_is_told_in_its_place_and_nothing_typed_is_lost(opened: Year, writer: Client) -> None:
    typed = {name(opened, "cumulative"): "约260亩", "_do": "submit"}

    page = writer.post(window(opened), form(opened, **typed))

    assert page.status == 422
    assert "“约260亩”不是数字，请只填数字" in page.text
    assert 'value="约260亩"' in page.html
    assert "已完成选址和勘界" in page.html
    assert opened.rows(ReportRow, report_id=ids(opened)[0]) == [], "unread, unwritten"
    (kept,) = opened.rows(ReportRow, report_id=ids(opened)[1])
    assert kept.progress == "已检查农机42台"


@pytest.mark.closes("W13")
def test_file_goes_up_for_all_reports_at_once_with_what_was_typed(opened: Year, writer: Client) -> None:
    page = writer.post(window(opened), form(opened, _do="upload"), files={"file": TEXT})

    assert page.status == 200, page.said()
    assert {row.subject_id for row in opened.rows(EvidenceUse)} == set(ids(opened))
    assert "报送前自查：2项中2项可以报送" in page.text


@pytest.mark.closes("A30")
def test_window_is_handed_in_by_one_button_and_answered_with_a_receipt(opened: Year, writer: Client) -> None:
    writer.post(window(opened), form(opened, _do="upload"), files={"file": TEXT})

    done = writer.post(window(opened), {"_do": "submit"})

    assert done.status == 200, done.said()
    assert "已报送2项" in done.text
    assert "送达时间 2019年3月21日10:00" in done.text
    assert [opened.one(Report, id=number).state for number in ids(opened)] == ["review:head", "review:head"]
    assert "现在没有待办" not in done.text


def test_one_that_lacks_something_stays_with_its_reason_and_the_other_leaves(opened: Year, writer: Client) -> None:
    farmland, safety = ids(opened)
    writer.post(window(opened), form(opened, _do="upload", _reports=str(farmland)), files={"file": TEXT})

    done = writer.post(window(opened), {"_do": "submit"})

    assert "已报送1项，1项没有办理" in done.text
    assert "还没有报送的" in done.text
    assert "缺印证材料1份" in done.text
    assert opened.one(Report, id=safety).state == "filling"


def test_refused_submission_keeps_everything_and_names_each(opened: Year, writer: Client) -> None:
    page = writer.post(window(opened), form(opened, _do="submit"))

    assert page.status == 422
    assert "没有报送，填写的内容都在" in page.text
    assert "缺印证材料1份" in page.text
    assert 'value="２６０"' in page.html


def test_what_another_wrote_meanwhile_is_not_overwritten(opened: Year, writer: Client) -> None:
    farmland, _ = ids(opened)
    typed = form(opened, _do="keep")
    opened.do("fill_report", "farming_head", "2019-03-21 09:50", report=farmland,
              lines=[{"cumulative": "111", "progress": "站长已填"}])  # fmt: skip

    page = writer.post(window(opened), typed)

    assert page.status == 422
    assert "刚刚被别人改过，请刷新后再填" in page.text
    assert "已完成选址和勘界" in page.html, "what was typed is still there"
    assert opened.rows(ReportRow, report_id=farmland)[0].reported_cumulative == Decimal(111)


@pytest.mark.closes("O13")
def test_secret_file_is_held_and_said_so(opened: Year, writer: Client) -> None:
    secret = ("机密★工作方案.txt", b"x", "text/plain")
    page = writer.post(window(opened), form(opened, _do="upload"), files={"file": secret})

    assert page.status == 422
    assert "未予保存" in page.text
    assert "纸质备查" in page.text
    assert opened.rows(EvidenceUse) == []
    assert "已完成选址和勘界" in page.html


@pytest.mark.closes("O13")
def test_paper_stands_in_for_a_file(opened: Year, writer: Client) -> None:
    paper = {"_paper_title": "验收报告", "_paper_no": "农字〔2019〕3号", "_paper_place": "农业站档案柜", "_do": "paper"}
    page = writer.post(window(opened), form(opened, **paper))
    assert "纸质备查 验收报告 农字〔2019〕3号" in page.text
    assert "报送前自查：2项中2项可以报送" in page.text


@pytest.mark.closes("W13")
def test_evidence_of_another_report_is_reused_and_taken_away_again(opened: Year, writer: Client) -> None:
    farmland, safety = ids(opened)
    writer.post(window(opened), form(opened, _do="upload", _reports=str(farmland)), files={"file": TEXT})
    (piece,) = {row.evidence_id for row in opened.rows(EvidenceUse)}
    page = writer.get(window(opened))
    assert f"已用于{FARMLAND}（2019年3月）" in page.text

    reused = writer.post(window(opened), {"_do": "reuse", "_evidence": str(piece), "_reports": str(safety)})
    assert "报送前自查：2项中2项可以报送" in reused.text
    detached = writer.post(window(opened), {"_do": f"detach:{piece}:{farmland}"})
    assert "报送前自查：2项中1项可以报送" in detached.text


def test_script_is_told_what_changed(opened: Year, writer: Client) -> None:
    answer = writer.http.post(
        window(opened),
        data={**form(opened, _do="keep"), "_token": writer.token},
        headers={"Accept": "application/json"},
    )
    told = answer.json()
    farmland, _ = ids(opened)
    assert told["reasons"] == []
    assert told["reports"][str(farmland)]["version"] == opened.one(Report, id=farmland).version
    assert told["reports"][str(farmland)]["lines"][name(opened, "cumulative")] == {
        "other": "260", "falls": "", "share": "32.5%", "pace": "25%", "gap": "", "light": "green",
        "label": "达到序时进度",
    }  # fmt: skip
    assert "缺印证材料1份" in told["reports"][str(farmland)]["check"]


def test_figure_is_reckoned_while_it_is_typed(opened: Year, writer: Client) -> None:
    farmland, _ = ids(opened)
    told = writer.http.get(f"/reports/{farmland}/reckoned", params={name(opened, "cumulative"): "1,00"}).json()
    assert told == {name(opened, "cumulative"): {"error": "“1,00”里逗号的位置不对：千分位每三位一个，小数点用“.”"}}
    told = writer.http.get(f"/reports/{farmland}/reckoned", params={name(opened, "cumulative"): "100"}).json()
    assert (told[name(opened, "cumulative")]["light"], told[name(opened, "cumulative")]["gap"]) == ("red", "100亩")


@pytest.mark.closes("W12", "A21")
def test_returned_report_shows_the_sentence_and_what_was_changed(opened: Year, writer: Client, site: Site) -> None:
    farmland, _ = ids(opened)
    writer.post(window(opened), form(opened, _do="upload"), files={"file": TEXT})
    writer.post(window(opened), {"_do": "submit"})
    opened.do("return_for_revision", "farming_head", "2019-03-22 09:00", kind="report", id=farmland,
              reason="勘界面积应为255亩")  # fmt: skip
    writer = site.at("2019-03-22 10:00").signed_in(WHO)
    page = writer.get(f"/reports/{farmland}")
    assert "农业站站长于2019年3月22日09:00退回修改： 勘界面积应为255亩" in page.text
    assert "还没有改动" in page.text

    mended = {f"{farmland}.version": opened.one(Report, id=farmland).version, name(opened, "cumulative"): "255",
              name(opened, "progress"): "已完成选址和勘界"}  # fmt: skip
    page = writer.post(f"/reports/{farmland}", {**mended, "_do": "keep"})
    assert "退回后改动2处" in page.text
    assert "原： 260 现： 255" in page.text
    done = writer.post(f"/reports/{farmland}", {"_do": "submit"})
    assert "第2次" in done.text, done.said()


def test_report_of_another_is_read_and_not_written(opened: Year, site: Site) -> None:
    farmland, _ = ids(opened)
    desk = site.at("2019-03-21 10:00").signed_in("desk")
    page = desk.get(f"/reports/{farmland}")
    assert page.status == 200
    assert f'name="{name(opened, "cumulative")}"' not in page.html
    assert desk.get(window(opened)).status == 403
    refused = desk.post(f"/reports/{farmland}", form(opened, _do="keep"))
    assert refused.status == 422
    assert opened.rows(ReportRow, report_id=farmland) == []


def test_evidence_is_shown_to_whoever_may_read_it(opened: Year, writer: Client, site: Site) -> None:
    writer.post(window(opened), form(opened, _do="upload"), files={"file": TEXT})
    version = opened.one(EvidenceVersion).id
    answer = writer.http.get(f"/evidence/{version}")
    assert answer.status_code == 200
    assert answer.content == TEXT[1]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert site.visitor().get(f"/evidence/{version}", follow=False).status == 303
    assert writer.get("/evidence/999").status == 404


def test_page_asks_as_many_questions_whatever_the_number_of_rows(opened: Year, writer: Client, tmp_path: Path) -> None:
    with_two = asked(writer, window(opened))
    assert with_two <= 50

    with closing(Database(f"sqlite:///{tmp_path / 'four.db'}", durable=False, vault=vault())) as database:
        database.migrate()
        four = published(database, "four", when="2019-01-20 09:00", folder=tmp_path)
        four.tick("2019-02-01 09:00")
        client = Site(database, tmp_path / "four", when="2019-02-26 09:00").signed_in("kangfu_officer")
        page = client.get(f"/reports/window/{four.one(Window, occasion='2019-02').id}")
        assert page.text.count("报送前自查：还差2处") == 4, page.said()
        assert asked(client, f"/reports/window/{four.one(Window, occasion='2019-02').id}") == with_two


def asked(client: Client, path: str) -> int:
    client.get(path)
    with client.site.queries() as told:
        assert client.get(path).status == 200
    return len(told)


def test_what_no_form_of_ours_sends_is_refused_in_words(opened: Year, writer: Client) -> None:
    farmland, _ = ids(opened)
    endless = "9" * 5000
    for sent in (
        {"_do": "reuse", "_evidence": endless},
        {"_do": f"detach:{endless}:1"},
        {"_do": "upload", "_reports": endless},
        {"_do": "detach"},
        {f"{farmland}.version": endless, name(opened, "cumulative"): endless},
        {f"{farmland}.version": "0", name(opened, "city_rank"): "第三"},
    ):
        assert writer.post(window(opened), sent).status == 422, sent
    assert writer.get(f"/reports/{'9' * 30}").status == 404
    assert writer.get(f"/evidence/{'9' * 30}").status == 404
    assert writer.get(f"/m/{'9' * 5000}").status == 404
    assert writer.do("take_note", {"obligation": "9" * 30}).status == 422
