"""Notices as offices write them: lists with labels, rules in running text, tables flattened in several ways."""

from documents.notices.clause import ClauseKind
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.reading import Reading, read_notice
from tests.unit.documents.notices.papers import paper_of

LABELS = """某某区人民政府文件
某政发〔2023〕2号
某某区人民政府关于印发 《某某区政府2023年重点工作任务分解
和责任分工方案》的通知
各街道办事处，区直各部门：
各牵头单位要于每月28日前报送进展情况，实施方案务于2023年4月3日前报送各位分管区领导。
某某区人民政府
2023年3月28日
一、主要预期目标
1.地区生产总值增长6.2%左右。
牵头单位:区发改局
责任单位:某某经济开发区,区统计局
二、项目建设
2.完成固定资产投资5.6亿元，新开工项目30个以上。(区住建局、区发改局)
"""
RULES = """2023年各县区政府目标管理绩效考核办法
一、考核内容
(一)年度主要目标(100分)
1.地区生产总值(60分)。每低1个百分点扣3分,扣完为止。(考核单位:市统计局)
2.财政收入(40分)。完成率90%以上(含90%)得40分,80%—90%(含80%)得30分,80%以下不得分。
(二)经济发展(80分)
1.招商引资(50分)。
评分标准:每引进1个亿元以上项目得3分,最多得30分。
2.工业投资(30分)
(1)未按时报送报表的,每次扣0.5分。
(2)弄虚作假的,扣2分。
二、考核程序
考核单位于2024年1月底前提供得分。
"""
PROSE = """关于做好2025年度乡镇目标责任制考核工作的通知
一、考核内容及分值
（一）经济工作（35分）。由县发改局牵头，县统计局、县财政局配合。
1.固定资产投资（20分）：完成年度任务得20分，每超1%加0.1分，最高加2分；每低1%扣0.2分，扣完为止。
2.财政收入（15分）。
（二）党的建设（65分）。（县委组织部牵头，县委宣传部配合）
1.基层党建40分。2.意识形态25分。
二、加减分项
（一）加分项。获国家级表彰的每项加2分，省级的每项加1分，累计不超过5分。
（二）减分项。被中央、省、市通报批评的，分别扣3分、2分、1分。
"""
SHEET = """某县2024年度部门目标责任考核指标
序号\t考核项目\t考核内容\t分值\t评分标准\t责任单位\t考核单位
一、重点工作（60分）\t\t\t\t\t\t
1\t项目建设\t完成投资5亿元\t20\t每少1个扣1分，扣完为止。\t县发改局\t县统计局
2\t乡村振兴\t建成示范村6个\t20\t按完成比例计分。\t县农业农村局\t县乡村振兴局
\t\t粮食播种面积30万亩以上\t20\t未完成不得分。\t县农业农村局
县水利局\t县统计局
二、党的建设（40分）\t\t\t\t\t\t
3\t党建\t落实主体责任\t40\t每发现一起违纪问题扣2分，最多扣10分。\t县委办\t县委组织部
合计\t\t\t100\t\t\t
"""
BARS = """| 一级指标 | 二级指标 | 权重 | 目标值 | 牵头部门 |
|---|---|---|---|---|
| 经济指标 | 税收收入 | 60% | 50亿元 | 税务局 |
| 社会事业 | 新增就业 | 40% | 不低于5000人 | 人社局 |
"""
STACKED = """\t项目
\t考核内容
\t考评单位
\t责任科室

\t1.自身建设（60分）
\t抓好党建
\t组织部
党校
\t规划
财务科

\t
\t抓好
信访
\t信访局

\t办公室

\t1.自身建设（60分）
\t抓好宣传
\t宣传部
\t办公室
"""
STACK = """2024年安全生产目标责任考核评分标准
序号
考核项目
考核内容
分值
评分标准
责任单位
1
组织领导
成立机构，明确专人
30
未成立的扣5分。
没有专人的扣2分。
县应急局
2
宣传教育
70
每少一次扣2分
县委宣传部
注：本标准由县安委办解释。
"""


def _said(reading: Reading) -> list[tuple[int, str, str, list[str]]]:
    return [
        (level, each.title.value, str(each.points.value) if each.points else "", _names(each))
        for level, each in walked(reading.indicators)
    ]


def _names(each: ReadIndicator) -> list[str]:
    charge = each.charge
    return [
        *(unit.value for unit in charge.leads),
        *(f"+{unit.value}" for unit in charge.co_units),
        *(f"={unit.value}" for unit in charge.assessors),
    ]


def test_labels_on_lines_of_their_own_belong_to_the_task_above() -> None:
    reading = read_notice(paper_of(LABELS))
    assert _said(reading) == [
        (1, "主要预期目标", "", []),
        (2, "地区生产总值增长6.2%左右", "", ["区发改局", "+某某经济开发区", "+区统计局"]),
        (1, "项目建设", "", []),
        (2, "完成固定资产投资5.6亿元，新开工项目30个以上", "", ["区住建局", "区发改局"]),
    ]
    heading = reading.heading
    assert heading.title is not None
    assert heading.title.value == "某某区人民政府关于印发《某某区政府2023年重点工作任务分解和责任分工方案》的通知"
    assert [told.value for told in (heading.no, heading.issuer) if told] == ["某政发〔2023〕2号", "某某区人民政府"]
    assert [(each.words.value, each.rule and each.rule.kind) for each in reading.deadlines] == [
        ("每月28日前", "day_of_month"),
        ("2023年4月3日前", "on"),
    ]
    targets = [target for _, read in walked(reading.indicators) for target in read.targets]
    assert [(str(each.value.value), each.unit.value) for each in targets] == [
        ("6.2", "%"),
        ("5.6", "亿元"),
        ("30", "个"),
    ]


def test_who_leads_stands_first_whichever_label_does() -> None:
    reading = read_notice(
        paper_of("一、修建公路30公里。\n责任单位：县交通局、县财政局\n牵头单位：县发改局\n考核单位：县考核办")
    )
    assert _said(reading) == [(1, "修建公路30公里", "", ["县发改局", "+县交通局", "+县财政局", "=县考核办"])]


def test_rules_in_running_text_belong_to_the_indicator_and_are_no_indicators() -> None:
    reading = read_notice(paper_of(RULES))
    assert _said(reading) == [
        (1, "考核内容", "", []),
        (2, "年度主要目标", "100", []),
        (3, "地区生产总值", "60", ["=市统计局"]),
        (3, "财政收入", "40", []),
        (2, "经济发展", "80", []),
        (3, "招商引资", "50", []),
        (3, "工业投资", "30", []),
    ]
    clauses = {each.title.value: each.clauses for _, each in walked(reading.indicators)}
    assert [clause.kind for clause in clauses["地区生产总值"]] == [ClauseKind.STEP, ClauseKind.FLOOR]
    assert [(clause.kind, str(clause.points[0].value)) for clause in clauses["工业投资"]] == [
        (ClauseKind.OCCURRENCE, "0.5"),
        (ClauseKind.FLAT, "2"),
    ]
    once = clauses["招商引资"][0]
    assert [str(told.value) for told in (*once.points, once.most) if told] == ["3", "30"]


def test_a_sheet_with_headings_in_rows_and_a_total() -> None:
    reading = read_notice(paper_of(SHEET))
    assert _said(reading) == [
        (1, "重点工作", "60", []),
        (2, "项目建设", "20", ["县发改局", "=县统计局"]),
        (2, "乡村振兴", "", []),
        (3, "建成示范村6个", "20", ["县农业农村局", "=县乡村振兴局"]),
        (3, "粮食播种面积30万亩以上", "20", ["县农业农村局", "县水利局", "=县统计局"]),
        (1, "党的建设", "40", []),
        (2, "党建", "40", ["县委办", "=县委组织部"]),
    ]
    assert [total.value for total in reading.findings.totals] == [100]
    assert not [each.sentence for each in reading.doubts if "合计" in each.sentence]


def test_a_table_of_bars() -> None:
    reading = read_notice(paper_of(BARS))
    assert _said(reading) == [
        (1, "经济指标", "", []),
        (2, "税收收入", "60", ["税务局"]),
        (1, "社会事业", "", []),
        (2, "新增就业", "40", ["人社局"]),
    ]


def test_a_table_whose_cells_stand_one_below_the_other() -> None:
    reading = read_notice(paper_of(STACKED))
    assert _said(reading) == [
        (1, "自身建设", "60", []),
        (2, "抓好党建", "", ["规划财务科", "=组织部", "=党校"]),
        (2, "抓好信访", "", ["办公室", "=信访局"]),
        (2, "抓好宣传", "", ["办公室", "=宣传部"]),
    ]


def test_prose_with_leads_in_sentences_and_several_prices_in_one() -> None:
    reading = read_notice(paper_of(PROSE))
    assert _said(reading) == [
        (1, "考核内容及分值", "", []),
        (2, "经济工作", "35", ["县发改局", "+县统计局", "+县财政局"]),
        (3, "固定资产投资", "20", []),
        (3, "财政收入", "15", []),
        (2, "党的建设", "65", ["县委组织部", "+县委宣传部"]),
        (3, "基层党建", "40", []),
        (3, "意识形态", "25", []),
    ]
    first = reading.indicators[0].children[0].children[0]
    assert [(clause.kind.value, *(str(told.value) for told in clause.points)) for clause in first.clauses] == [
        ("flat", "20"),
        ("step", "0.1"),
        ("step", "0.2"),
        ("floor",),
    ]
    assert [(clause.kind.value, [str(told.value) for told in clause.points]) for clause in reading.clauses] == [
        ("occurrence", ["2"]),
        ("occurrence", ["1"]),
        ("cap", []),
        ("graded", ["3", "2", "1"]),
    ]
    assert [case.value for case in reading.clauses[-1].cases] == ["中央", "省", "市通报批评"]


def test_a_table_that_lost_every_mark_is_counted_out_and_says_so() -> None:
    reading = read_notice(paper_of(STACK))
    assert _said(reading) == [(1, "组织领导", "30", ["县应急局"]), (1, "宣传教育", "70", ["县委宣传部"])]
    assert [str(clause.points[0].value) for clause in reading.indicators[0].clauses] == ["5", "2"]
    assert [each.sentence for each in reading.doubts if "格线" in each.sentence]


COUNTED = """某某乡目标管理考核细则
一、工业发展（20分）
1、完成新上500万元以上项目2个，计10分。每少一个扣5分。
2、完成规模以上工业增加值1.2亿元，计6分。
3、企业信访及时处理，计4分。
二、综合治理（80分）
1、完成率达到95%的，计80分。
2、完成率达到90%的，计60分。"""


def test_items_without_titles_that_share_the_points_are_indicators_and_cases_are_not() -> None:
    reading = read_notice(paper_of(COUNTED))
    assert _said(reading) == [
        (1, "工业发展", "20", []),
        (2, "完成新上500万元以上项目2个", "10", []),
        (2, "完成规模以上工业增加值1.2亿元", "6", []),
        (2, "企业信访及时处理", "4", []),
        (1, "综合治理", "80", []),
    ]


PARTS = """某某县综合考核办法
二、考核内容
考核内容共64项，总分180分。包括：
1. 目标任务。设置经济发展、社会治理等6类55项考核指标,总分152.5分，由县考核办考核。
2.工作评价。8项考核指标,总分27.5分，由县级领导评价。"""


def test_parts_that_say_their_total_and_how_many_they_have() -> None:
    reading = read_notice(paper_of(PARTS))
    assert _said(reading)[1:] == [(2, "目标任务", "152.5", []), (2, "工作评价", "27.5", [])]
    assert [each.sentence for each in reading.doubts] == [
        "写明共 64 项，各部分合计 55 + 8 = 63 项",
        "“目标任务”说有 55 项，没有读到是哪些",
        "“工作评价”说有 8 项，没有读到是哪些",
    ]
    assert not [each for each in read_notice(paper_of(PARTS.replace("64", "63"))).doubts if "63" in each.sentence]


def test_a_name_with_points_that_slipped_a_column_stands_beside_what_has_rules_of_its_own() -> None:
    head = "一级指标\t二级指标\t评分细则\t考核单位\n平安（15分）\t"
    slipped = "\n\t环境整治（共5分）。垃圾清运不及时的，每次扣0.2分；被上级通报的，每次扣1分。\t\t"
    ruled = head + "安全（10分）\t应当整改而未整改的，发现一起扣1分。\t镇安监站" + slipped
    assert [line[:3] for line in _said(read_notice(paper_of(ruled)))] == [
        (1, "平安", "15"),
        (2, "安全", "10"),
        (2, "环境整治", "5"),
    ]
    parted = head + "安全（10分）\t日常检查（5分）。未按时检查的，每次扣1分。\t镇安监站" + slipped
    assert [line[:3] for line in _said(read_notice(paper_of(parted)))] == [
        (1, "平安", "15"),
        (2, "安全", "10"),
        (3, "日常检查", "5"),
        (3, "环境整治", "5"),
    ]
