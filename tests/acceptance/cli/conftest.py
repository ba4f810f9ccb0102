"""The real console script, in a folder and a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from tests.acceptance.cli.warm import ask

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
    """Types commands. `folder` is where they are typed, `home` what KAOHE_HOME names, `console` a loaded one."""

    folder: Path
    home: Path
    console: str = ""

    def __call__(
        self, *words: str, stdin: str = "", environment: Mapping[str, str] | None = None, encoding: str = "utf-8"
    ) -> Said:
        inherited = {
            key: value for key, value in os.environ.items() if not key.startswith(("KAOHE_", "PREFECT_", "COLUMNS"))
        }
        told = inherited | {"KAOHE_HOME": str(self.home)} | dict(environment or {})
        with TemporaryFile() as typed, TemporaryFile() as out, TemporaryFile() as err:
            typed.write(stdin.encode())
            typed.seek(0)
            streams = (typed.fileno(), out.fileno(), err.fileno())
            # what the interpreter reads when it starts needs one that starts
            if not self.console or any(name.startswith("PYTHON") for name in environment or ()):
                done = subprocess.run(
                    [KAOHE, *words], cwd=self.folder, env=told, stdin=typed, stdout=out, stderr=err, check=False,
                    timeout=120,
                )  # fmt: skip
                code = done.returncode
            else:
                code = ask(self.console, list(words), cwd=self.folder, environment=told, streams=streams)
            out.seek(0)
            err.seek(0)
            return Said(code, out.read().decode(encoding), err.read().decode(encoding))

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@pytest.fixture
def shell(tmp_path: Path, warm_console: str) -> Shell:
    return Shell(tmp_path, tmp_path / "home", warm_console)


@pytest.fixture(scope="session")
def tiny() -> str:
    """The text of the smallest scheme."""
    return (FIXTURES / "tiny.yaml").read_text(encoding="utf-8")
