"""The measurements of bench/ run, in small; what they come to is read in `make bench`."""

import json
import subprocess
import sys


def test_tick_is_measured_beside_its_floor() -> None:
    words = ["-m", "bench.tick", "--existing", "200", "--due", "20", "--rounds", "1", "--json"]
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True, timeout=120)
    told = json.loads(done.stdout)
    assert told["schema"] == "kaohe.bench.tick/1"
    assert [(line["existing"], line["due"]) for line in told["lines"]] == [(200, 20)]


def test_scores_are_measured_beside_a_loop_that_gives_the_same() -> None:
    words = ["-m", "bench.scoring", "--scores", "1000", "--indicators", "10", "--rounds", "1", "--json"]
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True, timeout=120)
    told = json.loads(done.stdout)
    assert told["schema"] == "kaohe.bench.scoring/1"
    assert (len(told["lines"]), told["mismatches"]) == (2, 0)
