"""The READMEs name every command there is, and none that is not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from cli.main import app
from tests.house import ROOT


def commands() -> list[str]:
    """`audit verify` and its like by their full names."""
    found = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [f"{name} {each}" for each in inner] if inner else [name]
    return sorted(found)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_command_table_is_complete(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `kaohe ([a-z-]+(?: [a-z]+)?)[^`]*` \|", text, re.MULTILINE)
    assert sorted(rows) == commands()


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda page: page.name
)
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    named = re.findall(r"`kaohe ([a-z-]+(?: verify)?)", page.read_text(encoding="utf-8"))
    assert sorted(set(named) - set(commands()) - {each.partition(" ")[0] for each in commands()}) == []


def test_help_of_every_command_answers() -> None:
    kaohe = Path(sys.executable).with_name("kaohe")
    for name in commands():
        done = subprocess.run([kaohe, *name.split(), "--help"], check=True, capture_output=True, text=True)
        assert f"kaohe {name}" in done.stdout
