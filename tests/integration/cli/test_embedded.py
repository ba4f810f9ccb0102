"""The small parts of embedded mode that need no server."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.embedded import HomeBusy, address_of, embedded, kaohe_environment, key_of
from config.prefect_home import key_file
from config.settings import Settings


def test_importing_embedded_mode_does_not_import_prefect() -> None:
    script = "import sys, cli.embedded, cli.serving; sys.exit('prefect' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    home = tmp_path / "prefect"

    keys = {key_of(home), key_of(home)}

    assert len(keys) == 1
    assert keys.pop().startswith("kaohe:")
    assert key_file(home).stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_home_without_a_server_has_no_address(tmp_path: Path) -> None:
    assert address_of(tmp_path) is None


def test_database_path_means_the_same_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    relative = Settings(home=tmp_path, database_url="sqlite:///office.db")
    elsewhere = Settings(home=tmp_path, database_url="postgresql://db.example/kaohe", delivery="folder")

    assert kaohe_environment(relative)["KAOHE_DATABASE_URL"] == f"sqlite:///{tmp_path / 'office.db'}"
    assert kaohe_environment(elsewhere) == {
        "KAOHE_HOME": str(tmp_path),
        "KAOHE_DATABASE_URL": "postgresql://db.example/kaohe",
        "KAOHE_DELIVERY": "folder",
    }


def test_home_is_held_by_one(tmp_path: Path) -> None:
    with embedded(tmp_path), pytest.raises(HomeBusy, match="已有一个 kaohe run 在运行"), embedded(tmp_path):
        pass
