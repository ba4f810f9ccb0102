"""A letter needs somebody who may sign it, and somebody who looks at its answer."""

from checks.letters import doubts_of_letters
from config.loading import load_scheme
from config.scheme import Scheme
from tests.acceptance.cli.conftest import FIXTURES


def supervised(**changed: object) -> Scheme:
    scheme = load_scheme(FIXTURES / "supervised.yaml").scheme
    return scheme.model_copy(update=changed)


def without(role: str) -> Scheme:
    return supervised(posts=tuple(post for post in supervised().posts if post.role.value != role))


def said(scheme: Scheme) -> list[tuple[str, str]]:
    return [(doubt.pointer, doubt.sentence) for doubt in doubts_of_letters(scheme)]


def test_office_that_can_sign_and_look_again_raises_no_doubt() -> None:
    assert said(supervised()) == []


def test_letters_that_nobody_may_sign_are_doubted() -> None:
    assert said(without("assessment_office_head")) == [
        ("/letters/warning", "预警提示单拟出来没有人能签发：没有设“签发”的岗位"),
        ("/letters/order", "督办单拟出来没有人能签发：没有设“签发”的岗位"),
    ]
    assert said(without("committee")) == [("/letters/talk", "约谈拟出来没有人能签发：没有设“委员会领导同意”的岗位")]


def test_answers_that_nobody_looks_at_are_doubted() -> None:
    assert said(without("supervision")) == [("/letters/order", "督办单的反馈没有人复核：没有设复核的岗位")]


def test_answers_that_no_ladder_follows_are_doubted() -> None:
    behind = {"behind": supervised().ladders["behind"]}
    assert said(supervised(ladders=behind)) == [("/ladders", "文书的反馈没有阶梯：逾期没有反馈的，不会有人知道")]
