"""The check-up: each kind of doubt is found by a rule, beside the words that it is about."""

import pytest

from checks.doubt import Severity
from documents.notices.reading import read_notice
from tests.unit.documents.notices.papers import SEEDS, paper_of, plain


def _doubts(text: str) -> list[tuple[str, list[str]]]:
    reading = read_notice(paper_of(text))
    return [(each.sentence, [plain(reading.quote(span)) for span in each.spans]) for each in reading.doubts]


@pytest.mark.parametrize(
    ("text", "said", "quotes"),
    [
        ("一、甲（6分）\n（一）乙（2分）\n（二）丙（3分）", "下级合计 2 + 3 = 5 分，少 1 分", ["甲", "6", "2", "3"]),
        ("一、甲（50分）\n二、乙（40分）", "50 + 40 = 90 分，不是 100 分", ["50", "40"]),
        ("总分值120分。\n一、甲（50分）\n二、乙（40分）", "写明总分 120 分", ["120", "50", "40"]),
        ("一、甲（50分）\n一、乙（50分）", "序号“一”重复", ["一", "一"]),
        ("一、甲（50分）\n三、乙（50分）", "序号从“一”跳到“三”", ["一", "三"]),
        ("一、甲项88分。其中：子项12分；丑项M.5分；寅项8分。", "分值“M.5”不是数", ["M.5", "丑项"]),
        ("先进单位的设置：共M个。分别为：甲1个；乙2个。", "“共M个”不是数，列出的合计 3 个", ["M", "1", "2"]),
        ("先进单位的设置：共5个。分别为：甲1个；乙2个。", "写明共 5 个，列出的合计 3 个", ["5", "1", "2"]),
        ("财政、民政、卫生等两部门各2名。", "说是 两 家，列出了 3 家", ["财政、民政、卫生等两部门"]),
        (
            "各县于2026年1月25日前报送，牵头单位汇总后，于2026年1月20日前送达。",
            "反而早于前一步",
            ["2026年1月25日前", "2026年1月20日前"],
        ),
        ("9月的材料提前两天报送。", "没有说比哪一天提前", ["9月的材料提前两天"]),
        ("于XX年1月10日前报送。", "年份没有写出来", ["XX年1月10日前"]),
        ("于5月20日前报送1—5月进展情况。", "1—5月还没有过完", ["5月20日前", "1—5月"]),
        ("详见附件3。", "提到附件3，文件里没有", ["见附件3"]),
        ("各单位要高度重视，认真抓好落实。", "没有读到带分值", ["各单位要高度重视，认真抓好落实。"]),
        ("指标\t分值\t牵头单位\n信访\t50\t各科室\n归档\t50\t办公室", "“各科室”不是一个单位", ["各科室"]),
        ("指标\t牵头单位\n甲项工作\t办公室\n乙项工作\t\n丙项工作\t人事科", "“乙项工作”没有读出牵头单位", ["乙项工作"]),
        (
            "指标\t评分标准\n信息（3分）\t采用率90%以上得3分、60%—90%得1分、60%以下得0分。",
            "90 含在哪一档没有说清",
            ["60%—90%得1分", "90%以上得3分"],
        ),
        (
            "指标\t评分标准\n信息（3分）\t采用率90%以上得3分、60%—80%（含60%，含80%）得1分。",
            "80 到 90 之间没有档",
            ["60%—80%（含60%，含80%）得1分", "90%以上得3分"],
        ),
        (
            "指标\t评分标准\n信息（2分）\t漏报的，扣1.5分；误报的，扣1分。",
            "各种扣分各发生一次就扣 2.5 分",
            ["信息", "2", "漏报的，扣1.5分", "误报的，扣1分"],
        ),
        (
            "一、油菜生产（3分）：完成播种面积5000亩计4分。",
            "“油菜生产”只有 3 分，评分标准里却得 4 分",
            ["3", "完成播种面积5000亩计4分"],
        ),
        (
            "市对县考核细则\n被抽查市直部门未在岗的，每次扣1分。",
            "这是市对县的考核",
            ["被抽查市直部门", "市对县考核细则"],
        ),
        ("情节严重的，由考核办根据情节扣除相应分值。", "扣（加）多少没有写", ["根据情节扣除相应分值"]),
    ],
)
def test_each_doubt_stands_beside_its_words(text: str, said: str, quotes: list[str]) -> None:
    assert [found for sentence, found in _doubts(text) if said in sentence] == [quotes]


def test_bounds_that_are_said_raise_no_doubt() -> None:
    text = (
        "指标\t评分标准\n信息（2分）\t完成75%-100%（含75%，不含100%），扣0.2分；"
        "50%-75%（含50%，不含75%），扣0.4分；50%以下，扣0.8分。"
    )
    assert not [sentence for sentence, _ in _doubts(text) if "档" in sentence]


def test_a_cell_in_the_wrong_column_is_put_back_and_said() -> None:
    text = (
        "一级指标\t二级指标\t考评细则\n效能（4分）\t公文（2分）\t迟报的，每次扣0.5分。\n"
        "信息（2分）\t未完成信息约稿，或者报送的信息严重失实、迟报、漏报的，每次扣0.1分。\t"
    )
    reading = read_notice(paper_of(text))
    assert [(each.title.value, each.points and each.points.value) for each in reading.indicators[0].children] == [
        ("公文", 2),
        ("信息", 2),
    ]
    assert [sentence for sentence, _ in _doubts(text) if "错了列" in sentence]


def test_a_header_that_a_page_break_repeats_counts_once() -> None:
    text = (
        "一级指标\t考评细则\n效能（4分）\t迟报的，每次扣0.5分。\n"
        "\t误报的，每次扣1分。\n效能（4分）\t漏报的，每次扣0.5分。"
    )
    reading = read_notice(paper_of(text))
    assert len(reading.indicators) == 1
    assert len(reading.indicators[0].clauses) == 3
    assert [sentence for sentence, _ in _doubts(text) if "重复出现 2 次" in sentence]


def test_a_cell_that_a_page_break_cuts_in_two_is_one_again() -> None:
    text = "一级指标\t考评细则\n效能（4分）\t公文报送不及时的，每件扣0.02\n\n\t分；公文报送不规范的，每件扣0.1分。"
    reading = read_notice(paper_of(text))
    assert [str(clause.points[0].value) for clause in reading.indicators[0].clauses] == ["0.02", "0.1"]


def test_a_preview_is_no_whole_notice() -> None:
    text = "考核细则\n一、甲（16分）\n以上内容仅为本文档的试下载部分。"
    said = dict(_doubts(text))
    assert "这只是试读的一部分，后面还有多少不知道" in said
    assert any("找不到" in sentence or "原件不完整" in sentence for sentence in said)


def test_a_lead_that_is_on_no_list_of_units_is_doubted() -> None:
    paper = paper_of("一、甲项工作（50分）（办公室牵头）\n二、乙项工作（50分）（人事处牵头）")
    assert [each.sentence for each in read_notice(paper, {"办公室"}).doubts] == ["“人事处”不在单位名单里"]
    assert not read_notice(paper).doubts


def test_leads_that_are_on_no_list_of_units_are_one_doubt_with_a_quote_each() -> None:
    paper = paper_of("一、甲项工作（50分）（后勤处、保卫处牵头）\n二、乙项工作（50分）（人事处、后勤处牵头）")
    (doubt,) = read_notice(paper, {"办公室"}).doubts
    assert doubt.sentence == "“后勤处”、“保卫处”、“人事处”不在单位名单里（3 家）"
    assert [paper.text[start:end] for start, end in doubt.spans] == ["后勤处", "保卫处", "人事处"]


def test_quotes_within_a_quoted_title_are_single() -> None:
    text = "一、“三基”建设（10分）\n（一）学习（4分）\n（二）走访（5分）\n二、业务工作（90分）"
    assert "“‘三基’建设”10 分，下级合计 4 + 5 = 9 分，少 1 分" in dict(_doubts(text))


def test_doubts_stand_in_the_order_in_which_they_are_mended() -> None:
    for file in sorted(SEEDS.glob("*.txt")):
        doubts = read_notice(paper_of(file.read_text("utf-8"))).doubts
        topics = [list(type(each.topic)).index(each.topic) for each in doubts]
        assert topics == sorted(topics)
        assert all(each.severity in Severity and each.suggestion for each in doubts)
