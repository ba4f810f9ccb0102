"""Windows, their reports, and the packages that go upward."""

from states.granted.rows import Right, anyone, own_unit, submitter
from states.granted.seats import CLOCK, FILLERS, HANDLERS, IN_TURN, OPEN_REPORT, OWN_PAPERS, SOURCES, VERIFIERS, K, S

REPORTS: tuple[Right, ...] = (
    Right("open", (S.WINDOW, S.REPORT), (*HANDLERS, *CLOCK)),
    Right("close", (S.WINDOW,), (*HANDLERS, *CLOCK)),
    Right("reopen", (S.WINDOW,), HANDLERS),
    Right("fill", (S.REPORT,), (*FILLERS, *SOURCES), OPEN_REPORT),
    Right("submit", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("submit_nil", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("resubmit", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("return_for_revision", (S.REPORT,), (*VERIFIERS, *CLOCK), ("submitted", "nil")),
    Right("complete", (S.REPORT,), (*FILLERS, *SOURCES, *CLOCK)),
    Right("waive", (S.REPORT,), HANDLERS),
    Right("restore", (S.REPORT,), HANDLERS),
    Right("verify", (S.REPORT,), VERIFIERS, bars=(own_unit, submitter)),
    Right("record_verdict", (S.REPORT,), HANDLERS),
    Right("correct", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("allow_correction", (S.REPORT,), VERIFIERS, bars=(own_unit,)),
    Right("request_correction", (S.REPORT,), (*FILLERS, *SOURCES), ("verified",)),
    Right("refuse_correction", (S.REPORT,), VERIFIERS, ("verified",), (own_unit,)),
    Right("submit_correction", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("abandon_correction", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("object_to_entry", (S.REPORT,), (*FILLERS, *SOURCES)),
    Right("attach_evidence", (S.REPORT,), (*FILLERS, *SOURCES, *anyone(K.CO_UNIT)), OPEN_REPORT),
    Right("attach_evidence", (S.EVIDENCE,), (*FILLERS, *SOURCES, *anyone(K.CO_UNIT), *OWN_PAPERS), OPEN_REPORT),
    Right("detach_evidence", (S.REPORT, S.EVIDENCE), (*FILLERS, *SOURCES), OPEN_REPORT),
)  # fmt: skip

PACKAGES: tuple[Right, ...] = (
    Right("consolidate", (S.PACKAGE,), HANDLERS),
    Right("collect_again", (S.PACKAGE,), HANDLERS),
    Right("submit_package", (S.PACKAGE,), HANDLERS),
    Right("resubmit", (S.PACKAGE,), HANDLERS),
    Right("return_item", (S.PACKAGE,), (*HANDLERS, *IN_TURN)),
    Right("seal", (S.PACKAGE,), HANDLERS),
    Right("send_up", (S.PACKAGE,), HANDLERS),
    Right("record_receipt", (S.PACKAGE,), HANDLERS),
    Right("record_superior_return", (S.PACKAGE,), HANDLERS),
)  # fmt: skip
