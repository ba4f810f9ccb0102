"""考核结果、先进建议名单、得分明细、征求意见函: of the result as its reader may see it."""

from dataclasses import replace
from datetime import datetime

from actions.acts import Refused
from actions.letters.papering import DRAFT, head_of
from actions.results.papers import OpinionLetter
from actions.results.reading import View
from config.labels import Labelled
from config.zone import SHANGHAI
from documents.letters.model import AnyLetter
from documents.letters.results import Issued, award_list, opinion_letter, result_letter, score_sheet
from states.results.facts import PUBLIC, ResultState
from workdays.wording import say_date


class ResultPaper(Labelled):
    """What can be printed of a result."""

    RESULT = "result", "考核结果"
    AWARDS = "award_list", "先进建议名单"
    SCORES = "score_sheet", "得分明细"


IS_PUBLIC = frozenset(ResultState(state).label for state in PUBLIC)


def result_paper(view: View, kind: ResultPaper, *, unit: str = "", by_points: bool = True) -> AnyLetter:
    """Raises `Refused` where the reader does not see all of it yet, or none of the unit (O27)."""
    if kind is ResultPaper.SCORES:
        if not any(unit in totals for totals in view.outcome.results.values()):
            raise Refused(kind.label, ("没有这个单位的得分，或者您不能查看",))
        return score_sheet(view.outcome, view.scheme, unit, issued_of(view))
    if not view.sight.everything and view.state not in IS_PUBLIC:
        raise Refused(kind.label, ("结果公布后才能打印",))
    if kind is ResultPaper.AWARDS:
        return award_list(view.outcome, view.scheme, issued_of(view))
    return result_letter(view.outcome, view.scheme, issued_of(view), by_points=by_points)


def opinion_paper(letter: OpinionLetter, view: View) -> AnyLetter:
    return opinion_letter(
        letter.text.subject,
        letter.text.body,
        asked=letter.asked.body,
        about=letter.text.subject,
        issued=replace(issued_of(view, draft=""), date=_date(letter.asked.asked_at)),
    )


def issued_of(view: View, *, draft: str | None = None) -> Issued:
    scheme, at = view.scheme, max(view.worked_at, view.published_at or view.worked_at)
    return Issued(
        title=view.title,
        number=view.document_no,
        organ=head_of(scheme),
        issuer=scheme.letters.signed_as or scheme.unit(scheme.office.unit).name,
        date=_date(at),
        draft=("" if view.state in IS_PUBLIC else DRAFT) if draft is None else draft,
    )


def _date(at: datetime) -> str:
    return say_date(at.astimezone(SHANGHAI))
