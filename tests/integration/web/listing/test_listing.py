from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select

from config.units import UnitKind
from models.units import Unit
from tests.integration.web.listing.county import COUNT, units
from tests.profiles import cases
from web.kernel.words import Words
from web.listing.listing import PRINTED_AT_MOST, Listing
from web.listing.shown import Shown

KEYS = ["name", "kind", "began", "place"]
WORDS = Words()


def shown_names(shown: Shown) -> list[str]:
    return [row.row.name for row in shown.rows]


def pages(listing: Listing, tx: Connection, params: list[tuple[str, str]]) -> list[int]:
    first = listing.run(tx, params)
    found = [listing.run(tx, [*params, ("page", str(page))]) for page in range(1, first.pages + 1)]
    return [row.row.id for shown in found for row in shown.rows]


asked = st.fixed_dictionaries(
    {},
    optional={
        "sort": st.sampled_from([*KEYS, *(f"-{key}" for key in KEYS), "nonsense", "do"]),
        "size": st.sampled_from(["20", "50", "7"]),
        "q": st.sampled_from(["单位", "dw", "1", "%", "_", "mzj", "\\", "'", "\x00", "李𬌗", "d" * 300]),
        "kind": st.sampled_from([*UnitKind, "nonsense"]),
        "began-from": st.dates(date(2018, 12, 1), date(2019, 3, 1)).map(str),
        "began-to": st.sampled_from(["2019-01-20", "2019-02-31", "9999-12-31", "0001-01-01", "x"]),
        "unit": st.sampled_from(["县民政局", "danxian", "nobody", "dy"]),
    },
)


@settings(max_examples=cases(12, full=400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=asked)
def test_pages_together_are_the_whole_list_once_in_its_order(tx: Connection, asked: dict[str, str]) -> None:
    listing, params = units(tx), list(asked.items())
    paged = pages(listing, tx, params)
    whole = listing.run(tx, [*params, ("all", "1")])
    assert paged == [row.row.id for row in whole.rows]
    assert len(set(paged)) == len(paged) == whole.total
    exported = [row[0] for row in listing.rows(tx, params, words=WORDS)]
    assert exported == shown_names(whole)


@settings(max_examples=cases(6, full=200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(["began", "place"]), descends=st.booleans())
def test_sorting_is_stable_over_the_official_order(tx: Connection, key: str, descends: bool) -> None:
    listing = units(tx)
    official = [row.row for row in listing.run(tx, [("all", "1")]).rows]
    column = {"began": "began_on", "place": "position"}[key]
    there = [row for row in official if getattr(row, column) is not None]
    missing = [row for row in official if getattr(row, column) is None]
    # Stable both ways: equals stay in official order, also where the greatest comes first.
    expected = sorted(there, key=lambda row: getattr(row, column), reverse=descends)
    shown = listing.run(tx, [("all", "1"), ("sort", f"-{key}" if descends else key)])
    assert [row.row.id for row in shown.rows] == [row.id for row in (*expected, *missing)]


def test_list_stands_in_official_order_and_says_so(tx: Connection) -> None:
    shown = units(tx).run(tx, [])
    query = select(Unit.c.name).order_by(Unit.c.position, Unit.c.id).limit(20)
    assert shown_names(shown) == list(tx.scalars(query))
    assert shown.order == "按规范序列，排名不分先后"
    assert (shown.total, shown.page, shown.pages, shown.first, shown.last) == (COUNT, 1, 7, 1, 20)


def test_sorting_says_by_what_and_goes_round(tx: Connection) -> None:
    listing = units(tx)
    said, links = [], []
    params: list[tuple[str, str]] = []
    for _ in range(3):
        shown = listing.run(tx, params)
        head = next(each for each in shown.heads if each.key == "began")
        said.append((shown.order, head.direction))
        links.append(head.href)
        params = [("sort", head.href.partition("sort=")[2])]
    assert said == [
        ("按规范序列，排名不分先后", ""),
        ("按设立日期排序（降序）", "descending"),
        ("按设立日期排序（升序）", "ascending"),
    ]
    assert links == ["?sort=-began", "?sort=began", "?"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mzj", ["县民政局"]),
        ("shanxian", ["单县分中心"]),
        ("100%", ["100%满意_窗口"]),
        ("满意_", ["100%满意_窗口"]),
        ("_满", []),
        ("\\", []),
        ("<b>", ["<b>粗</b>"]),
    ],
)
def test_words_are_searched_as_they_stand_and_by_pinyin(tx: Connection, typed: str, found: list[str]) -> None:
    assert shown_names(units(tx).run(tx, [("q", typed)])) == found


def test_filters_are_told_in_words(tx: Connection) -> None:
    params = [("unit", "mzj"), ("kind", "department"), ("began-from", "2019-01-05"), ("began-to", "2019-02-01")]
    shown = units(tx).run(tx, params)
    assert shown.chosen == (
        ("单位", "县民政局"),
        ("类别", UnitKind.DEPARTMENT.label),
        ("设立日期", "2019年1月5日至2019年2月1日"),
    )
    assert shown.cleared == "?"


def test_days_are_both_included(tx: Connection) -> None:
    day = date(2019, 1, 14)
    shown = units(tx).run(tx, [("began-from", str(day)), ("began-to", str(day)), ("all", "1")])
    assert {row.row.began_on for row in shown.rows} == {day}


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ([("began-from", "2019-02-31")], ["请填写日期，如2019-09-27", ""]),
        ([("began-from", "2019-02-01"), ("began-to", "2019-01-01")], ["", "早于起始日期"]),
    ],
)
def test_what_cannot_be_read_is_told_at_its_box(tx: Connection, params: list[tuple[str, str]], told: list[str]) -> None:
    shown = units(tx).run(tx, params)
    assert [field.error for field in shown.fields if field.name.startswith("began")] == told
    assert [field.value for field in shown.fields if field.name == "began-from"] == [params[0][1]]


def test_unknown_unit_shows_nothing_and_says_so(tx: Connection) -> None:
    shown = units(tx).run(tx, [("unit", "nobody")])
    assert (shown.total, shown.rows) == (0, ())
    assert [field.error for field in shown.fields if field.name == "unit"] == ["没有叫这个名称的单位"]


def test_page_beyond_the_end_is_the_last(tx: Connection) -> None:
    shown = units(tx).run(tx, [("page", "99")])
    assert (shown.page, shown.first, shown.last, shown.after) == (7, 121, COUNT, "")


def test_list_takes_two_queries_whatever_its_length(tx: Connection) -> None:
    listing, seen = units(tx), []
    event.listen(tx, "before_cursor_execute", lambda *args: seen.append(args[2]))
    for size in ("20", "100"):
        listing.run(tx, [("size", size), ("q", "mzj")])
    assert len(seen) == 4


def test_rows_beyond_what_is_printed_are_paged(tx: Connection) -> None:
    assert PRINTED_AT_MOST > COUNT
    assert units(tx).run(tx, [("all", "1")]).is_whole
    assert units(tx).run(tx, []).whole == "?all=1"
