"""docs/results.md names only acts that there are, and every act on results; its scheme is one."""

import re

from actions.registry import registry
from config.result_process import STEPS, ResultProcess
from tests.house import ROOT

PAGE = (ROOT / "docs/results.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE))


def test_page_names_only_acts_that_exist() -> None:
    assert NAMED - set(registry()) == {"keep_reason"}


def test_page_names_every_act_on_results() -> None:
    ours = {name for name, entry in registry().items() if entry.run.__module__.startswith("actions.results.")}
    assert ours - NAMED == set()


def test_page_shows_every_step_that_a_scheme_may_have() -> None:
    example = PAGE.partition("```yaml\n")[2].partition("```")[0]
    shown = set(re.findall(r"^  (\w+):", example, re.MULTILINE))
    assert shown == {*STEPS} == {*ResultProcess.model_fields} - {"open_ranks", "basis"}
