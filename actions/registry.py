"""All acts. Importing a use-case module registers its acts; this module imports them all."""

from actions import (
    announcing,
    channels,
    days,
    deductions,
    departing,
    duties,
    events,
    forwarded,
    inbox,
    instructing,
    leaves,
    letting_off,
    listening,
    meetings,
    people,
    resending,
    stating,
    substitutes,
    taking_note,
    urging,
    visiting,
    windows,
)
from actions.acts import REGISTERED, Registered
from actions.amending import amending
from actions.archiving import taking
from actions.assignments import adjusting, collecting, drafting, ending, judging, parts, scoring
from actions.assignments import reviewable as assignments
from actions.assignments import submitting as handing_in
from actions.ballots import closing as sealing
from actions.ballots import entering as counting
from actions.ballots import paper as issuing
from actions.ballots import planning as balloting
from actions.books import importing as books_imported
from actions.books import issuing as books_issued
from actions.books import receiving as books_received
from actions.books import superior as superior_tables
from actions.burden import asking as burden
from actions.carrying import adopting
from actions.carrying import recording as carrying
from actions.drafts import beginning as drafts_begun
from actions.drafts import saving as drafts_saved
from actions.entrance import resetting, tokens
from actions.evidence import keeping, using, withholding
from actions.findings import altering as findings_altered
from actions.findings import answering as findings_answered
from actions.findings import confirming as findings_confirmed
from actions.findings import deciding as findings_decided
from actions.findings import drafting as findings_drafted
from actions.findings import nils as findings_nil
from actions.findings import recording as findings_on_paper
from actions.findings import telling as findings_told
from actions.judgements import asking as judging_asked
from actions.judgements import giving as judgements
from actions.letters import answering as answers
from actions.letters import figuring as letters_on_figures
from actions.letters import judging as rechecks
from actions.letters import leaving as letters_out
from actions.letters import next_step, signing, writing
from actions.letters import recording as letters_on_paper
from actions.letters import reviewable as letters
from actions.negative import doubling, listing, losing, watching
from actions.negative import rectifying as negative_rectifying
from actions.packages import gathering, leaving
from actions.packages import reviewable as packages
from actions.pleas import asking as pleading
from actions.pleas import deciding as answering
from actions.problems import inspecting, rectifying
from actions.problems import recording as problems_recorded
from actions.publishing import publishing
from actions.rehearsing import asking as rehearsals
from actions.reports import correcting, disputing, filling, requesting, several, submitting, verifying, verifying_many
from actions.reports import reviewable as reports
from actions.results import answering as result_answers
from actions.results import correcting as result_corrections
from actions.results import deciding as result_decisions
from actions.results import opening as results
from actions.results import ordering as result_orders
from actions.results import requesting as reexaminations
from actions.results import stepping as result_steps
from actions.results import trying as trying_out
from actions.results import tying as ties
from actions.reviewing import asking, deciding, explaining, recording, returning
from actions.scoring import applying
from actions.scoring import importing as imported_results
from actions.scoring import recording as facts
from actions.shortfalls import pausing, peers
from actions.succession import succeeding
from actions.summaries import presenting
from actions.vetoes import deciding as vetoes_decided
from actions.vetoes import hearing as vetoes_heard
from actions.vetoes import proposing as vetoes

USE_CASES = (
    drafts_begun,
    drafts_saved,
    rehearsals,
    publishing,
    amending,
    people,
    departing,
    resetting,
    tokens,
    channels,
    listening,
    announcing,
    burden,
    events,
    inbox,
    duties,
    days,
    windows,
    pleading,
    answering,
    deductions,
    leaves,
    substitutes,
    taking_note,
    urging,
    resending,
    forwarded,
    letting_off,
    instructing,
    stating,
    visiting,
    meetings,
    succeeding,
    filling,
    submitting,
    several,
    disputing,
    verifying,
    verifying_many,
    correcting,
    requesting,
    peers,
    pausing,
    keeping,
    using,
    withholding,
    gathering,
    leaving,
    drafting,
    handing_in,
    parts,
    collecting,
    adjusting,
    judging,
    scoring,
    ending,
    assignments,
    reports,
    packages,
    letters,
    writing,
    signing,
    letters_out,
    answers,
    rechecks,
    next_step,
    letters_on_paper,
    letters_on_figures,
    findings_drafted,
    findings_told,
    findings_answered,
    findings_decided,
    findings_confirmed,
    findings_altered,
    findings_nil,
    findings_on_paper,
    inspecting,
    problems_recorded,
    rectifying,
    deciding,
    returning,
    asking,
    explaining,
    recording,
    presenting,
    results,
    result_steps,
    result_answers,
    result_decisions,
    ties,
    result_orders,
    reexaminations,
    result_corrections,
    trying_out,
    taking,
    adopting,
    carrying,
    listing,
    watching,
    losing,
    doubling,
    negative_rectifying,
    vetoes,
    vetoes_heard,
    vetoes_decided,
    facts,
    applying,
    balloting,
    issuing,
    counting,
    sealing,
    judging_asked,
    judgements,
    imported_results,
    books_issued,
    books_received,
    books_imported,
    superior_tables,
)


def registry() -> dict[str, Registered]:
    """Every act by name."""
    return REGISTERED
