"""The text of a summary as its office words it."""

from dataclasses import asdict
from typing import Any

from actions.context import Act
from documents.messages import Text
from documents.summaries import compose_summary
from states.summary import Contents, SummaryKind
from workdays.periods import Period


def text_of(act: Act, row: Any, kind: SummaryKind, contents: Contents) -> Text:
    """`row`: the duty that it settles."""
    published, period = act.published(row.assessment_id), Period.parse(row.period).label
    return compose_summary(kind, contents, period=period, overrides=published.texts, office=act.directory.office_name)


def told_by(contents: Contents, text: Text) -> dict[str, Any]:
    """The columns of a summary that are drawn together: its words never tell other counts than it keeps."""
    return {"title": text.subject, "body": text.body, "contents": asdict(contents)}
