"""The product tells and drafts, day by day, what a clerk without any index does who only knows the rules.

A drawn year that differs says so with its seed, its scheme, and what became of the first thing that was told otherwise.
"""

import ast
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from config.loading import load_scheme
from models.database import Database
from tests.acceptance.reference.behaving import Behaviour, behaviour_of
from tests.acceptance.reference.drawing import scheme_of, text_of
from tests.acceptance.reference.playing import Player
from tests.databases import vault
from tests.profiles import cases
from tests.reference.clerk import Clerk
from tests.reference.words import Line

REFERENCE = Path("tests/reference")
MODULES = ("clerk.py", "days.py")
FEWER_THAN = 300
NOT_HIS = {"states", "workdays", "checks", "models", "actions", "documents", "notifiers", "flows", "cli"}


@pytest.mark.faults
@pytest.mark.closes("W7", "O35", "A09")
@pytest.mark.parametrize("seed", range(cases(10, full=500)))
def test_product_does_what_the_clerk_does(seed: int, migrated_file: Path, tmp_path: Path) -> None:
    draw = Random(seed)  # noqa: S311 -- the same seed draws the same year
    text = text_of(scheme_of(draw))
    scheme = load_scheme(text).scheme
    behaviour = behaviour_of(draw, scheme)
    file = shutil.copyfile(migrated_file, tmp_path / "kaohe.db")

    with closing(Database(f"sqlite:///{file}", durable=False, vault=vault())) as database:
        product = Player(database, scheme, text, behaviour, tmp_path / "evidence").play()
    clerk = Clerk(scheme, behaviour.published).play(behaviour.events, behaviour.ticks)

    if Counter(product) != Counter(clerk):
        pytest.fail("\n".join([f"seed {seed}", text, *_difference(behaviour, product, clerk)]))


def _difference(behaviour: Behaviour, product: list[Line], clerk: list[Line]) -> Iterator[str]:
    """The first thing that was told otherwise, from its beginning, on both sides."""
    apart = [*(Counter(product) - Counter(clerk)), *(Counter(clerk) - Counter(product))]
    first = min(apart, key=lambda line: line.moment)
    yield f"published {behaviour.published}; {len(apart)} lines differ, the first: {first}"
    for event in behaviour.events:
        if event.about[1] == first.about[1] or event.what == "leave":
            yield f"  {event.at:%m-%d %H:%M} {event.what} {event.about} {event.told}"
    for side, lines in (("product", product), ("clerk", clerk)):
        yield from (f"  {side}: {line}" for line in sorted(lines, key=lambda one: one[:5]) if line.about == first.about)


def test_clerk_is_naive() -> None:
    """He shares no rule with the product, and can be read in one sitting."""
    texts = [(REFERENCE / name).read_text(encoding="utf-8") for name in MODULES]
    assert sum(text.count("\n") for text in texts) < FEWER_THAN
    words = (REFERENCE / "words.py").read_text(encoding="utf-8")
    roots = {
        (node.module or "").partition(".")[0]
        for text in (*texts, words)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
    }
    assert roots & NOT_HIS == set()
