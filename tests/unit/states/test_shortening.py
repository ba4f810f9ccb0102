"""Every message fits one SMS: with the longest titles of the shipped years, and never at the cost of a date."""

from string import Formatter

import pytest

from config.schemes import shipped as shipped_schemes
from documents.messages import compose, in_two, shipped, template_codes
from states.shortening import PAGE, SCREEN, fitting, longest_sms, shorten
from tests.unit.schemes.reading import shipped_scheme

SCHEMES = [shipped_scheme(name) for name in sorted(shipped_schemes())]
DUE = "9月15日（周日）下班前（遇休息日顺延至9月16日）"
DATES = ("9月15日", "9月16日", "10月11日")
MESSAGES = [code for code in template_codes() if in_two(shipped(code))[1]]


# these bring a whole letter, summary or notice with them
WHOLE = {"letter_delivered", "letter_copied", "summary_presented", "announcement"}


def longest(words: list[str]) -> str:
    return max(words, key=len)


def words() -> dict[str, str]:
    """The longest that the shipped years have for each."""
    titles = [indicator.title for scheme in SCHEMES for indicator in scheme.indicators]
    windows = [window.named for scheme in SCHEMES for window in scheme.windows]
    return {
        "office": longest([scheme.office.name for scheme in SCHEMES]),
        "unit": longest([unit.shown for scheme in SCHEMES for unit in scheme.units]),
        "reader": longest([post.title for scheme in SCHEMES for post in scheme.posts]),
        "by": longest([post.title for scheme in SCHEMES for post in scheme.posts]),
        "subject": f"2019年12月{longest(windows)}：{longest(titles)}",
        "title": f"2019年12月{longest(windows)}",
        "what": "2019年1月、2019年2月、2019年3月、2019年4月、2019年5月进展报告",
        "due": DUE,
        "before": "10月11日（周五）17:00前",
        "signed": "10月11日（周五）",
        "lateness": "尚未收到（逾期12个工作日）",
        "wait": "已过12个工作日，尚未收到",
        "decision": f"已同意，自10月11日（周五）起执行：{longest(titles)}由500调整为450",
        "verdict": "完成年度目标任务，认定完成5020人，得满分",
        "wish": "申请延期至10月11日（周五）17:00前",
        "fact": "完成3200人，占年度任务（6000人）的53.3%，低于序时进度（66.7%）13.3个百分点，欠账800人",
        "number": "宁考预警〔2019〕12号",
        "channel": "wecom",
        "meeting": "全县目标责任考核指标推进会",
        "span": "10月11日至10月15日",
        "issuer": longest([scheme.office.name for scheme in SCHEMES]),
        "words": "岗位由您担任",
        "state": "待分管领导审阅",
        "counts": "今日待办12项：逾期10项、今日到期2项；告知12项",
        "soonest": "，最近一项请于10月11日（周五）17:00前办理",
    }


def filled(code: str) -> dict[str, str]:
    asked = {name for _, name, _, _ in Formatter().parse(shipped(code)) if name}
    known = words()
    return {name: known.get(name, "12") for name in asked | {"office"}}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_fits_one_sms_and_keeps_its_dates(code: str) -> None:
    text = compose(code, overrides={}, **filled(code))
    told = {name for _, name, _, _ in Formatter().parse(in_two(shipped(code))[1]) if name}

    assert len(text.short) <= PAGE
    assert text.short.startswith("【")
    for name in told & {"due", "before", "signed", "soonest"}:
        assert [date for date in DATES if date in words()[name] and date not in text.short] == []


@pytest.mark.parametrize("code", MESSAGES)
def test_every_shipped_form_fits_one_sms_with_the_longest_of_everything(code: str) -> None:
    short = in_two(shipped(code))[1]
    names = {name for _, name, _, _ in Formatter().parse(short) if name}
    assert len(longest_sms(short, names, office="某某市某某区目标责任考核委员会")) <= PAGE


@pytest.mark.parametrize("code", template_codes())
def test_no_message_needs_a_link(code: str) -> None:
    """O12: a phone on the intranet opens none."""
    text = shipped(code)
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    assert names & {"url", "link", "href"} == set()
    assert [word for word in ("http", "www.", "点击", "链接", "登录系统") if word in text] == []


@pytest.mark.parametrize("code", sorted(set(MESSAGES) - WHOLE))
def test_every_message_fits_one_screen_of_a_phone(code: str) -> None:
    """A06: with the longest names of the shipped years, and lists as long as they are let be."""
    lists = ("list", "subjects") if code.startswith(("desk", "window")) else ()
    text = compose(code, overrides={}, **filled(code) | dict.fromkeys(lists, "某" * (SCREEN - 150)))
    assert len(f"{text.subject}{text.body}") <= SCREEN


def test_list_is_cut_where_the_screen_ends_and_keeps_at_least_one() -> None:
    assert fitting(["一" * 10] * 5, room=30) == ["一" * 10] * 2
    assert fitting(["一" * 99], room=30) == ["一" * 99]
    assert fitting([], room=30) == []


@pytest.mark.parametrize("code", MESSAGES)
def test_line_of_a_list_names_no_office_and_keeps_its_dates(code: str) -> None:
    text = compose(code, overrides={}, **filled(code))

    assert not text.line.startswith("【")
    assert len(text.line) <= 110
    assert ("{due}" not in in_two(shipped(code))[1]) or "9月16日" in text.line


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("网络意识形态和网络安全", 20, "网络意识形态和网络安全"),
        ("网络意识形态和网络安全", 8, "网络意识形态…"),
        ("实施5万名残疾预防重点干预", 4, "实施…"),
        ("残疾人事业发展2019年目标", 10, "残疾人事业发展…"),
        ("培训（含线上线下两种形式）情况", 8, "培训…"),
        ("落实“阳光家园计划”和托养", 8, "落实…"),
        ("2019年8月市考指标完成情况：城镇新增就业", 21, "2019年8月市考指标完成…：城镇新增就业"),
    ],
)
def test_title_is_cut_where_no_word_breaks(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert len(shorten(text, limit)) <= limit


def test_text_that_fits_is_said_in_full() -> None:
    text = compose("reminder", overrides={}, office="县考核办", unit="县扶贫局", what="进展报送", subject="脱贫攻坚",
                   due="9月12日（周四）下班前")  # fmt: skip

    assert text.short == "【县考核办】县扶贫局：进展报送“脱贫攻坚”请于9月12日（周四）下班前办结。"
    assert text.line == "县扶贫局：进展报送“脱贫攻坚”请于9月12日（周四）下班前办结。"


def test_office_that_words_a_message_itself_may_leave_the_short_one_to_us() -> None:
    own = {"reminder": "提醒\n{unit}：该报“{subject}”了，{due}。"}
    text = compose("reminder", overrides=own, office="县考核办", unit="县扶贫局", what="进展报送", subject="脱贫攻坚",
                   due="9月12日前")  # fmt: skip

    assert text.body == "县扶贫局：该报“脱贫攻坚”了，9月12日前。"
    assert text.short == "【县考核办】县扶贫局：进展报送“脱贫攻坚”请于9月12日前办结。"
