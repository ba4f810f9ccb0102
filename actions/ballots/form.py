"""评价票: what is printed for each group once the roster stands. It has no number and no name."""

from collections.abc import Iterator, Sequence

from actions.ballots.book import Book
from actions.context import Act
from actions.subjects import Subject
from config.scoring.catalogue import BallotRules
from config.scoring.words import BlankBallot, Recusal
from documents.messages import compose
from states.balloting.facts import BallotFacts
from states.balloting.tallies import TallyTerms


def forms_of(act: Act, subject: Subject[BallotFacts]) -> dict[str, str]:
    """The form of each group, ready to print."""
    book: Book = subject.place
    names = [act.directory.units[row.unit_id].name for row in book.units]
    held_on = subject.row.held_on
    texts = {
        group.name or "全体": compose(
            "ballot_form",
            overrides=subject.published.texts,
            title=subject.title,
            group=group.name or "全体",
            how=_how(book.rule, book.terms),
            lines="\n".join(_lines(names, book.terms)),
            rules="\n".join(_rules(book.rule)),
            office=act.directory.office_name,
            date=f"{held_on.year}年{held_on.month}月{held_on.day}日" if held_on is not None else "",
        )
        for group in book.groups
    }
    return {name: f"{text.subject}\n\n{text.body}" for name, text in texts.items()}


def _how(rule: BallotRules, terms: TallyTerms) -> str:
    one = "每个单位只选一个等次，在□内打√" if rule.grades else f"每个单位打一个分，{terms.least}至{terms.most}分"
    avoiding = "；本人分管的单位回避，在该栏写“回避”" if rule.recusal is Recusal.OWN_LINE else ""
    return f"{one}{avoiding}。"


def _lines(names: Sequence[str], terms: TallyTerms) -> Iterator[str]:
    boxes = "　".join(f"□{grade}" for grade in terms.grades) or "______分"
    yield from (f"{place}. {name}　{boxes}" for place, name in enumerate(names, start=1))


def _rules(rule: BallotRules) -> Iterator[str]:
    blank = "按无效计" if rule.blank is BlankBallot.INVALID else "按弃权计"
    yield f"没有填的一栏{blank}。"
    if rule.spoiled:
        yield f"下列情形无效：{'；'.join(rule.spoiled)}。"
