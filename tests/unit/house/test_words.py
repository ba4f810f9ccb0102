"""The English catalogue is whole, and is what the sources say."""

from pathlib import Path

import pytest

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
    assert list(words.faults({"共%(n)s项": ("%(n)s item", "%(n)s items"), "{0}的{1}": ("{1} of {0}",)})) == []
    wrong = {
        "共%(n)s项": ("%(count)s in all",),
        "{0}的{1}": ("of {0}",),
        "待办": ("待办",),
        "有{0}": ("there is：{0}",),
    }
    assert len(list(words.faults(wrong))) == 4


def test_a_text_with_a_plural_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"共%(n)s项": ("%(n)s item", "%(n)s items"), "待办": ("To do",)}
    made = words.catalogue([words.Text(each, "web/x.html", is_word=True) for each in said], said)
    monkeypatch.setattr(words, "PO", tmp_path / "kaohe.po")
    words.PO.write_bytes(words.po_of(made))
    assert words.kept() == said
