"""Drafts of a year's scheme: where they come from, how they are saved, and what is refused."""

import pytest

from actions.acts import Refused
from config.loading import load_scheme
from models.drafts import DraftText, SchemeDraft
from models.journal import Journal
from tests.integration.actions.year import Year

MORNING = "2019-11-05 09:00"


def begun(here: Year, **data: object) -> int:
    return here.do("begin_draft", "desk", MORNING, office=here.office, **data).ids["draft"]


def text_of(year: Year, draft: int, number: int = 1) -> str:
    return str(year.one(DraftText, draft_id=draft, number=number).text)


@pytest.fixture
def year(town: Year) -> Year:
    return town


def test_last_year_is_carried_over(year: Year) -> None:
    draft = begun(year, assessment=year.assessment, year=2020)
    row = year.one(SchemeDraft, id=draft)
    assert (row.year, row.origin, row.assessment_id, row.number) == (2020, "由2019年度复制", None, 1)
    scheme = load_scheme(text_of(year, draft)).scheme
    assert (scheme.year, scheme.revision) == (2020, 1 if "2020" in scheme.scheme else 2)


def test_a_running_year_is_drafted_as_its_next_version(year: Year) -> None:
    draft = begun(year, assessment=year.assessment)
    row = year.one(SchemeDraft, id=draft)
    assert (row.assessment_id, row.origin) == (year.assessment, "变更2019年度方案")
    assert load_scheme(text_of(year, draft)).scheme.revision == 2


def test_a_shipped_scheme_is_made_out_to_the_office(year: Year) -> None:
    draft = begun(year, shipped="sanming-2022", year=2023)
    scheme = load_scheme(text_of(year, draft)).scheme
    assert (scheme.office.code, scheme.year) == (year.office, 2023)


def test_a_file_full_of_errors_is_kept_and_patched(year: Year) -> None:
    draft = begun(year, text="title: 试\nyear: 二〇二六\n", name="试.yaml")
    told = {"draft": draft, "number": 1, "edits": [{"pointer": "/year", "value": 2026}]}
    done = year.do("patch_draft", "desk", MORNING, **told, words="改年份")
    assert (done.summary, text_of(year, draft, 2)) == ("已改1处，存为第2稿", "title: 试\nyear: 2026\n")
    assert year.one(SchemeDraft, id=draft).year == 2026
    line = year.rows(Journal, act="patch_draft")[-1]
    assert (line.after["number"], line.reason) == (2, "改年份")


def test_an_older_text_never_overwrites_a_newer_one(year: Year) -> None:
    draft = begun(year, text="title: 一\n")
    year.do("save_draft", "desk", MORNING, draft=draft, number=1, text="title: 二\n")
    with pytest.raises(Refused, match="已经保存了第2稿，您改的是第1稿"):
        year.do("save_draft", "desk", MORNING, draft=draft, number=1, text="title: 三\n")
    assert [row.text for row in year.rows(DraftText, draft_id=draft)] == ["title: 一\n", "title: 二\n"]


def test_the_same_text_is_not_saved_twice(year: Year) -> None:
    draft = begun(year, text="title: 一\n")
    done = year.do("save_draft", "desk", MORNING, draft=draft, number=1, text="title: 一\r\n")
    assert (done.summary, len(year.rows(DraftText, draft_id=draft))) == ("内容没有变化，没有另存", 1)


def test_lines_end_as_those_of_a_scheme_do(year: Year) -> None:
    draft = begun(year, text="title: 一\r\nyear: 2026\r\n")
    year.do("save_draft", "desk", MORNING, draft=draft, number=1, text="title: 二\r\nyear: 2026\r\n")
    assert [row.text for row in year.rows(DraftText)] == ["title: 一\nyear: 2026\n", "title: 二\nyear: 2026\n"]


def test_a_dropped_draft_is_gone(year: Year) -> None:
    draft = begun(year, text="title: 一\n")
    year.do("drop_draft", "desk", MORNING, draft=draft)
    with pytest.raises(Refused, match="或已经删除"):
        year.do("save_draft", "desk", MORNING, draft=draft, number=1, text="title: 二\n")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, "要写一个，也只写一个"),
        ({"shipped": "nirgendwo"}, "没有随附方案“nirgendwo”"),
        ({"text": "year: x\n", "year": 2026}, "方案还有错误，不能移到2026年"),
    ],
)
def test_a_draft_needs_a_source(year: Year, told: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        begun(year, **told)


def test_only_the_office_and_its_administrator_draft(year: Year) -> None:
    with pytest.raises(Refused, match="可以办理的是"):
        year.do("begin_draft", "clerk", MORNING, office=year.office, text="title: 一\n")
