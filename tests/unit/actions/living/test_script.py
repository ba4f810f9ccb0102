"""What the script of the county may say, and what it says wrongly is told with its place."""

from datetime import date

import pytest

from actions.living.script import ScriptError, read_script


def test_entry_says_when_who_and_what() -> None:
    entry = "{on: 2025-03-20, who: desk, act: tell_findings, data: {findings: ['@dust.finding']}}"
    script = read_script(f"deeds:\n  - {entry}\n", name="x")
    (deed,) = script.deeds
    assert (deed.on, deed.who, deed.act) == (date(2025, 3, 20), "desk", "tell_findings")
    assert deed.data == {"findings": ["@dust.finding"]}


def test_wrong_entry_is_told_with_its_place() -> None:
    with pytest.raises(ScriptError, match=r"x 读不懂：deeds\.0\.who"):
        read_script("deeds:\n  - {on: 2025-03-20, act: tell_findings}\n", name="x")
