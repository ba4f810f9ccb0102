"""The years that come with the product, and where to find any other."""

from pathlib import Path

from config.errors import KaoheError

HERE = Path(__file__).parent
DEMONSTRATION = HERE / "demonstration"
"""The county that `kaohe run --demo` plays: a sample, not one of the five documents, so not a shipped scheme."""

SIGNED_SHEET = HERE / "samples" / "signed-sheet.jpg"
"""The photograph of a 呈批单 that a leader of a sample year has signed."""


class SchemeNotFound(KaoheError):
    """Neither a shipped name nor a file."""


def shipped() -> list[str]:
    """The names of the schemes that come with the product, in alphabetical order."""
    return sorted(path.stem for path in HERE.glob("*.yaml"))


def find_scheme(name_or_path: str | Path) -> Path:
    """A shipped name (`shanxi-cjr-2019`) or a path to a file; a shipped name wins over a file of the same name."""
    name = str(name_or_path)
    if name in shipped():
        return HERE / f"{name}.yaml"
    path = Path(name_or_path)
    if path.is_file():
        return path
    raise SchemeNotFound(f"找不到考核方案“{name}”：它不是随附方案（{'、'.join(shipped())}），也不是一个文件的路径")


def find_facts(name_or_path: str | Path) -> Path:
    """A path to a file of facts, or the example that comes with a shipped scheme, by the scheme's name."""
    path = HERE / "samples" / "facts" / f"{name_or_path}.yaml"
    return path if str(name_or_path) in shipped() and path.is_file() else Path(name_or_path)


def find_sample(name: str) -> Path | None:
    """The sample data with which a shipped year is played, where there is any."""
    path = HERE / "samples" / f"{name}.yaml"
    return path if name in shipped() and path.is_file() else None
