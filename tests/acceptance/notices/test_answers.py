"""Notices go through the reader and are held to what a careful clerk wrote down before: at least 95 of 100 right."""

from functools import cache
from pathlib import Path

import pytest

from documents.notices.extraction.reading import paper_of
from documents.notices.reading import Reading, read_notice, values_of
from tests.acceptance.notices.comparing import ANSWERS, answers, compare, deadlines_at
from tests.acceptance.notices.meaning import expected, meaning, months_opened
from tests.unit.schemes.reading import FIXTURES, SOURCES

OWN = ("tiny", "five-steps", "catalogue", "scanned")
REAL = tuple(sorted(each.stem for each in ANSWERS.glob("seed-*.yaml")))
# The source documents are no part of the repository; where they lie beside it, they are read too.
NOTICES = (*OWN, *(REAL if SOURCES.exists() else ()))
ENOUGH = 0.95
PARTS = ("indicators", "extra", "points", "leads", "assessors", "stars", "deadlines", "heading")


@cache
def reading(name: str) -> Reading:
    file = answers(name)["file"]
    folder = FIXTURES / "seeds" if name in OWN else SOURCES
    return read_notice(paper_of((folder / file).read_bytes(), name=file))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", NOTICES)
def test_what_is_printed_is_read(name: str, part: str) -> None:
    rate = compare(reading(name), answers(name))[part]
    assert rate.share >= ENOUGH, f"{name} {part} {rate.right}/{rate.asked}: {rate.wrong}"


@pytest.mark.parametrize("name", NOTICES)
def test_deadlines_mean_what_they_say(name: str) -> None:
    """By the calendar; and where a sentence names the months, the draft opens its windows for these."""
    for asked in answers(name)["deadlines"]:
        found = deadlines_at(reading(name), asked["quote"])
        assert expected(asked["due"]) in [meaning(each, asked["due"]) for each in found], f"{name} {asked['quote']}"
        for each in found:
            if each.months is not None and isinstance(asked["due"], dict):
                assert months_opened(reading(name), each) == set(asked["due"])


@pytest.mark.parametrize("name", NOTICES)
def test_every_known_inconsistency_is_shown_beside_its_quote(name: str) -> None:
    rate = compare(reading(name), answers(name))["doubts"]
    assert not rate.wrong, f"{name}: {rate.wrong}"


@pytest.mark.parametrize("name", NOTICES)
def test_no_value_is_without_a_span_of_the_source(name: str) -> None:
    read = reading(name)
    told = [*values_of(read.findings)]
    assert told
    assert all(
        each.spans and all(0 <= start < end <= len(read.paper.text) for start, end in each.spans) for each in told
    )


def test_every_notice_has_answers_and_every_answer_its_notice() -> None:
    assert {each.stem for each in ANSWERS.glob("*.yaml")} == {*OWN, *REAL}
    assert Path(FIXTURES / "seeds").is_dir()
