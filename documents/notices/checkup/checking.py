"""Everything doubtful in a notice, asked once."""

from collections.abc import Collection

from documents.notices.checkup.clauses import doubts_of_clauses
from documents.notices.checkup.counts import doubts_of_counts
from documents.notices.checkup.dates import doubts_of_dates
from documents.notices.checkup.doubt import PaperDoubt, in_order
from documents.notices.checkup.ends import doubts_of_ends, is_cut
from documents.notices.checkup.forms import doubts_of_forms
from documents.notices.checkup.parties import doubts_of_parties
from documents.notices.checkup.structure import doubts_of_structure
from documents.notices.checkup.sums import doubts_of_sums
from documents.notices.checkup.wording import doubts_of_wording
from documents.notices.findings import Findings


def check_up(found: Findings, units: Collection[str] = ()) -> tuple[PaperDoubt, ...]:
    """`units` are the names that the office knows, if it has a list of them."""
    return in_order(
        [
            *doubts_of_ends(found),
            *doubts_of_structure(found),
            *doubts_of_sums(found.indicators, found.totals, is_cut=is_cut(found)),
            *doubts_of_counts(found),
            *doubts_of_forms(found),
            *doubts_of_parties(found, units),
            *doubts_of_dates(found),
            *doubts_of_clauses(found),
            *doubts_of_wording(found),
        ]
    )
