"""An office's own words in the sentences of the product (O38)."""

import pytest

from config.terms import Term, own_words, speak

OWN = own_words(
    {
        Term.ASSESSMENT_OFFICE: "效能办",
        Term.PRINCIPAL_LEADER: "县委、县政府主要领导",
        Term.OFFICER: "主抓人员",
        Term.DEPARTMENT: "责任部室",
    }
)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("缺责任部室、承办人", "缺责任部室、主抓人员"),
        ("请及时与考核办联系", "请及时与效能办联系"),
        (
            "呈主要领导审批，县委、县政府主要领导同意后印发",
            "呈县委、县政府主要领导审批，县委、县政府主要领导同意后印发",
        ),
        ("“考核办承办人名册”缺承办人", "“考核办承办人名册”缺主抓人员"),
        ("{unit}：请承办人于{due}办结", "{unit}：请主抓人员于{due}办结"),
    ],
)
def test_terms_are_spoken_outside_of_names(said: str, spoken: str) -> None:
    assert speak(said, OWN) == spoken


def test_terms_that_nobody_changed_change_nothing() -> None:
    assert own_words({Term.OFFICER: "承办人"}) == ()
    assert speak("考核办承办人", ()) == "考核办承办人"


def test_terms_may_trade_places() -> None:
    own = own_words({Term.ASSESSMENT_OFFICE: "办公室", Term.UNIT_OFFICE: "综合科"})
    assert speak("考核办、办公室", own) == "办公室、综合科"
