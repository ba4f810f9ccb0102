"""What units learn of a result: before publication each its own points and nobody else's (O27)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.context import Act
from actions.results.versions import kept_version
from actions.subjects import Subject
from actions.telling import Told
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.result_process import IN_UNITS, ResultProcess, Silence
from config.scheme import Scheme
from config.seats import SeatRef
from scoring.differing import Differs, Standing, stands
from scoring.numbers import plain
from scoring.outcome import Outcome
from states.rules import Await
from states.subjects import SubjectFacts, SubjectKind


def posts_in(act: Act, units: Iterable[str], seats: Sequence[SeatRef] = IN_UNITS) -> Iterator[tuple[str, int]]:
    """In each unit the posts of the first seat that exists."""
    about = SubjectFacts(kind=SubjectKind.RESULT, office=act.office_id, co_units=frozenset(units))
    for code in act.directory.seating.owing(Await(ObligationKind.SCORE_CHECK, tuple(seats), per_unit=True), about):
        post = act.directory.post(code)
        yield act.directory.units[post.unit_id].code, post.id


def feed_back(act: Act, subject: Subject[Any], due: datetime | None) -> None:
    """得分反馈核对: to every unit its own points, and with 阳光操作 its own place."""
    process: ResultProcess = subject.place.process
    step = process.feedback
    if step is None or subject.row.laid is None:
        return
    kept = kept_version(act.tx, subject.published, subject.id, subject.row.laid)
    for unit, post in posts_in(act, subject.facts.co_units, step.by):
        said = told_of(kept.scheme, kept.outcome, unit, places=process.open_ranks, more=False)
        words = {"lines": "".join(f"\n{line}" for line in said), "brief": "，".join(said), "due": _by(due),
                 "silence": step.silence.label}  # fmt: skip
        _tell(act, subject, "result_fed_back", post, unit, words)


def ask_opinions(act: Act, subject: Subject[Any], rows: Iterable[Mapping[str, Any]], due: datetime | None) -> None:
    """函 to the bodies of our own."""
    opinions = subject.place.process.opinions
    about = {row["body"]: row["asked_about"] for row in rows if row["unit_id"] is not None}
    for unit, post in posts_in(act, about):
        asked = f"（{about[unit]}）" if about[unit] else ""
        silence = opinions.silence if opinions is not None else Silence.AGREES
        words = {"about": asked, "due": _by(due), "silence": silence.label}
        _tell(act, subject, "result_opinion_asked", post, unit, words)


def tell_of_publication(act: Act, subject: Subject[Any], number: int, until: datetime | None) -> None:
    kept = kept_version(act.tx, subject.published, subject.id, number)
    document = subject.row.document_no
    for unit, post in posts_in(act, subject.facts.co_units):
        said = told_of(kept.scheme, kept.outcome, unit, places=True, more=True)
        words = {"lines": "".join(f"\n{line}" for line in said), "brief": "，".join(said),
                 "number": f"（{document}）" if document else "", "review": _review(until)}  # fmt: skip
        _tell(act, subject, "result_published", post, unit, words)


def tell_of_correction(
    act: Act,
    subject: Subject[Any],
    changed: Mapping[str, Sequence[Differs]],
    *,
    reason: str,
    basis: str,
    until: datetime | None,
) -> None:
    names = {result.code: result.name for result in subject.published.scheme.scoring.results}
    for unit, post in posts_in(act, changed):
        several = changed[unit] if len(changed[unit]) > 1 else ()
        called = {each.result: names.get(each.result, "总分") if several else "" for each in changed[unit]}
        before, after = (
            "；".join(f"{called[each.result]}{say_standing(getattr(each, when))}" for each in changed[unit])
            for when in ("before", "after")
        )
        words = {"before": before, "after": after, "reason": reason.rstrip("。"),
                 "basis": basis, "review": _review(until)}  # fmt: skip
        _tell(act, subject, "result_corrected", post, unit, words)


def tell_of_answer(act: Act, subject: Subject[Any], unit: str, decision: str, answer: str) -> None:
    for _, post in posts_in(act, (unit,)):
        words = {"decision": decision, "answer": f"{answer.rstrip('。')}。"}
        _tell(act, subject, "result_dispute_answered", post, unit, words)


def tell_of_decision(act: Act, subject: Subject[Any], title: str, decision: str, reason: str) -> None:
    for unit, post in posts_in(act, (subject.facts.lead_unit,)):
        words = {"title": title, "decision": decision, "reason": reason}
        _tell(act, subject, "reexamination_decided", post, unit, words)


def _tell(act: Act, subject: Subject[Any], code: str, post: int, unit: str, words: Mapping[str, Any]) -> None:
    act.tell(
        Told(
            code=code,
            key=f"{code}:{subject.kind.value}:{subject.id}:{subject.row.version}:{post}",
            post_id=post,
            words={"title": subject.title, "unit": act.directory.unit(unit).shown, **words},
            overrides=subject.published.texts,
        )
    )


def _by(due: datetime | None) -> str:
    return say_last_moment(due) if due is not None else "近日"


def _review(until: datetime | None) -> str:
    return (
        f"\n对结果有异议的，可以于{say_last_moment(until)}申请复核，写明理由、附印证材料。" if until is not None else ""
    )


# In words


def told_of(scheme: Scheme, outcome: Outcome, unit: str, *, places: bool, more: bool) -> list[str]:
    """目标管理年度考评得分93.1分，第2名; with `more` its grade and awards too."""
    names = {result.code: result.name for result in scheme.scoring.results}
    said = []
    for code, totals in outcome.results.items():
        if unit in totals:
            standing = stands(outcome, code, unit)
            place = f"，第{standing.place}名" if places and standing.place is not None else ""
            grade = f"，{standing.grade}" if more and standing.grade else ""
            said.append(f"{names.get(code, '总分')}{say_points(standing)}{place}{grade}")
    awards = [awarded.award.name for awarded in outcome.awards.values() if unit in awarded.winners]
    return [*said, *([f"评为{'、'.join(awards)}"] if more and awards else [])]


def say_points(standing: Standing) -> str:
    return f"{plain(standing.points)}分" if standing.points is not None else "没有分"


def say_standing(standing: Standing) -> str:
    place = f"，第{standing.place}名" if standing.place is not None else ""
    grade = f"，{standing.grade}" if standing.grade else ""
    awards = f"，评为{'、'.join(standing.awards)}" if standing.awards else ""
    return f"{say_points(standing)}{place}{grade}{awards}"
