"""The office's own wording of messages."""

import pytest

from checks.checking import check
from config.loading import load_scheme
from documents.messages import shipped_templates
from tests.unit.config.altering import GOOD
from workdays.calendar import WorkCalendar

TEMPLATES = {"urge": "催报\n请{reader}于{due}前报送。\n", "digest": "今日事项\n{lines}\n"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('texts: {urge: "请报\\n{reader}：请尽快。"}', []),
        ('texts: {uge: "请报\\n请尽快。"}', [("没有编码为“uge”的消息", "是不是“urge”？")]),
        ('texts: {letter: "请报\\n请尽快。"}', [("没有编码为“letter”的消息", "可以写：digest、urge")]),
        ('texts: {urge: "请报\\n{readers}：请尽快。"}', [("这条消息里没有“{readers}”可填", "可以用：{due}、{reader}")]),
        ('texts: {urge: "请报"}', [("消息只有标题，没有正文", "第一行写标题，以下写正文")]),
        ('texts: {urge: "请报\\n{reader：请"}', [("花括号没有配对", "占位写作 {词}；要显示花括号本身，写两遍：{{ }}")]),
        ('texts: {urge: "请报\\n{}请"}', [("这条消息里没有“{}”可填", "可以用：{due}、{reader}")]),
    ],
)
def test_wording_of_the_office_can_be_sent(written: str, said: list[tuple[str, str]], calendar: WorkCalendar) -> None:
    scheme = load_scheme(GOOD.replace("seat: both", f"seat: both\n{written}")).scheme
    doubts = check(scheme, calendar=calendar, templates=TEMPLATES)
    assert [(doubt.sentence, doubt.suggestion) for doubt in doubts] == said
    assert {doubt.severity.value for doubt in doubts} <= {"error"}


def test_wording_is_not_looked_at_without_templates(calendar: WorkCalendar) -> None:
    scheme = load_scheme(GOOD.replace("seat: both", 'seat: both\ntexts: {uge: "请报\\n请尽快。"}')).scheme
    assert check(scheme, calendar=calendar) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('texts: {urge: "请报\\n{unit}：请于{due}报。\\n短信：{unit}请于{due}报“{subject}”。"}', []),
        (
            'texts: {summary_presented: "呈阅\\n{body}\\n短信：{body}"}',
            [("短信稿最长会有306个字，超过一条短信的70个字（含【签名】）",
              "缩短固定的文字；{text}、{list} 等长短不定的占位不写进短信稿")],
        ),
        (
            'texts: {presented: "呈阅\\n呈{reader}：“{subject}”请尽快审示，现已逾期。"}',
            [("这条消息是给领导看的，不能写“逾期”、“尽快”",
              "对领导只呈报、不催办：写情况，如“已过3个工作日，尚未收到”（O10）")],
        ),
    ],
)  # fmt: skip
def test_own_wording_fits_an_sms_and_urges_no_leader(
    written: str, said: list[tuple[str, str]], calendar: WorkCalendar
) -> None:
    scheme = load_scheme(GOOD.replace("seat: both", f"seat: both\n{written}")).scheme
    doubts = check(scheme, calendar=calendar, templates=shipped_templates())
    assert [(doubt.sentence, doubt.suggestion) for doubt in doubts] == said


def test_manner_of_a_message_that_there_is_not_is_an_error(calendar: WorkCalendar) -> None:
    written = "policy: {messages: {manners: {returned: digest, remindr: digest}}}"
    scheme = load_scheme(f"{GOOD}\n{written}\n").scheme
    doubts = check(scheme, calendar=calendar)
    assert [(doubt.pointer, doubt.sentence, doubt.suggestion) for doubt in doubts] == [
        ("/policy/messages/manners/remindr", "没有编码为“remindr”的消息", "是不是“reminder”？")
    ]
