"""Acts that are done on a page of their own: a form made from their data alone would ask for what only that page knows.

Where the address has told what it is about, the page of that thing is opened; else the list of such things.
"""

import re
from collections.abc import Mapping, Sequence

OWN: Mapping[str, tuple[str, ...]] = {
    "fill_report": ("/reports/{report}", "/todo"),
    "fill_reports": ("/todo",),
    "submit_reports": ("/todo",),
    "reuse_evidence": ("/todo",),
    "attach_evidence": ("/todo",),
    "detach_evidence": ("/todo",),
    "add_evidence": ("/reports/{report}", "/todo"),
    "add_paper_evidence": ("/reports/{report}", "/todo"),
    "replace_evidence": ("/todo",),
    "verify_report": ("/reports/{report}/verify", "/office/verify"),
    "record_report_verdict": ("/reports/{report}/verify", "/office/verify"),
    "verify_reports": ("/office/verify",),
    "save_breakdown": ("/department/assignments/{assignment}", "/department"),
    "explain_doubt": ("/department/assignments/{id}", "/department"),
    "try_out": ("/results/try?year={assessment}", "/results/try"),
    "record_facts": ("/facts/new?year={assessment}", "/facts/new"),
    "decide_tie": ("/results/{result}", "/results"),
    "decide_order": ("/results/{result}", "/results"),
    "enter_bundle": ("/ballots/{ballot}", "/ballots"),
    "settle_difference": ("/ballots/{ballot}", "/ballots"),
    "reject_bundle": ("/ballots/{ballot}", "/ballots"),
    "propose_judgement": ("/judgements",),
    "draft_findings": ("/findings/new?year={assessment}", "/findings/new"),
    "edit_letter": ("/letters/{letter}", "/office/letters"),
    "return_item": ("/unit-office/packages/{package}", "/unit-office"),
    "resend_messages": ("/care/queue",),
    "mark_read": ("/messages",),
    "set_channel": ("/year/channels",),
    "drop_channel": ("/year/channels",),
    "test_channel": ("/year/channels",),
    "set_listener": ("/connections",),
    "drop_listener": ("/connections",),
    "revoke_token": ("/connections",),
    "override_days": ("/year/days",),
    "save_draft": ("/year/drafts/{draft}", "/year"),
    "patch_draft": ("/year/drafts/{draft}", "/year"),
    "rehearse_draft": ("/year/drafts/{draft}/rehearse", "/year"),
    "begin_draft": ("/year",),
    "publish": ("/year",),
    "amend_year": ("/year",),
    "hand_over": ("/people",),
    "appoint": ("/people",),
    "succeed_unit": ("/units",),
    "export_book": ("/books",),
    "receive_book": ("/books",),
    "import_book": ("/books/returns/{returned}", "/books"),
    "fill_superior_table": ("/books",),
    "take_archive": ("/year",),
    "take_pack": ("/department",),
    "drop_book": ("/books/returns/{returned}", "/books"),
    "note_forwarded": ("/office/forward",),
    **dict.fromkeys(
        (
            *("approve", "return_for_revision", "recall", "record_paper_decision", "supply_part", "reassign"),
            *("countersign", "consult", "copy", "give_opinion", "urge", "endorse", "decline", "approve_many"),
        ),
        ("/review/{kind}/{id}", "/"),
    ),
}
SLOT = re.compile(r"\{(\w+)\}")
REVIEWED = frozenset({"assignment", "report", "package"})


def own_page(act: str, given: Mapping[str, Sequence[str]]) -> str | None:
    """The address of the page on which this act is done; None where its form stands alone."""
    if act not in OWN or (given.get("kind", ("",))[0] not in REVIEWED and given.get("id") and act != "explain_doubt"):
        return None
    told = {name: values[0] for name, values in given.items() if values and values[0].replace("_", "").isalnum()}
    return next(shape.format(**told) for shape in OWN[act] if all(slot in told for slot in SLOT.findall(shape)))
