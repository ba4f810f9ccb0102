"""The kinds of books, by what they are called."""

from collections.abc import Mapping

from actions.books.base import Kind
from actions.books.breakdowns import BREAKDOWNS
from actions.books.findings import FINDINGS
from actions.books.reports import REPORTS
from actions.books.roster import ROSTER
from actions.books.scores import SCORES
from states.books import BookKind

KINDS: Mapping[BookKind, Kind] = {kind.kind: kind for kind in (BREAKDOWNS, REPORTS, ROSTER, FINDINGS, SCORES)}
