"""Shipped names and paths."""

from pathlib import Path

import pytest

from config.schemes import HERE, SchemeNotFound, find_facts, find_sample, find_scheme, shipped
from tests.unit.schemes.reading import FIXTURES

SHIPPED = ["city-county", "minsheng", "ningshan-2019", "sanming-2022", "shanxi-cjr-2019"]


def test_the_five_documents_are_shipped() -> None:
    assert shipped() == SHIPPED


def test_find_scheme_by_name_and_by_path() -> None:
    tiny = FIXTURES / "schemes" / "tiny.yaml"
    assert find_scheme("shanxi-cjr-2019") == HERE / "shanxi-cjr-2019.yaml"
    assert find_scheme(tiny) == tiny
    assert find_scheme(str(tiny)) == tiny


def test_find_scheme_says_what_there_is() -> None:
    with pytest.raises(SchemeNotFound) as caught:
        find_scheme("shanxi-2019")
    assert str(caught.value) == (
        "找不到考核方案“shanxi-2019”：它不是随附方案（city-county、minsheng、ningshan-2019、sanming-2022、shanxi-cjr-2019），也不是一个文件的路径"
    )


def test_find_sample_only_for_shipped_years(tmp_path: Path) -> None:
    assert find_sample("shanxi-cjr-2019") == HERE / "samples" / "shanxi-cjr-2019.yaml"
    assert find_sample("ningshan-2019") == HERE / "samples" / "ningshan-2019.yaml"
    assert find_sample("tiny") is None


def test_find_facts_by_the_name_of_the_scheme_and_by_path(tmp_path: Path) -> None:
    assert [find_facts(name) for name in SHIPPED] == [HERE / "samples" / "facts" / f"{name}.yaml" for name in SHIPPED]
    assert find_facts(Path("minsheng")) == find_facts("minsheng")
    assert find_facts(tmp_path / "事实.yaml") == tmp_path / "事实.yaml"
