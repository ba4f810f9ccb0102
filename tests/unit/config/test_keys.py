"""The secret key of an installation."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.keys import LENGTH, secret_key
from config.settings import Settings


def test_key_is_made_once_and_kept(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    key = secret_key(settings)
    assert len(key) == LENGTH
    assert secret_key(settings) == key
    assert secret_key(Settings(home=tmp_path / "other")) != key


def test_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    secret_key(settings)
    assert stat.S_IMODE(settings.secret_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700
    assert [each.name for each in settings.home.iterdir()] == ["secret.key"]


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(64)))
    assert len(keys) == 1
