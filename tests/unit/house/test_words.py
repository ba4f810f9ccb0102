"""The English catalogue is whole, and is what the sources say."""

from actions.registry import registry
from tools import words


def test_every_word_has_its_english_and_the_files_are_up_to_date() -> None:
    assert list(words.objections()) == []


def test_what_an_act_says_of_itself_has_its_english() -> None:
    english = {chinese for chinese, said in words.kept().items() if said}
    for act in registry().values():
        said = {act.label, act.purpose, *(field.description or "" for field in act.data.model_fields.values())}
        assert {each for each in said if words.HAN.search(each)} <= english, act.name


def test_what_is_put_in_must_be_put_in_the_english_too() -> None:
    assert list(words.faults({"共%(n)s项": "%(n)s in all", "{0}的{1}": "{1} of {0}"})) == []
    assert len(list(words.faults({"共%(n)s项": "%(count)s in all", "{0}的{1}": "of {0}", "待办": "待办"}))) == 3
