"""The assessment (考核年度): a year of one organising office, from its scheme to the archive."""

from dataclasses import dataclass

from config.labels import Labelled
from states.facts import Circumstances
from states.reviewing import has_reason
from states.rules import Definition, Guard, Rule, State, rule
from states.subjects import SubjectKind


class AssessmentState(Labelled):
    DRAFT = "draft", "拟定中"
    PUBLISHED = "published", "已发布"
    RUNNING = "running", "运行中"
    CLOSED = "closed", "已办结"
    ARCHIVED = "archived", "已归档"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts(Circumstances):
    """`faults`: what the check-up calls an error; `unscored`: assignments that are neither scored nor withdrawn."""

    faults: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()


def scheme_is_sound(facts: AssessmentFacts) -> str | None:
    return "方案还有错误：" + "；".join(facts.faults) if facts.faults else None


def everything_is_scored(facts: AssessmentFacts) -> str | None:
    return f"还有{len(facts.unscored)}项没有评分：{'、'.join(facts.unscored)}" if facts.unscored else None


Y = AssessmentState


def definition() -> Definition[AssessmentFacts]:
    """The machine of every year."""
    return Definition(
        name="assessment",
        kind=SubjectKind.ASSESSMENT,
        label=SubjectKind.ASSESSMENT.label,
        initial=Y.DRAFT.value,
        states=tuple(State(each.value, each.label, final=each is Y.ARCHIVED) for each in Y),
        rules=(
            _rule("publish", Y.DRAFT, Y.PUBLISHED, "发布", scheme_is_sound),
            _rule("start", Y.PUBLISHED, Y.RUNNING, "启动"),
            _rule("close", Y.RUNNING, Y.CLOSED, "办结", everything_is_scored),
            _rule("reopen", Y.CLOSED, Y.RUNNING, "重新启动", has_reason),
            _rule("archive", Y.CLOSED, Y.ARCHIVED, "归档"),
        ),
    )


def _rule(trigger: str, source: Y, dest: Y, label: str, *guards: Guard[AssessmentFacts]) -> Rule[AssessmentFacts]:
    return rule(SubjectKind.ASSESSMENT, trigger, source.value, dest.value, label, guards)
