from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from actions.delivering import DeliveryCounts
from actions.ticking import TickCounts
from flows import deliver, tick


@pytest.mark.parametrize(("counts", "names"), [(TickCounts, tick.NAMES), (DeliveryCounts, deliver.NAMES)])
def test_table_has_a_name_for_every_count(counts: Any, names: Mapping[str, str]) -> None:
    assert [field.name for field in fields(counts)] == list(names)
