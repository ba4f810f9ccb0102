"""Composed sentences in English."""

import pytest

from states.sessions import Language
from web.kernel import words
from web.kernel.plurals import forms
from web.kernel.sentences import Sentences
from web.kernel.words import Words

CATALOGUE = {
    "暂不能{0}：{1}": "Cannot {0} yet: {1}",
    "报送": "submit",
    "{0}还没有填写": "{0} is not filled in yet",
    "第{0}行还没有填写": "Row {0} is not filled in yet",
    "没有编码为“{0}”的单位": "No unit has the code “{0}”",
    "于{0}前{1}": "{1} by {0}",
    "{0}项": ("{0} item", "{0} items"),
    "{0}没有报来的{1}件": ("of {0}, {1} is not in", "of {0}, {1} are not in"),
    "口径": "the definition",
    "{0}年第{1}季度": "quarter {1} of {0}",
    "牵头单位": "the lead unit",
    "承办人": "Officer in charge",
    "{0}的{1}": "{1} of {0}",
    "{0}进展报告": "progress report, {0}",
    "没有{0}可用": "There is no {0}",
}


def said(catalogue: dict[str, str | tuple[str, str]]) -> Sentences:
    shaped = {chinese: (each,) if isinstance(each, str) else each for chinese, each in catalogue.items()}
    return Sentences({chinese: forms(each, lambda number: int(number != 1)) for chinese, each in shaped.items()})


@pytest.fixture
def sentences() -> Sentences:
    return said(CATALOGUE)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("报送", "submit"),
        ("口径还没有填写", "The definition is not filled in yet"),
        ("第3行还没有填写", "Row 3 is not filled in yet"),  # the template with more text of its own
        ("暂不能报送：第1行还没有填写；材料", "Cannot submit yet: Row 1 is not filled in yet; 材料"),
        ("没有编码为“报送”的单位", "No unit has the code “submit”"),
        ("没有编码为“口径还没有填写”的单位", "No unit has the code “口径还没有填写”"),  # a name, not a sentence
        ("于2019年9月27日17:00前报送", "Submit by 27 September 2019 17:00"),
        ("于9月27日17时前报送", "Submit by 27 September 17:00"),
        ("口径、报送还没有填写", "The definition, submit is not filled in yet"),
        ("3项", "3 items"),
        ("1项", "1 item"),
        ("1.5项", "1.5 items"),
        ("1,001项", "1,001 items"),
        ("2019没有报来的1件", "Of 2019, 1 is not in"),  # the last place before the forms differ decides
        ("残疾人两项", "残疾人两项"),  # data is left alone
        ("2019年13月40日", "2019年13月40日"),
        ("plain English", "plain English"),
        ("2019年8月", "August 2019"),
        ("2019年8月日常进展情况", "2019年8月日常进展情况"),  # beside other Chinese a date is part of a name
        ("“2019年8月”还没有填写", "“2019年8月” is not filled in yet"),
        ("2019年第一季度", "Quarter 1 of 2019"),
        ("牵头单位的承办人", "Officer in charge of the lead unit"),
        ("牵头单位的残疾人", "牵头单位的残疾人"),
        ("没有牵头单位的承办人、承办人可用", "There is no officer in charge of the lead unit, officer in charge"),
        ("康复部、教育部", "康复部、教育部"),
        ("2019年8月进展报告", "Progress report, August 2019"),
        ("2019年8月进展报告（2019-08）", "Progress report, August 2019 (2019-08)"),
        ("承办人：2019年8月进展报告", "Officer in charge: progress report, August 2019"),  # a heading and its matter
        ("康复部（牵头单位）", "康复部（牵头单位）"),
    ],
)  # fmt: skip
def test_a_sentence_is_said_by_its_template(sentences: Sentences, chinese: str, english: str) -> None:
    assert sentences.say(chinese) == english


def test_a_long_text_costs_no_more_than_its_length() -> None:
    greedy = said({"".join(f"{{{n}}}之" for n in range(40)) + "止": "never"})
    assert greedy.say("之" * 1999) == "之" * 1999
    assert greedy.say("之" * 5000) == "之" * 5000


def test_chinese_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(language: Language) -> Sentences:
        raise AssertionError(language)

    monkeypatch.setattr(words, "_sentences", refuse)
    assert Words()("共%(n)s项", n=3) == "共3项"
    assert Words().say("我的待办") == "我的待办"


def test_english_is_that_of_the_catalogue() -> None:
    assert Words(Language.ENGLISH).say("我的待办") == "My to-do list"


@pytest.mark.parametrize("language", Language)
def test_quotes_within_quotes_are_single_however_a_text_is_put_together(language: Language) -> None:
    words = Words(language)
    assert words.say("“关于“城镇新增就业”的函”") == "“关于‘城镇新增就业’的函”"
    assert "‘城镇新增就业’" in words("“%(title)s”已报送", title="关于“城镇新增就业”的函")
