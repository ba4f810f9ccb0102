"""抽取 can be repeated by anybody, and the order of the list has no say in it."""

import subprocess

from hypothesis import given
from hypothesis import strategies as st

from states.sampling import drawn, lot

CODES = st.lists(st.text("abcdefgh_", min_size=1, max_size=6), unique=True, max_size=12)


@given(CODES, st.text(max_size=8), st.integers(0, 12))
def test_same_list_seed_and_number_draw_the_same_units(codes: list[str], seed: str, size: int) -> None:
    chosen = drawn(codes, seed=seed, size=size)
    assert len(chosen) == min(size, len(codes))
    assert chosen == tuple(code for code in codes if code in chosen)
    assert set(drawn(codes[::-1], seed=seed, size=size)) == set(chosen)
    assert set(chosen) <= set(drawn(codes, seed=seed, size=size + 1))


def test_lot_is_what_a_common_tool_says() -> None:
    said = subprocess.run(["sha256sum"], input=b"20190617:county_a", capture_output=True, check=True)
    assert said.stdout.split()[0].decode() == lot("county_a", seed="20190617")


def test_draw_of_three_out_of_six_by_hand() -> None:
    frame = ("a", "b", "c", "d", "e", "f")
    by_lot = sorted(frame, key=lambda code: lot(code, seed="7"))
    assert drawn(frame, seed="7", size=3) == tuple(code for code in frame if code in by_lot[:3])
