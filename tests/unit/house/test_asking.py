"""A form that asks for a sentence asks for what its act knows: else nothing that is typed there could ever be sent."""

import re
from pathlib import Path

from actions.registry import registry

TEMPLATES = Path(__file__).parents[3] / "web" / "templates"
ASKED = re.compile(r'act_with_reason\(\s*"(\w+)"(.*?)\)\s*(?:\}\}|%\})', re.DOTALL)
NAMED = re.compile(r'\bname="(\w+)"')


def test_every_sentence_that_is_asked_for_is_a_field_of_the_act() -> None:
    acts, asked = registry(), 0
    for page in sorted(TEMPLATES.rglob("*.html")):
        for act, more in ASKED.findall(page.read_text(encoding="utf-8")):
            name = found[1] if (found := NAMED.search(more)) else "reason"
            assert name in acts[act].data.model_fields, f"{page.name}: {act} is not told {name}"
            asked += 1
    assert asked > 10, "the macro has another name now"
