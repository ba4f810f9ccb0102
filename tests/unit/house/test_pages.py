"""The Markdown pages: both READMEs say the same, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.house import ROOT, tracked
from tests.markdown import blocks, headings, links, prose

ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
PAGES = [each for each in tracked() if each.suffix == ".md"]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_readmes_have_the_same_sections() -> None:
    assert [level for level, _ in headings(CHINESE)] == [level for level, _ in headings(ENGLISH)]


def test_readmes_have_the_same_blocks() -> None:
    assert blocks(CHINESE) == blocks(ENGLISH)


def test_readmes_have_the_same_lists_tables_and_links() -> None:
    def shape(text: str) -> list[str]:
        return re.findall(r"^(?:- |\d+\. |\|)", prose(text), re.MULTILINE)

    assert shape(CHINESE) == shape(ENGLISH)
    assert sorted(set(links(CHINESE)) - {"README.md"}) == sorted(set(links(ENGLISH)) - {"README.zh-CN.md"})


def test_readmes_name_the_same_commands() -> None:
    def commands(text: str) -> list[str]:
        return re.findall(r"`(kaohe [^`]+|make [^`]+|--[^`]+|KAOHE_\w+)`", prose(text))

    assert sorted(commands(CHINESE)) == sorted(commands(ENGLISH))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files_of_the_tree(page: Path) -> None:
    lost = [each for each in links(page.read_text(encoding="utf-8")) if not (page.parent / each).exists()]
    assert lost == []
