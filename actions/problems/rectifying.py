"""反馈整改: the unit puts it right within a term, answers with evidence, and somebody else looks whether it is so."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.firing import Fired, fire
from actions.letters.facts import materials_of
from actions.problems.loading import facts_of, problem_of
from actions.problems.saying import source_of, tell_end, tell_reviewers, tell_unit
from actions.subjects import Subject
from config.deadlines import OnDate
from config.obligations import ObligationKind
from models.findings import Problem
from models.writing import change_row
from states.problem import ProblemFacts
from states.subjects import SubjectKind
from workdays.resolving import resolve
from workdays.wording import say_day


class FedBack(Data):
    """限期整改."""

    problem: int = Field(description="问题编号")
    due_on: date = Field(description="整改期限（含当日）")


class PutRight(Data):
    """整改情况."""

    problem: int = Field(description="问题编号")
    words: str = Field(min_length=1, description="整改情况")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号")


class SentBack(Data):
    """退回整改."""

    problem: int = Field(description="问题编号")
    words: str = Field(min_length=1, description="哪里没有整改到位")
    due_on: date = Field(description="新的整改期限（含当日）")


class Closing(Data):
    """销号."""

    problem: int = Field(description="问题编号")
    words: str = Field(min_length=1, description="复核情况，谁复核的")


@act("feed_back_problem", label="反馈整改", data=FedBack)
def feed_back_problem(act: Act, data: FedBack) -> Done:
    """把确认的问题反馈给责任单位，写明整改期限。"""
    subject = problem_of(act, data.problem)
    _ask(act, subject, "feed_back", data.due_on, values={"told_at": act.now, "due_on": data.due_on})
    words = {
        "source": source_of(subject.row),
        "matter": subject.row.matter.rstrip("。"),
        "due": f"{say_day(data.due_on, year=False)}前",
    }
    tell_unit(act, subject, "problem_told", words)
    return Done(f"第{subject.id}号问题已反馈，限{say_day(data.due_on)}前整改到位", ids={"problem": subject.id})


@act("report_rectification", label="反馈整改情况", data=PutRight)
def report_rectification(act: Act, data: PutRight) -> Done:
    """责任单位反馈整改情况，附印证材料，等候复核。"""
    subject = problem_of(act, data.problem)
    materials = materials_of(act, data.evidence)
    facts = facts_of(act, subject, words=data.words, has_evidence=bool(materials))
    fire(act, subject, "report_rectification", facts, values={"reply": data.words})
    use_all(act, [each.id for each in materials], SubjectKind.PROBLEM, subject.id, note=f"整改（{act.now:%Y-%m-%d}）")
    tell_reviewers(act, subject, {"words": data.words.rstrip("。")})
    return Done(f"已反馈第{subject.id}号问题的整改情况", ids={"problem": subject.id})


@act("send_back_rectification", label="退回整改", data=SentBack)
def send_back_rectification(act: Act, data: SentBack) -> Done:
    """复核认为整改不到位的，写明理由退回，另定期限。"""
    subject = problem_of(act, data.problem)
    _ask(act, subject, "send_back_rectification", data.due_on, words=data.words, values={"due_on": data.due_on})
    how = f"整改不到位，退回整改，请于{say_day(data.due_on, year=False)}前再次反馈"
    tell_end(act, subject, how=how, words=data.words)
    return Done(f"第{subject.id}号问题已退回整改", ids={"problem": subject.id})


@act("close_problem", label="问题销号", data=Closing)
def close_problem(act: Act, data: Closing) -> Done:
    """复核认为整改到位的，销号；已经转为加减分事项的，另行登记已整改。"""
    subject = problem_of(act, data.problem)
    fired = fire(act, subject, "close_problem", facts_of(act, subject, words=data.words))
    change_row(act.tx, Problem.t, subject.id, version=fired.version, values={"closed_at": act.now})
    tell_end(act, subject, how="整改到位，已销号", words=data.words)
    return Done(f"第{subject.id}号问题已销号", ids={"problem": subject.id})


def _ask(
    act: Act, subject: Subject[ProblemFacts], trigger: str, due_on: date, *, words: str = "", values: dict[str, Any]
) -> Fired:
    """A chosen day is meant as it stands: no rest day moves it."""
    rule = OnDate(kind="on", date=due_on, roll="none")
    deadline = resolve(rule, calendar=act.calendar, whom=act.directory.units[subject.row.unit_id].name)
    held = replace(subject, due={ObligationKind.REPLY: deadline})
    facts = facts_of(act, subject, words=words, has_due=due_on >= act.now.date())
    return fire(act, held, trigger, facts, values=values)
