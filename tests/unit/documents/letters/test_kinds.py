"""What the papers say: their parts, in order, from what is known."""

from dataclasses import replace

import pytest

from config.letters import LetterKind
from config.loading import load_scheme
from config.schemes import find_scheme
from documents.letters.approvals import Step, approval_sheet
from documents.letters.breakdowns import Broken, breakdown_sheet, formal_letter
from documents.letters.briefs import Drawn, brief
from documents.letters.model import LETTERS, Document, Form, Heading, Paragraph, Table
from documents.letters.progress import Reported, ReportedLine, progress_report
from documents.letters.results import Issued, opinion_letter
from documents.letters.supervision import Told, supervision_letter, talk_record
from documents.letters.tasks import task_notice, task_pledge
from states.pace import Light
from states.summary import Contents, Lit, Overdue, SummaryKind, UnitLine
from tests.letters import NOTICE, NOW, SCORES, WARNING

TOLD = Told(
    kind=LetterKind.WARNING,
    number="预警〔2019〕3号",
    title="关于“城镇新增就业”的预警提示单",
    subject="城镇新增就业",
    body="县人社局：\n经核，截至8月底完成3200人，欠账800人。\n口径：按月均匀推进\n依据：第三条\n请抓紧整改。",
    text="",
    unit="县人社局",
    issuer="县考核办",
    organ="县考核委员会",
    date="2019年9月17日",
    reply="请于9月30日前将整改情况书面反馈县考核办。",
    copies="分管副县长",
    receipt_days=1,
)


def boxes(form: Form) -> dict[str, str]:
    return {box.label: box.text for box in form.boxes}


@pytest.mark.parametrize("letter", [NOTICE, WARNING, SCORES])
def test_a_letter_survives_being_stored(letter: Document) -> None:
    assert LETTERS.validate_python(LETTERS.dump_python(letter, mode="json")) == letter


def test_a_warning_has_a_box_for_each_thing_that_it_says() -> None:
    form = supervision_letter(TOLD)
    assert isinstance(form, Form)
    assert boxes(form) == {
        "收文单位": "县人社局",
        "签发日期": "2019年9月17日",
        "事项": "城镇新增就业",
        "进展情况": "经核，截至8月底完成3200人，欠账800人。",
        "口径": "按月均匀推进",
        "依据": "第三条",
        "提示要求": "请抓紧整改。\n请于9月30日前将整改情况书面反馈县考核办。",
        "抄送": "分管副县长",
    }
    assert form.slip is not None
    assert form.slip.title == "预警提示单签收回执"


def test_a_wording_that_a_person_wrote_freely_loses_nothing() -> None:
    form = supervision_letter(replace(TOLD, body="请抓紧。\n另请主要负责人到场。"))
    assert isinstance(form, Form)
    said = "".join(boxes(form).values())
    assert "请抓紧。" in said
    assert "另请主要负责人到场。" in said


def test_a_talk_is_proposed_on_a_form_and_announced_by_a_letter_with_a_slip() -> None:
    proposed = supervision_letter(replace(TOLD, kind=LetterKind.TALK))
    assert (proposed.name, proposed.layout) == ("约谈呈批单", "form")
    text = "约谈通知书　约谈〔2019〕1号\n县人社局：\n定于9月20日约谈。\n请准时参加。\n\n县考核办\n2019年9月17日"
    notice = supervision_letter(replace(TOLD, kind=LetterKind.TALK, meeting=True, text=text))
    assert isinstance(notice, Document)
    assert (notice.style, notice.addressees) == ("letter", "县人社局：")
    assert notice.body == (Paragraph("定于9月20日约谈。"), Paragraph("请准时参加。"))
    record = talk_record(TOLD, when="9月20日15:00", place="会议室")
    assert boxes(record)["约谈时间"] == "9月20日15:00"


def test_a_circular_is_a_document_with_headings() -> None:
    body = "各责任部门：\n截至9月底，进展如下。\n一、各单位情况\n1. 县人社局：应报2\n县考核委员会"
    letter = supervision_letter(replace(TOLD, kind=LetterKind.CIRCULAR, body=body))
    assert isinstance(letter, Document)
    assert letter.addressees == "各责任部门："
    assert letter.body == (
        Paragraph("截至9月底，进展如下。"), Heading("一、各单位情况"), Paragraph("1. 县人社局：应报2"),
    )  # fmt: skip
    assert letter.copies == "抄送：分管副县长。"


CONTENTS = Contents(
    as_of=NOW,
    lines=(UnitLine(unit="县人社局", owed=2, on_time=1, late=1, red=1, shortfalls=1),),
    overdue=(Overdue(unit="县人社局", title="就业月报", workdays=2, came=True),),
    lagging=(
        Lit(unit="县人社局", title="新增就业", light=Light.RED, is_hollow=False, sentence="欠800人", is_shortfall=True),
    ),
)
DRAWN = Drawn(
    kind=SummaryKind.MONTHLY,
    title="2019年8月考核指标进展汇总",
    body="呈考核委员会主任、副主任：\n截至8月底，应报2项。\n一、各单位情况\n1. 县人社局：应报2\n县考核委员会",
    contents=CONTENTS,
    organ="县考核委员会",
    office="县考核委员会",
    date="2019年9月5日",
)


def test_what_was_counted_stands_in_tables_until_a_person_changes_the_text() -> None:
    letter = brief(DRAWN)
    tables = [each for each in letter.body if isinstance(each, Table)]
    assert [table.rows[0][:2] for table in tables] == [("县人社局", "2"), ("1", "县人社局"), ("1", "县人社局")]
    assert tables[0].rows[-1][0] == "合计"
    assert letter.addressees == "呈考核委员会主任、副主任："
    assert (letter.style, letter.head) == ("brief", "呈阅件")
    by_hand = brief(replace(DRAWN, contents=None))
    assert by_hand.body == (
        Paragraph("截至8月底，应报2项。"),
        Heading("一、各单位情况"),
        Paragraph("1. 县人社局：应报2"),
    )


def test_the_material_of_a_meeting_says_what_is_proposed() -> None:
    letter = brief(replace(DRAWN, kind=SummaryKind.MEETING))
    headings = [each.text for each in letter.body if isinstance(each, Heading)]
    assert headings == [
        "一、各单位情况", "二、滞后和欠账指标", "三、逾期未办事项", "四、上次推进会议定事项", "五、建议研究",
    ]  # fmt: skip
    assert any("听取县人社局" in each.text for each in letter.body if isinstance(each, Paragraph))


@pytest.mark.parametrize("kind", list(SummaryKind))
def test_nothing_to_tell_is_said_so(kind: SummaryKind) -> None:
    empty = Contents(as_of=NOW, lines=(), overdue=(), lagging=())
    letter = brief(replace(DRAWN, kind=kind, contents=empty))
    assert Paragraph("无。") in letter.body


def test_tasks_are_given_with_targets_leads_and_points() -> None:
    scheme = load_scheme(find_scheme("ningshan-2019")).scheme
    letter = task_notice(scheme, organ="县考核委员会", issuer="县考核办", date="2019年5月5日", draft="")
    (annex,) = letter.annex
    assert isinstance(annex, Table)
    assert [row[0] for row in annex.rows] == [str(n) for n in range(1, len(annex.rows) + 1)]
    assert all(row[-2] for row in annex.rows)
    assert letter.attachments == (annex.caption,)
    lead = next(unit.code for unit in scheme.units if unit.shown in letter.addressees)
    pledge = task_pledge(scheme, lead, organ="县考核委员会")
    assert "目标责任书" in pledge.title


def test_a_sheet_for_signatures_shows_who_has_signed_and_leaves_room_for_the_others() -> None:
    form = approval_sheet(
        code="P1-1H",
        organ="省残联",
        subject="8月进展情况",
        unit="办公室",
        date="2019年9月3日",
        gist=["应收30项"],
        steps=[Step("分管领导", ("某某：同意",)), Step("主要领导")],
    )
    assert boxes(form)["分管领导"] == "某某：同意"
    assert "□ 同意报送" in boxes(form)["主要领导"]
    assert form.code == "P1-1H"


def test_a_letter_that_asks_for_opinions_says_everything_and_draws_its_slip() -> None:
    issued = Issued(title="2019年度考核", number="", organ="县考核委员会", issuer="县考核办", date="2020年1月10日")
    said = "请将意见书面回复，附会签回执；到期没有回复的，视为同意。"
    text = f"县纪委监委：\n{said}\n\n县考核委员会\n2020年1月10日\n\n会签回执\n□ 没有"
    letter = opinion_letter("关于征求意见的函", text, asked="县纪委监委", about="评定", issued=issued)
    assert letter.addressees == "县纪委监委："
    assert letter.body == (Paragraph(said),)
    assert letter.slip is not None
    assert letter.slip.title == "会签回执"


BROKEN = Broken("康复服务", "康复部", True, (("1", "康复训练", "5000名", "", "每月", "", "张", "康复部", "李", "王"),))


def test_breakdowns_go_upward_with_their_table() -> None:
    letter = formal_letter("2019年度", [BROKEN], organ="省残联", addressee="省考核办", number="", date="日", draft="")
    assert letter.addressees == "省考核办："
    assert letter.signer.isspace()  # filled in by hand: upward letters name their signer
    table = breakdown_sheet("2019年度", [BROKEN]).table
    assert "完成标准" not in [column.name for column in table.columns]  # nobody filled it
    assert table.rows[0][0] == "★康复服务（康复部）"


def test_a_report_names_what_is_missing() -> None:
    line = ReportedLine(title="康复训练", unit="名", cumulative="3200", share="64", progress="进展顺利")
    letter = progress_report(
        "2019年8月日常进展情况上报", [Reported("康复服务（2019年8月）", "康复部", (line,))], ["人事部　干部队伍"],
        organ="省残联", addressee="", number="", date="日", draft="",
    )  # fmt: skip
    assert letter.body == (
        Paragraph("现将我单位2019年8月日常进展情况（共1项指标）报告如下。"),
        Heading("一、康复服务（康复部）"),
        Paragraph("累计完成3200名，完成率64%。"),
        Paragraph("进展顺利。"),
        Heading("二、未能随本次报送的"),
        Paragraph("1. 人事部　干部队伍"),
    )
