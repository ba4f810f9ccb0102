"""A template, filled in as a clerk would and read back, says what the same facts say in YAML."""

from datetime import date, datetime
from pathlib import Path

import pytest

from config.loading import Loaded, load_facts, load_scheme
from config.scoring.factsheet import FactSheet
from documents.workbooks.layout import ABOUT, CHOSEN, LISTS, TABLE
from documents.workbooks.writing import assessed_units, empty_workbook
from tests.house import ROOT
from tests.unit.documents.workbooks.books import Filled, read
from tests.unit.scoring.office import SCHEME

LIVELIHOOD = ROOT / "tests/fixtures/schemes/livelihood.yaml"
FACTS = ROOT / "tests/fixtures/scoring/livelihood.yaml"
EVERYTHING = """\
  findings: [{code: absent, name: 未参加会议, attributes: {level: [省级, 市级]}}]
  answers: [{code: level, name: 评价等次, one_of: [优秀, 良好]}]
  ratings: [{code: leaders, name: 领导评价}, {code: poll, name: 民主测评}]
  sources: [{code: calls, name: 电话调查}]
  moments: [{code: report, name: 自查报告}]
  nominations: [{code: workers, name: 先进个人, per_unit: {县: 2}}]
  indicators:
    - {indicator: one, of: {kind: choice, choice: reading, options: [{code: x, of: 1}, {code: y, of: effort}]}}
  rules:
    effort: {kind: judgement, slot: effort, least: 0, most: 5}
""".replace("of: effort", "of: {kind: rule, rule: effort}")
SAME = """\
scheme: rules
period: 2019
tables:
  - figures: [done, plan, rate]
    period: 2019-05
    verified_by: 统计局
    rows: {a: [91, 100, 98.7654], c: [12000, null, '0.30']}
figures:
  - {unit: a, figure: rate, period: 2019-Q1, reported: 88.5}
  - {unit: b, figure: rate, absent: no_task}
targets: [{unit: a, indicator: one, target: 完成数, value: 120, since: 2019-06-01}]
findings:
  - {unit: a, finding: absent, on: 2019-03-02, times: 2, attributes: {level: 市级}, state: told, excused: true}
answers: [{unit: a, answer: level, said: 良好, period: 2019-05}]
ratings:
  - {unit: a, rating: leaders, groups: {党政: [90, 88.5], 人大: [91]}}
  - {unit: a, rating: poll, ballots: {全体: {votes: {优秀: 20, 称职: 5}, invalid: 1}}}
judgements: [{unit: b, slot: effort, points: 4.5, reason: 得力, evidence: [纪要, 照片]}]
imported: [{unit: c, source: calls, value: 81.25, version: 第2版}]
moments: [{unit: a, moment: report, due: 2019-05-13T17:00, done: 2019-05-14}]
exempt: [{unit: d, indicator: one}]
nominations: [{unit: a, nomination: workers, count: 1, waived: 无合适人选}]
chosen: {reading: x}
"""


def shown(sheet: FactSheet, loaded: Loaded) -> dict[str, object]:
    """As plain data, units under their names."""
    names = {unit.code: unit.name for unit in loaded.scheme.units}

    def named(value: object) -> object:
        if isinstance(value, dict):
            return {names.get(key, key): named(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [named(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    found = named(sheet.model_dump())
    assert isinstance(found, dict)
    return found


def test_shipped_facts_come_back(tmp_path: Path) -> None:
    loaded = load_scheme(LIVELIHOOD)
    filled = Filled(loaded)
    sheet, _ = load_facts(FACTS, loaded)
    (table,) = sheet.tables
    names = {figure.code: figure.name for figure in loaded.scheme.figures}
    for place, figure in enumerate(table.figures):
        filled.table(**{names[figure]: {unit: float(row[place] or 0) for unit, row in table.rows.items()}})
    filled.said("谁核验的", table.verified_by)
    for one in sheet.imported:
        filled.row("另一套程序的结果", 哪个单位=one.unit, 哪个结果="民意测评得分", 多少=float(one.value))
    for each in sheet.judgements:
        filled.row("人给的分", 哪个单位=each.unit, 哪一项=each.slot, 几分=float(each.points), 理由=each.reason)
    for found in sheet.findings:
        said = "；".join(f"{key}：{value}" for key, value in found.attributes.items())
        filled.row(
            "加减分事项",
            哪个单位=found.unit,
            哪种事项="通报批评",
            哪天发生的=found.on,
            属性=said,
            **{"谁发现、谁登记的": found.finder},
            编号=found.ref,
        )
    back = shown(read(filled.save(tmp_path), loaded), loaded)
    assert back == {**shown(sheet, loaded), "period": "2012"}


def test_every_list_comes_back(tmp_path: Path) -> None:
    loaded = load_scheme(SCHEME + EVERYTHING)
    filled = Filled(loaded)
    filled.said("哪一期", datetime.fromisoformat("2019-05-01"))  # 2019-05, as Excel makes of it
    filled.said("谁核验的", "统计局")
    filled.table(
        完成数={"甲县": 91, "丙县": "１２,０００"}, 计划数={"甲县": 100}, 完成率={"甲县": 98.7654, "丙县": "0.30"}
    )
    filled.row("数据项的数", 哪个单位="甲县", 数据项="完成率", 哪一期="2019-q1", 上报值=88.5)
    filled.row("数据项的数", 哪个单位="乙　县", 数据项="完成率", 没有数的原因="没有这项任务")
    filled.row(
        "单独下达或调整过的目标",
        哪个单位="甲县",
        哪个指标="指标",
        目标名称="完成数",
        目标值=120,
        从哪天起有效="2019年6月1日",
    )
    filled.row(
        "加减分事项",
        哪个单位="甲县",
        哪种事项="未参加会议",
        哪天发生的=date(2019, 3, 2),
        几次=2,
        属性="level：市级",
        到了哪一步="已告知",
        是否经批准免责="是",
    )
    filled.row("登记的状况", 哪个单位="甲县", 哪种状况="评价等次", 是什么="良 好", 哪一期="2019年5月")
    filled.row("打分和投票", 哪个单位="甲县", 哪次打分或投票="领导评价", 分组打的分="党政：90、88.5\n人大：91")
    filled.row("打分和投票", 哪个单位="甲县", 哪次打分或投票="民主测评", 投票="全体：优秀20票、称职 5，无效票1")
    filled.row("人给的分", 哪个单位="乙县", 哪一项="effort", 几分=4.5, 理由="得力", 印证材料="纪要；照片")
    filled.row("另一套程序的结果", 哪个单位="丙县", 哪个结果="电话调查", 多少=81.25, **{"第几版、哪天的": "第2版"})
    filled.row(
        "应在何时前、实际何时",
        哪个单位="甲县",
        哪个时刻="自查报告",
        应在何时前=datetime.fromisoformat("2019-05-13T17:00"),
        实际何时="2019.5.14",
    )
    filled.row("不考的", 哪个单位="丁区", 哪个指标="指标")
    filled.row("推荐了几个", 哪个单位="甲县", 哪种推荐="workers", 几个=1, 放弃的理由="无合适人选")
    filled.book["选定的读法"]["B2"] = "x"
    path = tmp_path / "事实.yaml"
    path.write_text(SAME, encoding="utf-8")
    assert shown(read(filled.save(tmp_path), loaded), loaded) == shown(load_facts(path, loaded)[0], loaded)


def test_an_empty_template_says_nothing(tmp_path: Path) -> None:
    loaded = load_scheme(SCHEME + EVERYTHING)
    sheet = read(Filled(loaded).save(tmp_path), loaded)
    assert sheet == FactSheet(scheme="rules", period="2019")


def test_template_has_the_units_in_official_order_and_words_to_choose_from() -> None:
    loaded = load_scheme(SCHEME + EVERYTHING)
    book = empty_workbook(loaded)
    assert assessed_units(loaded.scheme) == ("甲县", "乙县", "丙县", "丁区")
    table = book["各单位一行的表"]
    assert [table.cell(row, 1).value for row in range(5, 11)] == ["单位", "计量单位", "甲县", "乙县", "丙县", "丁区"]
    offered = {str(each.sqref): each.formula1 for each in book["数据项的数"].data_validations.dataValidation}
    assert offered["A2:A1000"].startswith("'可选项'!$")
    listed = [[cell.value for cell in column if cell.value] for column in book["可选项"].columns]
    assert ["没有报数", "没有这项任务", "不适用", "经批准不考"] in listed


def test_only_what_the_scheme_can_use_has_a_sheet() -> None:
    titles = empty_workbook(load_scheme(SCHEME + "  indicators: [{indicator: one, of: 完成率}]\n")).sheetnames
    assert titles == ["说明", "各单位一行的表", "数据项的数", "单独下达或调整过的目标", "不考的", "可选项"]


@pytest.mark.parametrize("sheet", [*LISTS.values(), TABLE, ABOUT, CHOSEN], ids=lambda sheet: sheet.name)
def test_headings_are_chinese_and_tell_columns_apart(sheet: object) -> None:
    headings = [column.heading for column in sheet.columns]  # type: ignore[attr-defined]
    assert len(set(headings)) == len(headings)
    assert [each for each in headings if not each or each.isascii()] == []


def test_titles_tell_sheets_apart() -> None:
    titles = [sheet.title for sheet in (*LISTS.values(), TABLE, ABOUT, CHOSEN)]
    assert len(set(titles)) == len(titles) == 13
    assert [title for title in titles if len(title) > 31] == []
