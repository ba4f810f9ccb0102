import pytest

from cli.serving import BadCron, crons_of


def test_cron_is_written_behind_its_flow() -> None:
    assert crons_of(["tick=* * * * *", "deliver = */2 8-18 * * 1-5 "]) == {
        "tick": "* * * * *",
        "deliver": "*/2 8-18 * * 1-5",
    }


@pytest.mark.parametrize("word", ["tick", "tick=", "tick= "])
def test_cron_without_flow_or_schedule_is_refused(word: str) -> None:
    with pytest.raises(BadCron, match="不是定时，写作 tick="):
        crons_of([word])
