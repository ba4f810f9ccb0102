"""Everything doubtful in a notice, asked once."""

from documents.notices.checkup.doubt import PaperDoubt, in_order
from documents.notices.checkup.ends import doubts_of_ends, is_cut
from documents.notices.checkup.sums import doubts_of_sums
from documents.notices.findings import Findings


def check_up(found: Findings) -> tuple[PaperDoubt, ...]:
    cut = is_cut(found)
    return in_order(
        [
            *doubts_of_ends(found),
            *doubts_of_sums(found.indicators, found.totals, is_cut=cut),
        ]
    )
