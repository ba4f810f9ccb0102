"""A doubt about a notice: how grave, what is odd, what to do, and the words of the paper that it is about."""

from dataclasses import dataclass

from checks.doubt import Severity
from config.labels import Labelled
from documents.notices.passages import Span, Told
from states.quoting import quoted_within


class Topic(Labelled):
    """先看原件全不全，再看结构、分值，然后是单位、日期、条款。"""

    SOURCE = "source", "原件是否完整"
    STRUCTURE = "structure", "表格和层级"
    POINTS = "points", "分值和数目"
    UNITS = "units", "单位"
    DATES = "dates", "日期和期限"
    RULES = "rules", "评分条款"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class PaperDoubt:
    topic: Topic
    severity: Severity
    sentence: str
    suggestion: str
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0][0] if self.spans else 0


def doubtful(topic: Topic, sentence: str, suggestion: str, *told: Told[object]) -> PaperDoubt:
    return _doubt(topic, Severity.WARNING, sentence, suggestion, told)


def wrong(topic: Topic, sentence: str, suggestion: str, *told: Told[object]) -> PaperDoubt:
    """What cannot be so as it is printed."""
    return _doubt(topic, Severity.ERROR, sentence, suggestion, told)


def noted(topic: Topic, sentence: str, suggestion: str, *told: Told[object]) -> PaperDoubt:
    return _doubt(topic, Severity.NOTE, sentence, suggestion, told)


def _doubt(
    topic: Topic, severity: Severity, sentence: str, suggestion: str, told: tuple[Told[object], ...]
) -> PaperDoubt:
    """What is quoted may hold quotes of its own."""
    return PaperDoubt(topic, severity, quoted_within(sentence), quoted_within(suggestion), _spans(told))


def _spans(told: tuple[Told[object], ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for each in told for span in each.spans))


def in_order(doubts: list[PaperDoubt]) -> tuple[PaperDoubt, ...]:
    """As a person would go through them: by topic, the grave ones first, then by their place in the paper."""
    topics, severities = list(Topic), list(Severity)
    return tuple(
        sorted(
            dict.fromkeys(doubts),
            key=lambda each: (topics.index(each.topic), severities.index(each.severity), each.start),
        )
    )
