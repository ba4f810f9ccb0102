"""Every table, so that the metadata is whole whoever asks for it."""

from models import (
    amendments,
    assessments,
    assignments,
    calendars,
    care,
    contacts,
    duties,
    evidence,
    facts,
    figures,
    indicators,
    items,
    journal,
    lateness,
    leaves,
    letters,
    listeners,
    obligations,
    outbox,
    packages,
    persons,
    pleas,
    posts,
    reports,
    requests,
    reviews,
    schemes,
    shortfalls,
    snapshots,
    statements,
    summaries,
    supervision,
    units,
    verdicts,
    windows,
)
from models.base import Row

MODULES = (
    units, posts, persons, contacts, schemes, calendars, figures, assessments, amendments, indicators, assignments,
    items, windows, duties, reports, packages, snapshots, reviews, evidence, verdicts, facts, obligations, shortfalls,
    pleas, leaves, statements, lateness, requests, supervision, letters, summaries, journal, listeners, outbox, care,
)  # fmt: skip
METADATA = Row.metadata
