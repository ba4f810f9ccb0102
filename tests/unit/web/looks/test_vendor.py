"""What the pages take from others: every file as it was published, with its licence, and no file besides."""

import hashlib

from tests.house import ROOT

VENDOR = ROOT / "web" / "static" / "vendor"


def listed() -> dict[str, str]:
    lines = (VENDOR / "checksums.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_files_of_others_are_as_they_were_published() -> None:
    held = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.name != "checksums.txt")
    assert {
        each.relative_to(VENDOR).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest() for each in held
    } == listed()


def test_each_comes_with_its_licence() -> None:
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert folders == {"bootstrap-5.3.9", "echarts-6.1.0", "htmx-2.0.11"}
    assert [each for each in folders if f"{each}/LICENSE" not in listed()] == []


def test_refresh_takes_the_versions_that_stand_here() -> None:
    script = (ROOT / "tools" / "vendor.sh").read_text(encoding="utf-8")
    taken = [line.split()[1:4] for line in script.splitlines() if line.startswith("take ")]
    assert {f"{name}-{version}" for name, _, version in taken} == {
        path.name for path in VENDOR.iterdir() if path.is_dir()
    }
