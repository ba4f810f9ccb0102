"""The real console script, in a folder and a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

KAOHE = Path(sys.executable).parent / "kaohe"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "schemes"


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Types commands. `folder` is where they are typed, `home` what KAOHE_HOME names."""

    folder: Path
    home: Path

    def __call__(
        self, *words: str, stdin: str = "", environment: Mapping[str, str] | None = None, encoding: str = "utf-8"
    ) -> Said:
        inherited = {
            key: value for key, value in os.environ.items() if not key.startswith(("KAOHE_", "PREFECT_", "COLUMNS"))
        }
        done = subprocess.run(
            [KAOHE, *words],
            cwd=self.folder,
            env=inherited | {"KAOHE_HOME": str(self.home)} | dict(environment or {}),
            input=stdin.encode(),
            check=False,
            capture_output=True,
            timeout=120,
        )
        return Said(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, tmp_path / "home")


@pytest.fixture(scope="session")
def tiny() -> str:
    """The text of the smallest scheme."""
    return (FIXTURES / "tiny.yaml").read_text(encoding="utf-8")
