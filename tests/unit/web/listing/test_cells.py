from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

from config.labels import Labelled
from states.pace import Light
from states.sessions import Language
from web.kernel.words import Words
from web.listing import cells
from web.listing.cells import Cell, Look, Tone

CHINESE, ENGLISH = Words(), Words(Language.ENGLISH)


class State(Labelled):
    IN = "in", "已报送"
    OUT = "out", "缺报"


def drawn(draw: cells.Draw, value: object, words: Words = CHINESE) -> Cell:
    return draw(SimpleNamespace(it=value, unit="人"), words)


def test_day_is_written_as_offices_write_it() -> None:
    assert drawn(cells.day("it"), date(2019, 9, 27)) == Cell(date(2019, 9, 27), "2019年9月27日", Look.TIME)
    assert drawn(cells.day("it"), date(2019, 9, 27), ENGLISH).text == "27 September 2019"


def test_moment_is_shanghais() -> None:
    cell = drawn(cells.moment("it"), datetime(2019, 5, 31, 16, 30, tzinfo=UTC))
    assert cell.text == "2019年6月1日00:30"
    assert f"{cell.value:%Y-%m-%d %H:%M}" == "2019-06-01 00:30"


def test_moment_that_is_not_known_says_so() -> None:
    assert drawn(cells.moment("it", none="未知，待上级通知"), None) == Cell(None, "未知，待上级通知")


def test_number_is_exact_and_its_thousands_stand_apart() -> None:
    draw = cells.number("it", unit="unit")
    assert drawn(draw, Decimal("12345678.900")) == Cell(Decimal("12345678.900"), "12,345,678.9人", Look.NUMBER)
    assert drawn(cells.number("it", places=2), Decimal("0.1")).text == "0.10"
    assert drawn(cells.number("it", signed=True), Decimal("0.6")).text == "+0.6"
    assert drawn(draw, Decimal(0)).text == "0人"
    assert drawn(draw, None).text == "—"


def test_state_is_told_in_words_besides_its_colour() -> None:
    draw = cells.word("it", tones={State.OUT: Tone.WAITING})
    assert drawn(draw, State.OUT) == Cell("缺报", "缺报", Look.STATE, Tone.WAITING)
    assert drawn(draw, State.IN) == Cell("已报送", "已报送", Look.STATE, Tone.DOING)


def test_light_of_a_reported_figure_is_hollow_and_says_why() -> None:
    cell = drawn(cells.light("it", is_hollow=lambda _row: True), Light.RED)
    assert (cell.text, cell.note, cell.is_hollow, cell.value) == ("滞后", "据单位上报", True, "滞后（据单位上报）")
    nothing = drawn(cells.light("it", is_hollow=lambda _row: True), Light.NONE)
    assert (nothing.text, nothing.is_hollow) == ("尚无数据", False)
